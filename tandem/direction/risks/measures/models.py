"""What is done about risks."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.methods.models import LARGEST_SCALE
from tandem.direction.risks.models import Risk
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField


class MeasureQuerySet(RecordQuerySet):
    def kept(self) -> "MeasureQuerySet":
        """Measures of the plan: all that were not dropped."""
        return self.exclude(state="dropped")

    def open(self) -> "MeasureQuerySet":
        """Measures that are still to be done."""
        return self.filter(state__in=("planned", "in-progress"))


TREATMENT_MEASURE_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("in-progress", _("In progress"), "active"),
    State("done", _("Done"), "good", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class TreatmentMeasure(Record):
    """One thing that is done about a risk: by whom, until when, at what cost, and what it is to change."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="measures", verbose_name=_("risk"), db_index=False)
    title = models.CharField(_("what is done"), max_length=200)
    description = models.TextField(_("how"), blank=True, max_length=10_000)
    due = models.DateField(_("due"))
    cost_once = models.PositiveIntegerField(_("cost, once"), null=True, blank=True)
    cost_yearly = models.PositiveIntegerField(_("cost, each year"), null=True, blank=True)
    control = models.ForeignKey(
        "controls.Control",
        models.PROTECT,
        related_name="measures",
        null=True,
        blank=True,
        verbose_name=_("control it brings about"),
    )
    requirements = Words(_("controls of a catalogue"), blank=True)
    likelihood_steps = models.PositiveSmallIntegerField(
        _("steps of likelihood it takes away"), default=0, blank=True, validators=[MaxValueValidator(LARGEST_SCALE)]
    )
    impact_steps = models.PositiveSmallIntegerField(
        _("steps of impact it takes away"), default=0, blank=True, validators=[MaxValueValidator(LARGEST_SCALE)]
    )
    state = StateField(TREATMENT_MEASURE_STATES, max_length=12)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=5_000)

    objects: ClassVar[Any] = RecordManager.from_queryset(MeasureQuerySet)()

    class Meta(Record.Meta):
        indexes = [*indexed("title", "state", "due"), models.Index(fields=["organization", "risk", "id"])]

    @property
    def keys(self) -> Sequence[str]:
        """Keys of the controls it brings about: those named, and what its own control answers."""
        named: list[Any] = list(self.requirements)
        return [*named, *(self.control.requirements if self.control else ())]

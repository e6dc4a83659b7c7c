"""Indicators: what is measured, how, when, by whom, and who judges the result."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.measurements.vocabulary import BETTER, QUERIES, SUBJECTS
from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

INDICATOR_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("measured", _("In use"), "good"),
    State("ended", _("Ended"), "quiet", final=True),
)


class IndicatorQuerySet(RecordQuerySet):
    def in_use(self) -> "IndicatorQuerySet":
        """Indicators that are taken today."""
        return self.filter(state="measured")

    def due_before(self, day: date) -> "IndicatorQuerySet":
        """Indicators in use whose next value is overdue on this day."""
        return self.in_use().filter(next_due__lt=day)


def _about(label: str, name: Any) -> Any:
    return models.ForeignKey(
        label, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=name, db_index=False
    )


class Indicator(Lensed):
    """What is measured of a process, control, service or objective: how, how often, by whom, and who judges it."""

    title = models.CharField(_("what is measured"), max_length=200)
    subject = models.CharField(_("of what"), max_length=10, choices=SUBJECTS, default="process")
    process = _about("leadership.Process", _("process"))
    control = _about("controls.Control", _("control"))
    service = _about("services.Service", _("service"))
    objective = _about("objectives.Objective", _("objective"))
    method = models.TextField(_("how it is measured"), blank=True, max_length=5_000)
    numerator_is = models.CharField(_("what is counted"), max_length=300, blank=True)
    denominator_is = models.CharField(_("out of what"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True, default="%")
    query = models.CharField(_("counted from the registers"), max_length=30, choices=QUERIES, blank=True)
    better = models.CharField(_("better is"), max_length=6, choices=BETTER, default="higher")
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3, null=True, blank=True)
    every_months = Duration(_("measured every … months"), default=3)
    analyst = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who judges the result"),
        db_index=False,
    )
    judged_when = models.CharField(_("when it is judged"), max_length=200, blank=True)
    definition = models.PositiveSmallIntegerField(_("version of the definition"), default=1, editable=False)
    begun_on = models.DateField(_("in use since"), null=True, blank=True, editable=False)
    last_measured = models.DateField(_("last measured"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("next due"), null=True, blank=True, editable=False)
    state = StateField(INDICATOR_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(IndicatorQuerySet)()

    class Meta(Lensed.Meta):
        indexes = indexed("title", "subject", "state", "next_due", "process", "control", "service", "objective")

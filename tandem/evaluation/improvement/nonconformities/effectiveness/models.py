"""Whether corrective actions helped."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.nonconformities.corrective.models import CorrectiveAction
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

EFFECTIVENESS_STATES = (
    State("waiting", _("To be judged"), "waiting"),
    State("effective", _("It helped"), "good", final=True),
    State("ineffective", _("It did not help"), "bad", final=True),
)


class EffectivenessQuerySet(RecordQuerySet):
    def due_before(self, day: date) -> "EffectivenessQuerySet":
        """Those that should have been judged by this day."""
        return self.filter(state="waiting", due__lt=day)


class EffectivenessCheck(Record):
    """Somebody else looks, after a set time, whether a corrective action helped."""

    action = models.ForeignKey(
        CorrectiveAction, models.PROTECT, related_name="checks", verbose_name=_("corrective action"), db_index=False
    )
    title = models.CharField(_("what is looked at"), max_length=200, blank=True)
    due = models.DateField(_("not before"), null=True, blank=True)
    seen = models.TextField(_("what was seen"), blank=True, max_length=10_000)
    judged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("judged by")
    )
    judged_on = models.DateField(_("judged on"), null=True, blank=True)
    state = StateField(EFFECTIVENESS_STATES, max_length=12)

    objects: ClassVar[Any] = RecordManager.from_queryset(EffectivenessQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "due", "judged_on", "action")

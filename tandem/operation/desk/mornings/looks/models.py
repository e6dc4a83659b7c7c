"""What was seen in the morning."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.desk.mornings.models import MorningCheck

LOOK_STATES = (
    State("due", _("To be looked at"), "waiting"),
    State("right", _("As it should be"), "good", final=True),
    State("wrong", _("Not as it should be"), "bad", final=True),
    State("left-out", _("Not looked at"), "quiet", final=True),
)


class LookQuerySet(RecordQuerySet):
    def due(self) -> "LookQuerySet":
        """Looks that nobody took yet."""
        return self.filter(state="due")


class MorningLook(Record):
    """One morning check on one day: what was seen, by whom and when, and the incident it became when it was wrong."""

    check_of = models.ForeignKey(
        MorningCheck, models.PROTECT, related_name="looks", verbose_name=_("morning check"), db_index=False
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    morning = models.DateField(_("day"))
    seen = models.TextField(_("what was seen"), blank=True, max_length=5_000)
    seen_at = models.DateTimeField(_("looked at"), null=True, blank=True, editable=False)
    seen_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("looked at by"),
        db_index=False,
    )
    incident = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("incident"),
        db_index=False,
    )
    state = StateField(LOOK_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(LookQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "check_of", "morning"],
                name="one_look_a_day",
                violation_error_message=_("It is on the list of this day already."),
            ),
        ]
        indexes = indexed("title", "check_of", "morning", "state", "incident")

"""What those who hold items say of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.verification.models import VerificationRound

ENTRY_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("confirmed", _("There and as written"), "good", final=True),
    State("differs", _("Differs"), "bad", final=True),
    State("missing", _("Not found"), "bad", final=True),
)


class VerificationEntry(Record):
    """One item in a round: who was asked, who answered what on which day."""

    title = models.CharField(_("item as written"), max_length=200, editable=False)
    round = models.ForeignKey(
        VerificationRound, models.PROTECT, related_name="entries", verbose_name=_("round"), db_index=False
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("item"), db_index=False)
    look_at = models.CharField(_("what to look at"), max_length=300, blank=True)
    due = models.DateField(_("by"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("answered by"),
        db_index=False,
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    difference = models.CharField(_("what differs"), max_length=500, blank=True)
    state = StateField(ENTRY_STATES, max_length=9)

    class Meta(Record.Meta):
        indexes = indexed("round", "item", "state", "due")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "round", "item"],
                name="inventory_asked_once",
                violation_error_message=_("This round asks about the item already."),
            ),
        ]

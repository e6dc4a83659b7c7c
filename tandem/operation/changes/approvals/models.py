"""Who was asked to agree to a change, and what they decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.changes.models import Change

APPROVAL_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("agreed", _("Agreed"), "good", final=True),
    State("rejected", _("Rejected"), "bad", final=True),
    State("lapsed", _("No longer counts"), "quiet", final=True),
)


class ChangeApproval(Record):
    """One person asked to agree to a change at one step; any manager without a part in it where nobody is named."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="approvals", verbose_name=_("change"))
    title = models.CharField(_("step"), max_length=100, blank=True)
    stage = models.PositiveSmallIntegerField(_("number of the step"), default=1)
    quorum = models.PositiveSmallIntegerField(_("how many have to agree"), default=1)
    is_boards = models.BooleanField(_("at a meeting of the board"), default=False)
    approver = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("whose agreement"),
        db_index=False,
    )
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("decided by"),
        db_index=False,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    state = StateField(APPROVAL_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "change", "state", "approver")

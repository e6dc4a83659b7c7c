"""Deviations from documents that were agreed to, for a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.documents.models import Document

POLICY_EXCEPTION_STATES = (
    State("requested", _("Requested"), "waiting"),
    State("approved", _("In force"), "active", next=""),
    State("refused", _("Refused"), "quiet", final=True),
    State("ended", _("Ended"), "good", final=True),
    State("expired", _("Expired"), "bad", next=""),
)


class PolicyException(Record):
    """A deviation from a document that somebody else agreed to, for a limited time, with the risk known."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="exceptions", verbose_name=_("document"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200)
    deviation = models.TextField(_("what is deviated from"), max_length=5_000)
    place = models.CharField(_("where: unit, system, service"), max_length=300)
    item = models.ForeignKey(
        "inventory.Item", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("item concerned")
    )
    reason = models.TextField(_("reason"), max_length=5_000)
    measures = models.TextField(_("what makes up for it"), max_length=5_000)
    risk = models.ForeignKey(
        "risks.Risk", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("risk")
    )
    requested_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("requested by")
    )
    expires_on = models.DateField(_("ends on"))
    renews = models.ForeignKey(
        "self", models.PROTECT, related_name="renewals", null=True, blank=True, verbose_name=_("follows on from")
    )
    state = StateField(POLICY_EXCEPTION_STATES, max_length=10)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "state", "expires_on", "approved_on"),
            models.Index(fields=["organization", "document", "id"]),
        ]

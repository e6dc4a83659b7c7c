"""What was told to other systems, or is to be."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.webhooks.models import Webhook

DELIVERY_STATES = (
    State("waiting", _("To be sent"), "waiting", next=""),
    State("delivered", _("Delivered"), "good", next=""),
    State("failed", _("Given up"), "bad", next="send-again"),
    State("withheld", _("Not for others"), "quiet", next=""),
)


class WebhookDelivery(Record):
    """One happening that one webhook is told of: what happened, how often it was tried, what was answered.

    What is sent is put together when it is sent: of a record that only some may see by then, nothing is.
    """

    webhook = models.ForeignKey(
        Webhook, models.PROTECT, related_name="deliveries", verbose_name=_("webhook"), db_index=False
    )
    title = models.CharField(_("what happened"), max_length=200)
    register = models.CharField(_("register"), max_length=50, editable=False)
    record = models.BigIntegerField(_("record"), default=0, editable=False)
    subject = models.CharField(_("about"), max_length=40, editable=False)
    action = models.CharField(_("happening"), max_length=60, editable=False)
    record_version = models.PositiveIntegerField(_("version then"), default=1, editable=False)
    happened_at = models.DateTimeField(_("happened"), editable=False)
    attempts = models.PositiveIntegerField(_("tries"), default=0, editable=False)
    next_at = models.DateTimeField(_("next try"), null=True, blank=True, editable=False)
    status = models.PositiveIntegerField(_("answered with status"), null=True, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=500, blank=True, editable=False)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True, editable=False)
    state = StateField(DELIVERY_STATES, max_length=9)

    class Meta(Record.Meta):
        indexes = indexed("title", "webhook", "state", "next_at", "happened_at")

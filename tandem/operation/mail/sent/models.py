"""Mail that goes out."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.tickets import NAMES, AboutTicket, at_most_one

SENT_STATES = (
    State("waiting", _("To be sent"), "waiting", next=""),
    State("sending", _("Being sent"), "active", next=""),
    State("sent", _("Sent"), "good", next=""),
    State("refused", _("Refused by the server"), "bad", next=""),
    State("failed", _("Given up"), "bad", next=""),
    State("returned", _("Came back"), "bad", next=""),
)


class SentQuerySet(RecordQuerySet):
    def due(self, now: datetime, silent_since: datetime) -> "SentQuerySet":
        """Messages whose turn it is; one that was being sent when its worker died goes again."""
        is_lost = Q(state="sending", updated_at__lt=silent_since)
        return self.filter(Q(state="waiting") & (Q(next_at=None) | Q(next_at__lte=now)) | is_lost)


class Sent(AboutTicket, Record):
    """A message to somebody, mostly about a ticket: to whom, what it says, when it was handed over, what came of it.

    One that asks somebody to agree names what is asked in `asks`; what was said to a customer names them.
    """

    mailbox = models.ForeignKey(
        Mailbox, models.PROTECT, related_name="sent", null=True, blank=True, verbose_name=_("mailbox"), db_index=False
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("said to the customer"),
        db_index=False,
    )
    title = models.CharField(_("subject"), max_length=250)
    recipient = models.CharField(_("recipient"), max_length=254)
    text = models.TextField(_("text"), max_length=30_000)
    entry = models.BigIntegerField(_("entry of the ticket"), null=True, blank=True)
    leave = models.CharField(_("address that ends such messages"), max_length=500, blank=True)
    asks = models.CharField(_("asks about"), max_length=100, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=300, blank=True)
    thread = Words(_("answers"), blank=True, longest=500, most=20)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("tried again at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    problem = models.CharField(_("what the server said"), max_length=500, blank=True)
    state = StateField(SENT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(SentQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "entry"], condition=~Q(entry=None), name="an_entry_is_sent_once"
            ),
            models.UniqueConstraint(
                fields=["organization", "asks"], condition=~Q(asks=""), name="a_question_is_sent_once"
            ),
            models.CheckConstraint(condition=at_most_one(), name="sent_is_about_one_ticket"),
        ]
        indexes = [
            *indexed("title", *NAMES, "customer", "recipient", "state", "sent_at", "next_at"),
            models.Index(fields=["organization", "message_id"]),
        ]

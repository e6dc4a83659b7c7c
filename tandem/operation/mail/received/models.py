"""Mail that came in."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.tickets import NAMES, AboutTicket, at_most_one

RECEIVED_STATES = (
    State("quarantine", _("In quarantine"), "waiting", next="take-in"),
    State("arrived", _("Being taken in"), "active", next=""),
    State("taken", _("Became a ticket"), "good", final=True),
    State("joined", _("Joined a ticket"), "good", final=True),
    State("set-aside", _("Set aside"), "quiet", next=""),
    State("thrown-away", _("Thrown away"), "quiet", final=True),
)
KINDS = [
    ("person", _("Of a person")),
    ("own", _("Of ourselves")),
    ("returned", _("Could not be delivered")),
    ("absence", _("Automatic answer")),
    ("automatic", _("Automatic")),
    ("list", _("To many")),
    ("spam", _("Unwanted")),
]
PROOFS = [("", _("Not proved")), ("proved", _("Proved")), ("failed", _("Failed"))]


class ReceivedQuerySet(RecordQuerySet):
    def left_since(self, moment: datetime) -> "ReceivedQuerySet":
        """Messages whose taking in was begun before a moment and never ended."""
        return self.filter(state="arrived", updated_at__lt=moment)


class Received(AboutTicket, Record):
    """A message that came by mail: from whom, what it says, whether its sender is proved, and what became of it.

    The message as it came hangs on it as a file; nothing of it is ever thrown away with it.
    """

    title = models.CharField(_("subject"), max_length=200)
    mailbox = models.ForeignKey(
        Mailbox,
        models.PROTECT,
        related_name="received",
        null=True,
        blank=True,
        verbose_name=_("mailbox"),
        db_index=False,
    )
    sender = models.CharField(_("sender"), max_length=254, blank=True)
    sender_name = models.CharField(_("name of the sender"), max_length=150, blank=True)
    recipients = Words(_("recipients"), blank=True, longest=254, most=100)
    sent_on = models.DateTimeField(_("written at, as it says"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True, max_length=50_000)
    answer = models.TextField(_("what is new in it"), blank=True, max_length=50_000)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, default="person")
    message_id = models.CharField(_("Message-ID"), max_length=500, blank=True)
    thread = Words(_("answers"), blank=True, longest=500, most=100)
    key = models.CharField(_("known again by"), max_length=64, blank=True)
    digest = models.CharField(_("digest of its content"), max_length=64, blank=True)
    proof = models.CharField(_("sender proved"), max_length=10, choices=PROOFS, blank=True)
    proof_words = models.CharField(_("word of the receiving server"), max_length=1_000, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    remarks = models.TextField(_("remarks"), blank=True, max_length=5_000)
    reason = models.CharField(_("why it is there"), max_length=300, blank=True)
    state = StateField(RECEIVED_STATES, max_length=12)

    objects: ClassVar[Any] = RecordManager.from_queryset(ReceivedQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "key"], condition=~models.Q(key=""), name="one_message_of_a_key"
            ),
            models.CheckConstraint(condition=at_most_one(), name="received_is_about_one_ticket"),
        ]
        indexes = [
            *indexed("title", "sender", "state", "kind", "proof", "mailbox", *NAMES),
            models.Index(fields=["organization", "message_id"]),
        ]

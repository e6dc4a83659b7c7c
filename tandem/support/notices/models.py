"""What people were told, and what they are still to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.accounts.notices import KINDS
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

NOTICE_STATES = (
    State("waiting", _("To be sent"), "waiting", next=""),
    State("sent", _("Sent"), "good", next=""),
    State("failed", _("Given up"), "bad", next="send-again"),
    State("withheld", _("Withheld"), "quiet", next=""),
)
NOTICE_KINDS = ({**KINDS, "daily": _("What is new since yesterday"), "weekly": _("What waits this week")}).items()
WAYS = (("mail", _("Mail")), ("chat", _("Chat")))


class Notice(Record):
    """One message to its owner: what it is about, by which way, how often it was tried and what came of it.

    It names records by their references alone; what is written is put together when it is sent, from what the owner
    may see by then.
    """

    title = models.CharField(_("what about"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=list(NOTICE_KINDS), default="assigned")
    way = models.CharField(_("way"), max_length=4, choices=WAYS, default="mail")
    about = Words(_("about"), blank=True, longest=120, most=200)
    key = models.CharField(_("key"), max_length=60, blank=True, editable=False)
    attempts = models.PositiveIntegerField(_("tries"), default=0, editable=False)
    next_at = models.DateTimeField(_("next try"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True, editable=False)
    state = StateField(NOTICE_STATES, max_length=8)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "owner", "key", "way"],
                condition=~models.Q(key=""),
                name="a_notice_is_written_once",
            ),
        ]
        indexes = indexed("title", "kind", "way", "state", "next_at", "sent_at")


class NoticeLine(Scoped):
    """One thing that somebody is told of once: by which key it is known again, how it is told, and if it is so now."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    register = models.CharField(max_length=50)
    reference = models.CharField(max_length=40)
    how = models.CharField(max_length=8)
    is_so = models.BooleanField(default=True)
    told_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "user", "key"], name="a_line_is_told_once")]

"""Mailboxes that the organization receives mail in and answers from."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

MAILBOX_STATES = (
    State("off", _("Not looked into"), "quiet", next="open"),
    State("on", _("Looked into"), "good", next=""),
)
SIGN_IN = [
    ("password", _("Password")),
    ("token", _("Token of a client (OAuth)")),
    ("consent", _("Consent of a person (OAuth, code on another device)")),
]
OPENS = [("incident", _("An incident")), ("request", _("A service request"))]
STRANGERS = [("ticket", _("Their mail becomes a ticket")), ("quarantine", _("Their mail waits in quarantine"))]
SECURITY = [
    ("tls", _("TLS")),
    ("starttls", _("STARTTLS")),
    ("none", _("None, only on this machine")),
]


class MailboxQuerySet(RecordQuerySet):
    def looked_into(self) -> "MailboxQuerySet":
        """Mailboxes that are fetched from."""
        return self.filter(state="on").exclude(host="")


class Mailbox(Record):
    """An address of the organization: where its mail is fetched, what becomes of it, and how answers are signed."""

    title = models.CharField(_("name, as recipients see it"), max_length=150)
    address = models.EmailField(_("address"), max_length=254)
    host = models.CharField(_("IMAP server"), max_length=253, blank=True)
    port = models.PositiveIntegerField(
        _("port"), default=993, validators=[MinValueValidator(1), MaxValueValidator(65_535)]
    )
    security = models.CharField(_("security of the connection"), max_length=10, choices=SECURITY, default="tls")
    user_name = models.CharField(_("user name"), max_length=254, blank=True)
    sign_in = models.CharField(_("signs in by"), max_length=10, choices=SIGN_IN, default="password")
    token_address = models.URLField(_("address that gives tokens"), max_length=500, blank=True)
    code_address = models.URLField(_("address that gives codes"), max_length=500, blank=True)
    client = models.CharField(_("client"), max_length=200, blank=True)
    token_scope = models.CharField(_("scope of the token"), max_length=300, blank=True)
    folder = models.CharField(_("folder"), max_length=200, default="INBOX")
    proving_server = models.CharField(_("server whose word on DKIM and SPF counts"), max_length=253, blank=True)
    opens = models.CharField(_("what its mail becomes"), max_length=10, choices=OPENS, default="incident")
    strangers = models.CharField(_("mail of people nobody knows"), max_length=10, choices=STRANGERS, default="ticket")
    most_per_hour = models.PositiveIntegerField(
        _("most messages of one sender in an hour"), default=30, validators=[MinValueValidator(1)]
    )
    group = models.CharField(_("assignment group of its tickets"), max_length=100, blank=True)
    asks_content = models.BooleanField(_("asks how content people are once a ticket is solved"), default=True)
    signature = models.TextField(_("signature"), blank=True, max_length=5_000)
    state = StateField(MAILBOX_STATES, max_length=5)

    objects: ClassVar[Any] = RecordManager.from_queryset(MailboxQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "address"],
                name="one_mailbox_of_an_address",
                violation_error_message=_("There is a mailbox of this address already."),
            ),
        ]
        indexes = indexed("title", "address", "state")


class MailboxKey(Scoped):
    """What opens a mailbox, encrypted, and how far it was read: kept beside the record, never in its history.

    `consent` is the token that a person granted, `asked` what they were asked for and have not confirmed yet.
    """

    mailbox = models.OneToOneField(Mailbox, models.CASCADE, related_name="key")
    password = models.TextField(blank=True)
    consent = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    validity = models.BigIntegerField(default=0)
    last_number = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

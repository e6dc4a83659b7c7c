"""Who is told by webhook of what happens."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

WEBHOOK_STATES = (State("in-use", _("In use"), "good", next=""), State("stopped", _("Stopped"), "quiet"))


class Webhook(Record):
    """Another system that is told, signed, of what happens to records of some registers.

    Its secret is worked out from the installation's key and counted up when it is made anew, so it is kept nowhere.
    """

    title = models.CharField(_("what it is for"), max_length=100)
    address = models.CharField(_("address"), max_length=500)
    about = Words(_("registers"), longest=50, most=100)
    actions = Words(_("only these happenings"), blank=True, longest=60, most=50)
    secret_number = models.PositiveIntegerField(_("number of its secret"), default=0, editable=False)
    secret_since = models.DateTimeField(_("secret since"), null=True, blank=True, editable=False)
    former_until = models.DateTimeField(_("former secret signs until"), null=True, blank=True, editable=False)
    state = StateField(WEBHOOK_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "state")


class WebhookCursor(Scoped):
    """Up to which leaf of the ledger what happened has become deliveries."""

    leaf = models.BigIntegerField(default=-1)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization"], name="one_webhook_cursor")]

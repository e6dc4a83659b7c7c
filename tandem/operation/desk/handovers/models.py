"""What one shift tells the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

HANDOVER_STATES = (
    State("given", _("Handed over"), "waiting"),
    State("taken", _("Taken over"), "good", final=True),
)


class ShiftHandover(Record):
    """What is going on when a shift ends: who tells whom, what is open, what to watch, and that it was taken over."""

    title = models.CharField(_("shift"), max_length=150)
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    given_at = models.DateTimeField(_("at"))
    successor = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("who takes over"), db_index=False
    )
    incidents = Records(_("open incidents"), to="incidents.Incident", blank=True, most=50, longest=40)
    changes = Records(_("changes going on"), to="changes.Change", blank=True, most=50, longest=40)
    goes_on = models.TextField(_("what goes on"), max_length=10_000)
    to_watch = models.TextField(_("what to watch"), blank=True, max_length=5_000)
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True, editable=False)
    question = models.TextField(_("asked back"), blank=True, max_length=2_000)
    state = StateField(HANDOVER_STATES, max_length=6)

    class Meta(Record.Meta):
        indexes = indexed("title", "group", "given_at", "successor", "state")

"""Meetings of the board that advises on changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

MEETING_STATES = (
    State("called", _("Called"), "waiting"),
    State("held", _("Held"), "active"),
    State("closed", _("Minutes approved"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class ChangeMeeting(Record):
    """A meeting of those who advise on changes: when, who was there, the agenda, and what was said and decided."""

    title = models.CharField(_("title"), max_length=200)
    meets_on = models.DateField(_("meets on"))
    members = Records(_("who is invited"), to="people.Person", blank=True, most=50, longest=40)
    attended = Records(_("who came"), to="people.Person", blank=True, most=50, longest=40)
    minutes = models.TextField(_("minutes"), blank=True, max_length=20_000)
    approved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("minutes approved by"),
        db_index=False,
    )
    approved_on = models.DateField(_("minutes approved on"), null=True, blank=True)
    state = StateField(MEETING_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "meets_on", "state")

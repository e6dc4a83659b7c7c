"""Kinds of releases: how often they come and how they are handled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

TYPE_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-use", _("In use"), "good"),
    State("retired", _("No longer used"), "quiet", final=True),
)


class ReleaseType(Record):
    """A kind of release, emergency releases among them: how often it comes, and how it is built, tried and deployed."""

    title = models.CharField(_("kind of release"), max_length=100)
    is_emergency = models.BooleanField(_("for emergencies"), default=False)
    frequency = models.CharField(_("how often"), max_length=200, blank=True)
    handling = models.TextField(_("how it is handled"), blank=True, max_length=20_000)
    review_months = Duration(_("looked at every … months"), default=12)
    last_review = models.DateField(_("last looked at"), null=True, blank=True)
    next_review = models.DateField(_("next look"), null=True, blank=True)
    state = StateField(TYPE_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "next_review")

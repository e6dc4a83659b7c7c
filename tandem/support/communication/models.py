"""The communication plan: who tells whom what, when and how."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

SUBJECTS = [
    ("security-policy", _("Information security policy")),
    ("service-policy", _("Service management policy")),
    ("objectives", _("Objectives and how they stand")),
    ("performance", _("Performance and reports")),
    ("changes", _("Changes")),
    ("incidents", _("Incidents and disruptions")),
    ("roles", _("Roles and responsibilities")),
    ("obligations", _("Laws, contracts, authorities")),
    ("other", _("Other")),
]
COMMUNICATION_STATES = (
    State("current", _("Planned"), "good"),
    State("declined", _("Decided not to"), "quiet"),
    State("ended", _("Ended"), "quiet", final=True),
)


class CommunicationQuerySet(RecordQuerySet):
    def current(self) -> "CommunicationQuerySet":
        """What is told today."""
        return self.filter(state="current")


class Communication(Record):
    """One line of the plan: a subject that its owner tells an audience, at an interval or on an occasion, some way."""

    title = models.CharField(_("what is told"), max_length=200)
    subject = models.CharField(_("subject"), max_length=20, choices=SUBJECTS, default="other")
    audience = models.CharField(_("to whom"), max_length=300)
    is_external = models.BooleanField(_("goes outside"), default=False)
    way = models.CharField(_("how"), max_length=300, blank=True)
    every_months = Duration(_("every … months"), null=True, blank=True)
    occasion = models.CharField(_("on which occasion"), max_length=300, blank=True)
    why = models.TextField(_("why, or why not"), blank=True, max_length=5_000)
    begins_on = models.DateField(_("from"), null=True, blank=True)
    last_done = models.DateField(_("last told"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("told next by"), null=True, blank=True, editable=False)
    checked_on = models.DateField(_("plan looked at on"), null=True, blank=True, editable=False)
    state = StateField(COMMUNICATION_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(CommunicationQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "subject", "state", "last_done", "next_due")

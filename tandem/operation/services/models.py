"""The service catalogue."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [("customer", _("For customers")), ("internal", _("Internal")), ("supporting", _("Supporting"))]
CRITICALITIES = [("low", _("Low")), ("medium", _("Medium")), ("high", _("High")), ("critical", _("Critical"))]


class ServiceQuerySet(RecordQuerySet):
    def live(self) -> "ServiceQuerySet":
        """Services that customers or colleagues use today."""
        return self.filter(state__in=("live", "retiring"))

    def due_before(self, day: date) -> "ServiceQuerySet":
        """Live services whose review is overdue on this day."""
        return self.live().filter(next_review__lt=day)


SERVICE_STATES = (
    State("proposed", _("Proposed"), "quiet"),
    State("in-design", _("In design"), "active"),
    State("in-transition", _("In transition"), "active"),
    State("live", _("Live"), "good"),
    State("retiring", _("Retiring"), "waiting"),
    State("retired", _("Retired"), "quiet", final=True),
)


class Service(Record):
    """Something the organization provides to customers or to itself: what for, what was agreed, who answers for it."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="customer")
    description = models.TextField(_("description"), blank=True, max_length=10_000)
    outcomes = models.TextField(_("what it is for"), blank=True, max_length=5_000)
    users = models.CharField(_("customers and users"), max_length=300, blank=True)
    hours = models.CharField(_("service hours"), max_length=200, blank=True)
    criticality = models.CharField(_("criticality"), max_length=10, choices=CRITICALITIES, default="medium")
    is_published = models.BooleanField(_("shown in the service catalogue"), default=True)
    state = StateField(SERVICE_STATES, max_length=20)
    live_since = models.DateField(_("live since"), null=True, blank=True)
    retires_on = models.DateField(_("ends on"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(ServiceQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "criticality", "state", "next_review")

"""What a service has to do, and for whom."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.services.models import CRITICALITIES, Service

SOURCES = [
    ("customer", _("Customer")),
    ("users", _("Users")),
    ("law", _("Law or contract")),
    ("organization", _("The organization itself")),
    ("other", _("Another interested party")),
]
PRIORITIES = [("must", _("Must")), ("should", _("Should")), ("could", _("Could"))]
REQUIREMENT_STATES = (
    State("proposed", _("Not agreed yet"), "waiting"),
    State("agreed", _("Agreed"), "good", next=""),
    State("declined", _("Declined"), "quiet", final=True),
    State("dropped", _("No longer required"), "quiet", final=True),
)


class ServiceRequirementQuerySet(RecordQuerySet):
    def agreed(self) -> "ServiceRequirementQuerySet":
        """Requirements that count."""
        return self.filter(state="agreed")


class ServiceRequirement(Record):
    """One thing that somebody needs of a service: from whom it comes, how much it matters, whether it was agreed."""

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="requirement_records", verbose_name=_("service"), db_index=False
    )
    title = models.CharField(_("what is required"), max_length=200)
    description = models.TextField(_("in full"), blank=True, max_length=20_000)
    source = models.CharField(_("comes from"), max_length=12, choices=SOURCES, blank=True)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("customer")
    )
    obligation = models.ForeignKey(
        "context.Obligation", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("obligation")
    )
    priority = models.CharField(_("priority"), max_length=6, choices=PRIORITIES, blank=True)
    criticality = models.CharField(_("criticality"), max_length=10, choices=CRITICALITIES, blank=True)
    criticality_reason = models.TextField(_("why it is so critical"), blank=True, max_length=5_000)
    agreed_with = models.CharField(_("agreed with"), max_length=300, blank=True)
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("agreed by")
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    state = StateField(REQUIREMENT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ServiceRequirementQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "source", "priority", "criticality", "state", "agreed_on")

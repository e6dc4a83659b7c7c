"""What of a service is offered to whom, as customers see it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.services.models import Service

OFFERING_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("published", _("Published"), "good", next=""),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)
LIVE = ("live", "retiring")


class OfferingQuerySet(RecordQuerySet):
    def published(self) -> "OfferingQuerySet":
        """What is offered today: published, of services that are live."""
        return self.filter(state="published", service__state__in=LIVE)

    def shown_to(self, customer_id: int | None) -> "OfferingQuerySet":
        """What a customer sees: what is for everybody and what is for it; for no customer, what colleagues see."""
        if customer_id is None:
            return self.published().filter(service__kind__in=("internal", "customer"), customer=None)
        own = Q(customer=None, service__kind="customer") | Q(customer=customer_id)
        return self.published().filter(own)


class ServiceOffering(Record):
    """A form in which a service is offered: to every customer or to one, in words they understand, on which terms."""

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="service_offerings", verbose_name=_("service"), db_index=False
    )
    title = models.CharField(_("name"), max_length=200)
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="service_offerings",
        null=True,
        blank=True,
        verbose_name=_("for this customer; empty for all"),
        db_index=False,
    )
    description = models.TextField(_("what customers get"), blank=True, max_length=10_000)
    terms = models.TextField(_("terms: hours, levels, price"), blank=True, max_length=5_000)
    how_to_ask = models.CharField(_("how to ask for it"), max_length=300, blank=True)
    technical = models.TextField(_("how it is made, for ourselves"), blank=True, max_length=10_000)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    state = StateField(OFFERING_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(OfferingQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "customer", "state", "published_on")

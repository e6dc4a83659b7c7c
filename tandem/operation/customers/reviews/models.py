"""Meetings in which service is reviewed with a customer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.customers.models import Customer

CUSTOMER_REVIEW_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("held", _("Held"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class CustomerReview(Record):
    """A meeting with a customer over performance and results: what was seen, what was agreed."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="reviews", verbose_name=_("customer"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200)
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    present = models.CharField(_("who was there"), max_length=500, blank=True)
    performance = models.TextField(_("how the services did"), blank=True, max_length=10_000)
    changed_needs = models.TextField(_("what the customer needs now"), blank=True, max_length=10_000)
    agreed = models.TextField(_("what was agreed"), blank=True, max_length=10_000)
    state = StateField(CUSTOMER_REVIEW_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "state", "planned_on", "held_on")

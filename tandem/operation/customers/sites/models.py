"""Places of customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.customers.models import Customer


class CustomerSite(Record):
    """A place where a customer uses services: where it is, how one gets in, who is there."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="sites", verbose_name=_("customer"), db_index=False
    )
    title = models.CharField(_("site"), max_length=200)
    address = models.TextField(_("address"), blank=True, max_length=1_000)
    access = models.TextField(_("how one gets in"), blank=True, max_length=2_000)
    users = models.PositiveIntegerField(_("users there"), null=True, blank=True)
    closed_on = models.DateField(_("given up on"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "closed_on")

"""People at customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.customers.models import Customer
from tandem.operation.customers.sites.models import CustomerSite


class CustomerContact(Record):
    """Somebody at a customer whom one talks to: for what, and how they are reached."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="contacts", verbose_name=_("customer"), db_index=False
    )
    title = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function"), max_length=150, blank=True)
    role = models.CharField(
        _("role"),
        max_length=12,
        default="user",
        choices=[
            ("decides", _("Decides on the agreement")),
            ("operations", _("Day to day")),
            ("security", _("Information security")),
            ("escalation", _("Escalation")),
            ("user", _("User")),
        ],
    )
    site = models.ForeignKey(
        CustomerSite, models.PROTECT, related_name="contacts", null=True, blank=True, verbose_name=_("site")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "role", "email", "left_on")

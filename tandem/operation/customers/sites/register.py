"""Sites of customers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Section,
    View,
    declare,
)
from tandem.operation.customers.sites.models import CustomerSite

CUSTOMER_SITES = declare(
    Register(
        key="customer-sites",
        model=CustomerSite,
        prefix="CSITE",
        title=_("Customer sites"),
        singular=_("Customer site"),
        about=_("Where customers use services."),
        icon="map-pin",
        place=Place(home="services", parent="customer"),
        listing=Listing(
            columns=("reference", "title", "customer", "users", "closed_on"),
            search=("address", "access"),
            views=(View("open", _("In use"), {"closed_on": "none"}, "title"),),
        ),
        form=Form(sections=(Section(_("The site"), ("customer", "title", "address", "access", "users", "closed_on")),)),
        exchange=Exchange(synonyms={"title": ("site", "location", "branch", "Standort"), "address": ("Adresse",)}),
        access=Access(customer="customer"),
        example=Example({"title": "Head office", "address": "Quay 1", "users": 12}),
    )
)

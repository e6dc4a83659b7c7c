"""Contacts at customers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.operation.customers.contacts import rules
from tandem.operation.customers.contacts.models import CustomerContact

CUSTOMER_CONTACTS = declare(
    Register(
        key="customer-contacts",
        model=CustomerContact,
        prefix="CCON",
        title=_("Customer contacts"),
        singular=_("Customer contact"),
        about=_("Whom one talks to at customers, for what, and how they are reached."),
        icon="contact",
        place=Place(home="services", parent="customer"),
        listing=Listing(
            columns=("reference", "title", "customer", "role", "function", "email", "phone"),
            search=("function", "email", "phone"),
            views=(View("there", _("There today"), {"left_on": "none"}, "title"),),
        ),
        form=Form(
            sections=(
                Section(_("Who"), ("customer", "title", "function", "role", "site")),
                Section(_("How they are reached"), ("email", "phone", "left_on")),
            )
        ),
        exchange=Exchange(
            synonyms={
                "title": ("contact", "contact name", "Ansprechpartner", "nom"),
                "email": ("mail", "e-mail", "E-Mail"),
                "phone": ("mobile", "phone", "Telefon", "téléphone"),
                "function": ("job title", "position", "Funktion"),
            },
        ),
        access=Access(customer="customer"),
        rules=Rules(validate=rules.check_contact),
        example=Example({"title": "Kari Berg", "role": "operations", "email": "kari@berglund.example"}),
    )
)

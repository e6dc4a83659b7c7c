"""Sites of the organization, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.people.sites import rules
from tandem.support.people.sites.models import SITE_STATES, Site

SITES = declare(
    Register(
        key="sites",
        model=Site,
        prefix="SITE",
        title=_("Sites"),
        singular=_("Site"),
        about=_("Where the organization itself works or keeps something. Places of customers lie with the customer."),
        icon="map-pinned",
        place=Place(home="organization", tab=_("People")),
        listing=Listing(
            columns=("reference", "title", "kind", "owner", "time_zone", "state"),
            search=("address", "protection"),
            views=(View("in-use", _("In use"), {"state": "in-use"}, "title"),),
            empty=_("Enter offices and rooms with equipment; people and scopes then name them."),
        ),
        form=Form(
            sections=(
                Section(_("The site"), ("title", "kind", "owner", "address", "time_zone")),
                Section(_("Protection"), ("protection",), _("Who gets in, how, and what guards it; A.7 of 27001.")),
            ),
            facts=("given_up_on",),
        ),
        workflow=Workflow(
            states=SITE_STATES,
            transitions=(
                Transition(
                    key="give-up",
                    label=_("Give up"),
                    sources=("in-use",),
                    target="given-up",
                    roles=MANAGERS,
                    fields=("given_up_on",),
                    needs_reason=True,
                    guard=rules.may_give_up,
                    effect=rules.give_up,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "given_up_on"),
            natural_key="title",
            synonyms={
                "title": ("location", "branch", "office", "building", "name", "Standort", "Niederlassung"),
                "address": ("postal address", "street", "Adresse", "Anschrift"),
                "kind": ("type", "Art"),
                "time_zone": ("timezone", "Zeitzone"),
            },
        ),
        rules=Rules(derive=rules.derive_site, validate=rules.check_site),
        example=Example({"title": "Office in Bergen", "kind": "office", "address": "Strandgaten 4, Bergen"}),
    )
)

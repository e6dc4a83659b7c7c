"""Offerings of services, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.services.offerings import rules
from tandem.operation.services.offerings.models import OFFERING_STATES, ServiceOffering

SERVICE_OFFERINGS = declare(
    Register(
        key="service-offerings",
        model=ServiceOffering,
        prefix="OFF",
        title=_("Offerings of services"),
        singular=_("Offering of a service"),
        about=_("In which forms services are offered to whom, in the words of those who get them."),
        icon="store",
        place=Place(
            home="services",
            tab=_("Catalogue"),
            parent="service",
            beside=("customer",),
            pages=(PageLink(_("As customers see it"), "service-catalogue", "store"),),
        ),
        listing=Listing(
            columns=("reference", "title", "service", "customer", "state", "published_on", "owner"),
            search=("description", "terms", "how_to_ask", "technical"),
            views=(
                View("published", _("Published"), {"state": "published"}, "title"),
                View("draft", _("Draft"), {"state": "draft"}, "title"),
            ),
            empty=_("Say what of each service is offered, to all customers or to one, and how they ask for it."),
        ),
        form=Form(
            sections=(
                Section(_("For customers"), ("service", "title", "customer", "description", "terms", "how_to_ask")),
                Section(_("For ourselves"), ("technical", "owner")),
            ),
            facts=("published_on", "withdrawn_on"),
        ),
        workflow=Workflow(
            states=OFFERING_STATES,
            transitions=(
                Transition(
                    key="publish",
                    label=_("Publish"),
                    sources=("draft",),
                    target="published",
                    required=rules.NEEDED,
                    guard=rules.may_publish,
                    effect=rules.publish,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("draft", "published"),
                    target="withdrawn",
                    needs_reason=True,
                    effect=rules.withdraw,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state", "published_on"),
            natural_key="title",
            synonyms={"title": ("offering", "name", "Angebot"), "terms": ("price", "Preis")},
        ),
        rules=Rules(validate=rules.check_offering),
        example=Example({"title": "Mailbox of 50 GB", "description": "Mail for one person", "how_to_ask": "Portal"}),
    )
)

"""Customers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.actor import MANAGER
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.customers import rules
from tandem.operation.customers.models import CUSTOMER_STATES, SERVED, Customer

CUSTOMERS = declare(
    Register(
        key="customers",
        model=Customer,
        prefix="CUST",
        title=_("Customers"),
        singular=_("Customer"),
        about=_("Whom services are provided to: who looks after each, how the two talk, when service is reviewed."),
        icon="building-2",
        place=Place(
            home="services",
            tab=_("Customers"),
            figures=(Figure("served", _("customers"), _("customer")),),
            pages=(
                PageLink(
                    _("People in the portal"), "customer-people", "users", of_record=True, roles=frozenset({MANAGER})
                ),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "state", "owner", "users", "since", "next_review"),
            search=("needs", "arrangements", "complaints_to"),
            views=(
                View("served", _("Served"), {"state": "active,ending"}, "title"),
                View("review", _("To be reviewed"), {"state": "active,ending", "next_review~before": "today"}),
            ),
            empty=_("Enter everybody you have promised a service to, colleagues in other departments too."),
        ),
        form=Form(
            sections=(
                Section(_("The customer"), ("title", "kind", "needs", "users", "owner")),
                Section(
                    _("How we talk"),
                    ("arrangements", "complaints_to", "review_months"),
                    _("Meetings, reports, and whom either side calls."),
                ),
                Section(_("From and until"), ("since", "ends_on")),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=(Waiting(what=_("Review service with the customer"), date="next_review", states=SERVED),),
        workflow=Workflow(
            states=CUSTOMER_STATES,
            transitions=(
                Transition(
                    key="begin",
                    label=_("Begin"),
                    sources=("prospect",),
                    target="active",
                    required=rules.NEEDED,
                    fields=("since",),
                    effect=rules.begin,
                ),
                Transition(
                    key="end-soon",
                    label=_("Plan the end"),
                    sources=("active",),
                    target="ending",
                    roles=MANAGERS,
                    required=("ends_on",),
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("prospect", "active", "ending"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                    guard=rules.may_end,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={
                "title": ("customer", "client", "company", "Kunde", "Firma", "société", "nom du client"),
                "needs": ("description", "requirements", "Beschreibung"),
                "owner": ("account manager", "customer manager", "Kundenbetreuer", "responsable"),
                "users": ("seats", "number of users", "Anwender"),
                "since": ("start", "begin", "contract start", "Beginn"),
                "ends_on": ("end", "contract end", "Ende"),
            },
        ),
        access=Access(customer="pk"),
        patterns=(rules.REVIEW,),
        rules=Rules(validate=rules.check_customer),
        example=Example({"title": "Berglund", "arrangements": "Meeting each quarter", "users": 40}),
    )
)

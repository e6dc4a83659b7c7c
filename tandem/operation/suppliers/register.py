"""Suppliers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.suppliers import rules
from tandem.operation.suppliers.models import SUPPLIER_STATES, WITH_US, Supplier

SUPPLIERS = declare(
    Register(
        key="suppliers",
        model=Supplier,
        prefix="SUP",
        title=_("Suppliers"),
        singular=_("Supplier"),
        about=_("Other parties that contribute: external and internal suppliers, customers acting as suppliers."),
        icon="handshake",
        place=Place(
            home="services",
            tab=_("Suppliers"),
            figures=(Figure("active", _("active suppliers"), _("active supplier")),),
            pages=(PageLink(_("What would fall"), "supplier-would-fall", "unplug", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "criticality", "state", "owner", "service", "next_review"),
            filters=("reaches_information",),
            search=("provides", "contact", "selected_by"),
            views=(
                View("active", _("Active"), {"state": "active,ending"}, "title"),
                View(
                    "review",
                    _("To be reviewed"),
                    {"state": "active,ending", "next_review~before": "today"},
                    "next_review",
                ),
                View(
                    "security",
                    _("Security to be reviewed"),
                    {"state": "active,ending", "next_security_review~before": "today"},
                    "next_security_review",
                ),
                View("ending", _("Ending"), {"state": "active,ending", "ends_on~from": "today"}, "ends_on"),
            ),
            tones={"criticality": {"high": "waiting", "critical": "bad"}},
            empty=_("Enter everybody without whom a service would stand still, colleagues in other departments too."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The party"),
                    (
                        "title",
                        "kind",
                        "customer",
                        "provides",
                        "service",
                        "criticality",
                        "contact",
                        "reaches_information",
                        "owner",
                    ),
                ),
                Section(_("How it was chosen"), ("selected_by", "assessed_on", "ends_on")),
                Section(
                    _("How often it is reviewed"),
                    ("review_months", "security_months", "contract_months"),
                    _("Each kind of review has its own interval; security where the party reaches information."),
                ),
            ),
            facts=(
                "last_review",
                "next_review",
                "last_security_review",
                "next_security_review",
                "last_contract_review",
                "next_contract_review",
            ),
            only_for={"customer": ("kind", ("customer",))},
        ),
        waiting=(
            Waiting(what=_("Review how well the supplier does"), date="next_review", states=WITH_US),
            Waiting(what=_("Review the security of the supplier"), date="next_security_review", states=WITH_US),
            Waiting(what=_("Review the contracts of the supplier"), date="next_contract_review", states=WITH_US),
            Waiting(what=_("The supplier ends"), date="ends_on", states=WITH_US),
        ),
        workflow=Workflow(
            states=SUPPLIER_STATES,
            transitions=(
                Transition(
                    key="begin",
                    label=_("Begin"),
                    sources=("candidate",),
                    target="active",
                    roles=MANAGERS,
                    required=rules.NEEDED,
                    guard=rules.may_begin,
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
                    sources=("candidate", "active", "ending"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                    guard=rules.may_end,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=(
                "state",
                "last_review",
                "next_review",
                "last_security_review",
                "next_security_review",
                "last_contract_review",
                "next_contract_review",
            ),
            natural_key="title",
            synonyms={
                "title": ("supplier", "vendor", "company", "name", "Firma", "Lieferant", "fournisseur", "société"),
                "provides": ("service", "services", "product", "description", "Beschreibung", "Leistung"),
                "criticality": ("Kritikalität", "criticité", "importance"),
                "contact": ("email", "contact email", "contact person", "Ansprechpartner"),
                "ends_on": ("end date", "Ende"),
            },
        ),
        patterns=tuple(rules.REVIEWS.values()),
        rules=Rules(
            validate=rules.check_supplier,
        ),
        example=Example({"title": "Carrier", "provides": "Lines", "selected_by": "Price"}),
    )
)

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
from tandem.operation.suppliers.models import SUPPLIER_STATES, Supplier

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
            figures=(Figure("active", _("active suppliers")),),
            pages=(PageLink(_("What would fall"), "supplier-would-fall", "unplug", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "criticality", "state", "owner", "ends_on", "next_review"),
            filters=("reaches_information",),
            search=("provides", "contact", "contract", "contract_scope", "targets", "controls"),
            views=(
                View("active", _("Active"), {"state": "active,ending"}, "title"),
                View(
                    "review",
                    _("To be reviewed"),
                    {"state": "active,ending", "next_review~before": "today"},
                    "next_review",
                ),
                View("ending", _("Contract ends"), {"state": "active,ending", "ends_on~from": "today"}, "ends_on"),
            ),
            tones={"criticality": {"high": "waiting", "critical": "bad"}},
            empty=_("Enter everybody without whom a service would stand still, colleagues in other departments too."),
        ),
        form=Form(
            sections=(
                Section(_("The party"), ("title", "kind", "provides", "service", "criticality", "contact", "owner")),
                Section(_("How it was chosen"), ("selected_by", "assessed_on")),
                Section(
                    _("What was agreed"),
                    ("contract", "contract_scope", "targets", "authorities", "ends_on"),
                    _("Scope, requirements, targets, and who may decide what on either side."),
                ),
                Section(_("Information security"), ("reaches_information", "controls")),
                Section(_("How well it does"), ("performance", "review_months")),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=(
            Waiting(what=_("Review the supplier"), date="next_review", states=("active", "ending")),
            Waiting(what=_("The contract ends"), date="ends_on", states=("active", "ending")),
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
                    effect=rules.begin,
                ),
                Transition(
                    key="review",
                    label=_("Reviewed today"),
                    sources=("active", "ending"),
                    target="active",
                    required=("performance",),
                    effect=rules.REVIEW.looked_at,
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
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={
                "title": ("supplier", "vendor", "company", "name", "Firma", "Lieferant", "fournisseur", "société"),
                "provides": ("service", "services", "product", "description", "Beschreibung", "Leistung"),
                "criticality": ("Kritikalität", "criticité", "importance"),
                "contact": ("email", "contact email", "contact person", "Ansprechpartner"),
                "ends_on": ("contract end", "end date", "expiry", "Vertragsende"),
            },
        ),
        patterns=(rules.REVIEW,),
        rules=Rules(
            validate=rules.check_supplier,
        ),
        example=Example({"title": "Carrier", "provides": "Lines", "selected_by": "Price", "contract": "C-1"}),
    )
)

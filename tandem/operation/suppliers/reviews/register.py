"""Reviews of suppliers, declared."""

from django.utils.translation import gettext_lazy as _

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.suppliers.reviews import operations, rules
from tandem.operation.suppliers.reviews.models import SUPPLIER_REVIEW_STATES, SupplierReview

SUPPLIER_REVIEWS = declare(
    Register(
        key="supplier-reviews",
        model=SupplierReview,
        prefix="SREV",
        title=_("Reviews of suppliers"),
        singular=_("Review of a supplier"),
        about=_("How well suppliers do, how they protect information, and whether contracts still fit."),
        icon="clipboard-check",
        place=Place(home="services", tab=_("Suppliers"), parent="supplier"),
        listing=Listing(
            columns=("reference", "title", "supplier", "kind", "state", "planned_on", "held_on", "outcome", "owner"),
            filters=("targets_kept",),
            search=("present", "performance", "evidence", "agreed"),
            views=(
                View("planned", _("Planned"), {"state": "planned"}, "planned_on"),
                View("held", _("Held"), {"state": "held"}, "-held_on"),
                View("bad", _("Not as agreed"), {"outcome": "improve,unacceptable"}, "-held_on"),
            ),
            tones={"outcome": {"good": "good", "improve": "waiting", "unacceptable": "bad"}},
            empty=_("Plan the next review; it waits for you on its day."),
        ),
        form=Form(
            sections=(
                Section(_("The review"), ("supplier", "kind", "title", "contract", "planned_on", "owner")),
                Section(
                    _("What was seen"),
                    ("held_on", "present", "performance", "targets_kept", "evidence", "outcome", "agreed"),
                ),
            ),
            only_for={"targets_kept": ("kind", ("performance",)), "contract": ("kind", ("performance", "contract"))},
        ),
        waiting=(Waiting(what=_("Hold the review of the supplier"), date="planned_on", states=("planned",)),),
        workflow=Workflow(
            states=SUPPLIER_REVIEW_STATES,
            transitions=(
                Transition(
                    key="hold",
                    label=_("Held"),
                    sources=("planned",),
                    target="held",
                    required=rules.NEEDED,
                    fields=("held_on", "present", "targets_kept", "contract", "evidence", "agreed"),
                    guard=rules.may_hold,
                    effect=rules.hold,
                    afterwards=operations.note,
                ),
                Transition(
                    key="cancel", label=_("Cancel"), sources=("planned",), target="cancelled", needs_reason=True
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            synonyms={
                "title": ("review", "Bewertung", "évaluation"),
                "supplier": ("vendor", "Lieferant", "fournisseur"),
                "held_on": ("date", "review date", "Datum"),
                "performance": ("result", "findings", "comment", "Ergebnis"),
            },
        ),
        rules=Rules(
            validate=rules.check_review,
            locked=rules.locked,
            after_create=operations.begin,
            after_change=operations.ask_when_security,
        ),
        example=Example({"title": "Yearly review", "planned_on": "2030-04-01"}),
    )
)

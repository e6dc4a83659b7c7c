"""Targets of suppliers, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.suppliers.targets import rules
from tandem.operation.suppliers.targets.models import SUPPLIER_TARGET_STATES, TIMED, SupplierTarget

SUPPLIER_TARGETS = declare(
    Register(
        key="supplier-targets",
        model=SupplierTarget,
        prefix="STGT",
        title=_("Targets of suppliers"),
        singular=_("Target of a supplier"),
        about=_("What suppliers promise for each service, and whether it holds up what customers were promised."),
        icon="target",
        place=Place(home="services", tab=_("Suppliers"), parent="contract", beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "contract", "service", "kind", "minutes", "share", "alignment", "state"),
            search=("words", "finding"),
            views=(
                View("weaker", _("Weaker than promised"), {"alignment": "weaker", "state": "promised"}, "title"),
                View("accepted", _("Accepted"), {"state": "accepted"}, "accepted_until"),
            ),
            tones={"alignment": {"holds": "good", "weaker": "bad"}},
            empty=_("Write down what each contract promises; Tandem holds it against what you promised yourself."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The promise"),
                    ("contract", "service", "title", "kind", "priority", "minutes", "share", "calendar", "words"),
                ),
            ),
            facts=("alignment", "finding", "accepted_because", "accepted_until", "accepted_by", "accepted_on"),
            only_for={
                "minutes": ("kind", TIMED),
                "priority": ("kind", TIMED),
                "calendar": ("kind", TIMED),
                "share": ("kind", (*TIMED, "availability")),
            },
        ),
        waiting=(
            Waiting(
                what=_("Decide again whether the weaker target is accepted"),
                person="accepted_by",
                date="accepted_until",
                states=("accepted",),
            ),
        ),
        workflow=Workflow(
            states=SUPPLIER_TARGET_STATES,
            transitions=(
                Transition(
                    key="accept",
                    label=_("Accept as it is"),
                    sources=("promised",),
                    target="accepted",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("writer",),
                    gives=("accepted_by", "accepted_on"),
                    required=("accepted_because", "accepted_until"),
                    guard=rules.may_accept,
                    effect=rules.accept,
                ),
                Transition(
                    key="withdraw",
                    label=_("Accept no longer"),
                    sources=("accepted",),
                    target="promised",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.withdraw,
                ),
                Transition(
                    key="amend",
                    label=_("Amend"),
                    sources=("promised", "accepted"),
                    roles=MANAGERS,
                    fields=rules.AMENDED,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "minutes": ("time", "within", "target minutes", "within … minutes of its hours"),
                "share": ("percent", "target", "quota", "availability"),
                "words": ("description", "target in words"),
            }
        ),
        rules=Rules(derive=rules.derive_target, validate=rules.check_target, locked=rules.locked),
        example=Example({"kind": "other", "words": "A person answers on workdays"}, change={"words": "At any hour"}),
    )
)

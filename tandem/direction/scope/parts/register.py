"""Parts of scopes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.scope.parts import rules
from tandem.direction.scope.parts.models import PART_STATES, ScopePart
from tandem.ground.kernel.permissions import MANAGERS
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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow

SCOPE_PARTS = declare(
    Register(
        key="scope-parts",
        model=ScopePart,
        prefix="SCOPE",
        title=_("Parts of scopes"),
        singular=_("Part of a scope"),
        about=_("Which units, sites, services, suppliers and items lie in the scope of each standard, and why not."),
        icon="square-dashed-mouse-pointer",
        place=Place(home="organization", tab=_("Scope"), parent="system"),
        listing=Listing(
            columns=("reference", "title", "kind", "system", "place", "state", "decided_by", "decided_on"),
            search=("reason",),
            views=(
                View("proposed", _("To be decided"), {"state": "proposed"}, "title"),
                View("outside", _("Outside"), {"state": "decided", "place": "outside"}, "title"),
            ),
            tones={"place": {"inside": "good", "outside": "quiet"}},
            empty=_("Begin with the services that are live, then sites and suppliers: inside or outside, and why."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The part"),
                    ("system", "kind", "service", "supplier", "item", "unit", "site", "title"),
                    _("Clause 4.3 of either."),
                ),
                Section(_("Its place"), ("place", "reason")),
            ),
            facts=("decided_by", "decided_on"),
        ),
        waiting=(Waiting(what=_("Decide on the scope"), person="", except_for="created_by", states=("proposed",)),),
        workflow=Workflow(
            states=PART_STATES,
            transitions=(
                Transition(
                    key="decide",
                    label=_("Decide"),
                    sources=("proposed",),
                    target="decided",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    together="Top management sets its own scope (4.3); only managers write it, often one alone.",
                    gives=("decided_by", "decided_on"),
                    fields=("reason",),
                    guard=rules.may_decide,
                    effect=rules.DECISION.note,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("proposed", "decided"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(importable=("state", "decided_on")),
        access=Access(create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.derive_part, validate=rules.check_part),
        patterns=(rules.DECISION, rules.STANDS),
        example=Example({"kind": "site", "title": "Office in Bergen", "place": "inside"}),
    )
)

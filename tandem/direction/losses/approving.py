"""What tolerances and correlations have in common: management approves them in versions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.direction.losses import operations, rules
from tandem.direction.losses.models import APPROVED_STATES
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Section,
    Waiting,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

PORTFOLIO = PageLink(_("Losses"), "losses", "chart-line")

APPROVAL = Workflow(
    states=APPROVED_STATES,
    transitions=(
        Transition(
            key="approve",
            label=_("Approve"),
            sources=("draft",),
            target="approved",
            roles=MANAGERS,
            approves=True,
            apart_from=("created_by", "writer"),
            gives=("approved_by", "approved_on"),
            effect=rules.APPROVAL.note,
            afterwards=operations.put_in_force,
        ),
    ),
)


def approved_register(
    *facts: str, sections: tuple[Section, ...], empty: Any, defaults: Any = None, **declared: Any
) -> Register:
    """What the two registers of approved versions have in common."""
    return Register(
        place=Place(home="risks", is_set_up=True, under="risks", pages=(PORTFOLIO,)),
        listing=Listing(
            columns=("reference", "title", "state", "approved_by", "approved_on"), search=("reason",), empty=empty
        ),
        form=Form(sections=sections, facts=(*facts, "approved_by", "approved_on"), defaults=defaults),
        workflow=APPROVAL,
        exchange=Exchange(importable=("state", "approved_on"), natural_key="title"),
        patterns=(rules.APPROVAL,),
        waiting=(Waiting(what=_("Approve it"), person="", except_for="created_by", states=("draft",)),),
        **declared,
    )

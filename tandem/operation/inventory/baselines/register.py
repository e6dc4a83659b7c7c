"""Baselines, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
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
from tandem.operation.inventory.baselines import rules
from tandem.operation.inventory.baselines.models import BASELINE_STATES, Baseline

BASELINES = declare(
    Register(
        key="baselines",
        model=Baseline,
        prefix="BSL",
        title=_("Baselines"),
        singular=_("Baseline"),
        about=_("How configuration items stood at a moment, to compare what has changed since."),
        icon="camera",
        place=Place(
            home="services",
            tab=_("Inventory"),
            under="items",
            beside=("service",),
            pages=(PageLink(_("What differs since"), "baseline-differences", "git-compare", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "service", "state", "taken_on", "items", "owner"),
            search=("purpose",),
            views=(View("taken", _("Taken"), {"state": "taken"}, "-taken_on"),),
            empty=_("Take one before a release or a large change, and compare afterwards."),
        ),
        form=Form(
            sections=(Section(_("The baseline"), ("title", "service", "purpose", "owner")),),
            facts=("taken_on", "items"),
        ),
        workflow=Workflow(
            states=BASELINE_STATES,
            transitions=(
                Transition(
                    key="take",
                    label=_("Take it now"),
                    sources=("planned",),
                    target="taken",
                    guard=rules.may_take,
                    effect=rules.take,
                ),
                Transition(
                    key="supersede",
                    label=_("Supersede"),
                    sources=("taken",),
                    target="superseded",
                    needs_reason=True,
                ),
            ),
        ),
        rules=Rules(locked=rules.locked),
        example=Example({"title": "Before the release of spring", "purpose": "To compare after the release"}),
    )
)

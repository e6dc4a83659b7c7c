"""Comparisons of budgets with what was spent, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Access,
    Example,
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
from tandem.operation.budgets.comparisons import operations, rules
from tandem.operation.budgets.comparisons.models import COMPARISON_STATES, BudgetComparison

BUDGET_COMPARISONS = declare(
    Register(
        key="budget-comparisons",
        model=BudgetComparison,
        prefix="BUDC",
        title=_("Comparisons of budgets"),
        singular=_("Comparison of a budget"),
        about=_("What was spent by a day against plan and forecast, why it differs, and who was told."),
        icon="scale",
        place=Place(home="services", tab=_("Capacity and continuity"), parent="budget"),
        listing=Listing(
            columns=("reference", "title", "as_of", "planned_by_now", "actual", "forecast", "variance", "state"),
            filters=("is_beyond",),
            search=("reasons", "measures", "reported_to"),
            views=(View("explain", _("To be explained"), {"state": "drawn"}, "as_of"),),
            empty=_("Take the step “Compare with what was spent” on a budget in force."),
        ),
        form=Form(
            sections=(
                Section(_("The comparison"), ("budget", "as_of", "owner")),
                Section(_("What it says"), ("reasons", "measures", "reported_to")),
            ),
            facts=(
                "planned",
                "planned_by_now",
                "actual",
                "forecast",
                "variance",
                "variance_percent",
                "currency",
                "is_beyond",
                "reported_on",
            ),
        ),
        waiting=(Waiting(what=_("Explain and report the comparison"), date="as_of", states=("drawn",)),),
        workflow=Workflow(
            states=COMPARISON_STATES,
            transitions=(
                Transition(
                    key="report",
                    label=_("Report"),
                    sources=("drawn",),
                    target="reported",
                    required=("reasons", "reported_to"),
                    fields=("measures",),
                    guard=rules.may_report,
                    effect=rules.report,
                    afterwards=operations.note,
                ),
            ),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_comparison, validate=rules.check_comparison, locked=rules.locked),
        example=Example({"as_of": "2026-02-28"}, whole={"state": "approved"}),
    )
)

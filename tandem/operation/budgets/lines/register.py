"""Lines of budgets, declared."""

from django.utils.translation import gettext_lazy as _

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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.budgets.lines import rules
from tandem.operation.budgets.lines.models import LINE_STATES, BudgetLine

BUDGET_LINES = declare(
    Register(
        key="budget-lines",
        model=BudgetLine,
        prefix="BUDL",
        title=_("Lines of budgets"),
        singular=_("Line of a budget"),
        about=_("What a budget plans for each kind of cost, for one service or shared by a key."),
        icon="list",
        place=Place(home="services", parent="budget", beside=("service",)),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "budget",
                "cost_type",
                "service",
                "planned",
                "currency",
                "forecast",
                "state",
            ),
            filters=("forecast",),
            search=("shared_by", "forecast_reason"),
            empty=_("Write a line for each kind of cost, and for which service it is."),
        ),
        form=Form(
            sections=(
                Section(_("The line"), ("budget", "title", "cost_type", "planned", "owner")),
                Section(_("For which services"), ("service", "shared_by")),
            ),
            facts=("currency", "forecast", "forecast_reason"),
        ),
        workflow=Workflow(
            states=LINE_STATES,
            transitions=(
                Transition(
                    key="expect",
                    label=_("Expect another amount"),
                    sources=("planned",),
                    required=("forecast", "forecast_reason"),
                    guard=rules.may_expect,
                ),
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("planned",),
                    target="dropped",
                    needs_reason=True,
                    guard=rules.may_drop,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "title": ("line", "position", "description", "Position"),
                "cost_type": ("type", "category", "Kostenart"),
                "planned": ("plan", "amount", "budgeted", "Betrag"),
                "shared_by": ("allocation key", "Schlüssel"),
            },
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_line, validate=rules.check_line, locked=rules.locked),
        example=Example({"title": "Licences", "cost_type": "software", "planned": "12000.00"}),
    )
)

"""Costs on budgets, declared."""

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
    View,
    declare,
)
from tandem.operation.budgets.costs import rules
from tandem.operation.budgets.costs.models import BudgetCost

BUDGET_COSTS = declare(
    Register(
        key="budget-costs",
        model=BudgetCost,
        prefix="COST",
        title=_("Costs"),
        singular=_("Cost"),
        about=_("What was spent on a budget and what came back, by day, each in its currency."),
        icon="receipt",
        place=Place(home="services", tab=_("Capacity and continuity"), parent="line", beside=("budget",)),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "line",
                "booked_on",
                "amount",
                "currency",
                "kind",
                "value",
                "budget_currency",
            ),
            filters=("currency",),
            search=("reason",),
            views=(
                View("newest", _("Newest first"), {}, "-booked_on"),
                View("credits", _("What came back"), {"kind": "credit"}, "-booked_on"),
            ),
            tones={"kind": {"credit": "active"}},
            empty=_("Book what was spent on a line, or import it from the accounts."),
        ),
        form=Form(
            sections=(
                Section(_("The cost"), ("line", "title", "kind", "booked_on", "amount", "currency", "rate", "reason")),
            ),
            facts=("value", "budget_currency"),
            only_for={"reason": ("kind", ("credit",))},
        ),
        exchange=Exchange(
            synonyms={
                "title": ("text", "description", "Buchungstext"),
                "booked_on": ("date", "booking date", "Datum", "Buchungsdatum"),
                "amount": ("sum", "Betrag", "montant"),
            },
            readings={"kind": {"refund": {"kind": "credit"}, "gutschrift": {"kind": "credit"}}},
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_cost, validate=rules.check_cost, locked=rules.locked),
        example=Example({"title": "Invoice of January", "booked_on": "2026-01-31", "amount": "980.50"}),
    )
)

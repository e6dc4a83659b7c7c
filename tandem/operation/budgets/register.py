"""Budgets, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.budgets import operations, rules
from tandem.operation.budgets.models import BUDGET_STATES, Budget

BUDGETS = declare(
    Register(
        key="budgets",
        model=Budget,
        prefix="BUD",
        title=_("Budgets"),
        singular=_("Budget"),
        about=_("What services may cost in a period, held against what was spent and what is still to come."),
        icon="wallet",
        place=Place(
            home="services",
            tab=_("Capacity and continuity"),
            pages=(PageLink(_("Money by service"), "budget-overview", "coins"),),
        ),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "period_start",
                "period_end",
                "currency",
                "state",
                "owner",
                "next_comparison",
            ),
            filters=("currency",),
            search=("assumptions",),
            views=(
                View("in-force", _("In force"), {"state": "approved"}, "period_end"),
                View("compare", _("To be compared"), {"state": "approved", "next_comparison~before": "today"}),
            ),
            empty=_("Write a budget for this year, then a line for each kind of cost; have somebody else approve it."),
        ),
        form=Form(
            sections=(
                Section(_("The budget"), ("title", "period_start", "period_end", "currency", "owner")),
                Section(_("What it rests on"), ("assumptions",)),
                Section(_("How it is followed"), ("compare_months", "tolerance")),
            ),
            facts=("approved_by", "approved_on", "last_compared", "next_comparison"),
        ),
        waiting=(
            Waiting(what=_("Compare the budget with what was spent"), date="next_comparison", states=("approved",)),
            Waiting(what=_("Approve the budget"), person="", except_for="created_by", states=("draft",)),
        ),
        workflow=Workflow(
            states=BUDGET_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("draft",),
                    target="approved",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("created_by", "owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    required=("owner", "assumptions"),
                    guard=rules.may_approve,
                    effect=rules.APPROVAL.note,
                ),
                Transition(
                    key="compare",
                    label=_("Compare with what was spent"),
                    sources=("approved",),
                    afterwards=operations.compare,
                ),
                Transition(
                    key="take-up",
                    label=_("Take up again"),
                    sources=("approved",),
                    target="draft",
                    roles=MANAGERS,
                    needs_reason=True,
                    effect=rules.take_up,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("approved",),
                    target="closed",
                    guard=rules.may_close,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("draft",),
                    target="withdrawn",
                    needs_reason=True,
                    guard=rules.may_withdraw,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_by", "approved_on"),
            natural_key="title",
            synonyms={
                "title": ("budget", "name", "Haushalt"),
                "period_start": ("start", "from", "begin", "von"),
                "period_end": ("end", "until", "to", "bis"),
            },
        ),
        patterns=(rules.COMPARED, rules.STANDS),
        rules=Rules(validate=rules.check_budget),
        example=Example(
            {
                "title": "Services 2026",
                "period_start": "2026-01-01",
                "period_end": "2026-12-31",
                "currency": "EUR",
                "assumptions": "As many workplaces as last year; two more engineers from June.",
            }
        ),
    )
)

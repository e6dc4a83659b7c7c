"""Shares of services in lines of budgets, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.budgets.shares import rules
from tandem.operation.budgets.shares.models import SHARE_STATES, BudgetShare

BUDGET_SHARES = declare(
    Register(
        key="budget-shares",
        model=BudgetShare,
        prefix="BUDS",
        title=_("Shares in costs"),
        singular=_("Share in a cost"),
        about=_("What each service weighs in a cost that several share: the allocation key."),
        icon="chart-pie",
        place=Place(home="services", parent="line", beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "line", "service", "weight", "state"),
            filters=("weight",),
            empty=_("Enter each service that shares this cost with its weight, such as its number of devices."),
        ),
        form=Form(sections=(Section(_("The share"), ("line", "service", "weight")),)),
        workflow=Workflow(
            states=SHARE_STATES,
            transitions=(
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("counts",),
                    target="dropped",
                    needs_reason=True,
                    guard=rules.may_drop,
                ),
            ),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_share, validate=rules.check_share, locked=rules.locked),
        example=Example({"weight": "40"}, whole={"shared_by": "Devices"}),
    )
)

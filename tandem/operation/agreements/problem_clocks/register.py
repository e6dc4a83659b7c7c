"""Clocks of problems, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.operation.agreements.clocks.register import ABOUT, FACTS, VIEWS, WAITING, WORKFLOW
from tandem.operation.agreements.clocks.rules import check_clock
from tandem.operation.agreements.clocks.words import WORDED
from tandem.operation.agreements.problem_clocks.models import ProblemClock
from tandem.operation.agreements.process_clocks.rules import EMPTY, derive_clock

PROBLEM_CLOCKS = declare(
    Register(
        key="problem-clocks",
        model=ProblemClock,
        prefix="PCLOCK",
        title=_("Clocks of problems"),
        singular=_("Clock of a problem"),
        about=ABOUT,
        icon="hourglass",
        place=Place(home="desk", parent="problem"),
        listing=Listing(
            columns=("reference", "title", "state", "due_at", "problem", "owner"),
            filters=("is_breached", "kind", "service"),
            views=VIEWS,
            empty=EMPTY,
        ),
        form=Form(sections=(Section(_("The clock"), ("problem", "target")),), facts=FACTS, worded=WORDED),
        waiting=WAITING,
        workflow=WORKFLOW,
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=derive_clock, validate=check_clock),
        example=Example({"tags": ["network"]}, named={"target": {"kind": "solution", "state": "in-force"}}),
    )
)

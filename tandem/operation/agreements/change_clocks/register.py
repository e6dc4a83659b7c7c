"""Clocks of changes, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.operation.agreements.change_clocks.models import ChangeClock
from tandem.operation.agreements.clocks.register import ABOUT, FACTS, VIEWS, WAITING, WORKFLOW
from tandem.operation.agreements.clocks.rules import check_clock
from tandem.operation.agreements.clocks.words import WORDED
from tandem.operation.agreements.process_clocks.rules import EMPTY, derive_clock

CHANGE_CLOCKS = declare(
    Register(
        key="change-clocks",
        model=ChangeClock,
        prefix="CCLOCK",
        title=_("Clocks of changes"),
        singular=_("Clock of a change"),
        about=ABOUT,
        icon="hourglass",
        place=Place(home="changes", parent="change"),
        listing=Listing(
            columns=("reference", "title", "state", "due_at", "change", "owner"),
            filters=("is_breached", "kind", "service"),
            views=VIEWS,
            empty=EMPTY,
        ),
        form=Form(sections=(Section(_("The clock"), ("change", "target")),), facts=FACTS, worded=WORDED),
        waiting=WAITING,
        workflow=WORKFLOW,
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=derive_clock, validate=check_clock),
        example=Example({"tags": ["network"]}, named={"target": {"kind": "decision", "state": "in-force"}}),
    )
)

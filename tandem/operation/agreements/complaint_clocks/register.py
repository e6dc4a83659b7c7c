"""Clocks of complaints, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.operation.agreements.clocks.register import ABOUT, FACTS, VIEWS, WAITING, WORKFLOW
from tandem.operation.agreements.clocks.rules import check_clock
from tandem.operation.agreements.clocks.words import WORDED
from tandem.operation.agreements.complaint_clocks import operations
from tandem.operation.agreements.complaint_clocks.models import ComplaintClock
from tandem.operation.agreements.process_clocks.rules import EMPTY, derive_clock

COMPLAINT_CLOCKS = declare(
    Register(
        key="complaint-clocks",
        model=ComplaintClock,
        prefix="COCLOCK",
        title=_("Clocks of complaints"),
        singular=_("Clock of a complaint"),
        about=ABOUT,
        icon="hourglass",
        place=Place(home="services", parent="complaint"),
        listing=Listing(
            columns=("reference", "title", "state", "due_at", "complaint", "owner"),
            filters=("is_breached", "kind", "service", "customer"),
            views=VIEWS,
            empty=EMPTY,
        ),
        form=Form(sections=(Section(_("The clock"), ("complaint", "target")),), facts=FACTS, worded=WORDED),
        waiting=WAITING,
        workflow=WORKFLOW,
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(
            derive=derive_clock,
            validate=check_clock,
            after_create=operations.promise_day,
            after_change=operations.keep_day,
        ),
        example=Example({"tags": ["network"]}, named={"target": {"kind": "closing", "state": "in-force"}}),
    )
)

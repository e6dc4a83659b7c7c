"""Clocks of requests, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Rules, Section, declare
from tandem.operation.agreements.clocks import rules
from tandem.operation.agreements.clocks.register import ABOUT, EMPTY, FACTS, VIEWS, WAITING, WORKFLOW
from tandem.operation.agreements.clocks.words import WORDED
from tandem.operation.agreements.request_clocks.models import RequestClock

REQUEST_CLOCKS = declare(
    Register(
        key="request-clocks",
        model=RequestClock,
        prefix="RCLOCK",
        title=_("Clocks of requests"),
        singular=_("Clock of a request"),
        about=ABOUT,
        icon="hourglass",
        place=Place(home="desk", parent="request"),
        listing=Listing(
            columns=("reference", "title", "state", "due_at", "request", "owner"),
            filters=("is_breached",),
            views=VIEWS,
            empty=EMPTY,
        ),
        form=Form(sections=(Section(_("The clock"), ("request", "target")),), facts=FACTS, worded=WORDED),
        waiting=WAITING,
        workflow=WORKFLOW,
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=rules.derive_clock, validate=rules.check_clock),
        example=Example(
            {"tags": ["network"]}, named={"target": {"kind": "fulfilment", "agreement_version__state": "approved"}}
        ),
    )
)

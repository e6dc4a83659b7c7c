"""Clocks of requests, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.operation.agreements.clocks import rules
from tandem.operation.agreements.clocks.models import INCIDENT_CLOCK_STATES, OPEN
from tandem.operation.agreements.request_clocks.models import RequestClock

REQUEST_CLOCKS = declare(
    Register(
        key="request-clocks",
        model=RequestClock,
        prefix="RCLOCK",
        title=_("Clocks of requests"),
        singular=_("Clock of a request"),
        about=_("How much of each promised time is used, until when it is due, and whether it was kept."),
        icon="hourglass",
        place=Place(home="desk", parent="request"),
        listing=Listing(
            columns=("reference", "title", "request", "state", "due_at", "owner"),
            filters=("is_breached",),
            views=(
                View("running-out", _("Running out"), {"state": "running-out,late"}, "due_at"),
                View("open", _("Open"), {"state": ",".join(OPEN)}, "due_at"),
                View("missed", _("Missed"), {"state": "missed"}, "-stopped_at"),
            ),
            empty=_("Clocks start by themselves once an agreement in force promises something for a service."),
        ),
        form=Form(
            sections=(Section(_("The clock"), ("request", "target")),),
            facts=(
                "title",
                "kind",
                "calendar",
                "due_at",
                "elapsed",
                "is_breached",
                "stopped_at",
                "next_at",
                "events",
            ),
        ),
        waiting=(Waiting(what=_("The promised time runs out"), date="due_on", states=("running-out", "late")),),
        workflow=Workflow(
            states=INCIDENT_CLOCK_STATES,
            transitions=(
                Transition(
                    key="rebase",
                    label=_("Count by the version in force"),
                    sources=OPEN,
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                    guard=rules.may_rebase,
                    effect=rules.rebase,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=rules.derive_clock, validate=rules.check_clock),
        example=Example({"tags": ["network"]}),
    )
)

"""Clocks of targets, declared."""

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
from tandem.operation.agreements.clocks import rules, words
from tandem.operation.agreements.clocks.models import CLOCK_STATES, OPEN, IncidentClock

# What clocks of every kind of ticket have in common.
ABOUT = _("How much of each promised time is used, until when it is due, and whether it was kept.")
EMPTY = _("Clocks start by themselves once an agreement in force promises something for a service.")
VIEWS = (
    View("running-out", _("Running out"), {"state": "running-out,late"}, "due_at"),
    View("open", _("Open"), {"state": ",".join(OPEN)}, "due_at"),
    View("missed", _("Missed"), {"state": "missed"}, "-stopped_at"),
)
FACTS = (
    "title",
    "kind",
    "calendar",
    "due_at",
    "elapsed",
    "is_breached",
    "stopped_at",
    "next_at",
    "events",
)
WAITING = (Waiting(what=_("The promised time runs out"), date="due_on", states=("running-out", "late")),)
WORKFLOW = Workflow(
    states=CLOCK_STATES,
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
)

INCIDENT_CLOCKS = declare(
    Register(
        key="incident-clocks",
        model=IncidentClock,
        prefix="CLOCK",
        title=_("Clocks of incidents"),
        singular=_("Clock of an incident"),
        about=ABOUT,
        icon="hourglass",
        place=Place(home="desk", parent="incident"),
        listing=Listing(
            columns=("reference", "title", "state", "due_at", "incident", "elapsed", "owner"),
            filters=("is_breached", "kind"),
            views=VIEWS,
            empty=EMPTY,
        ),
        form=Form(
            sections=(Section(_("The clock"), ("incident", "target")),),
            facts=FACTS,
            worded=words.WORDED,
        ),
        waiting=WAITING,
        workflow=WORKFLOW,
        access=Access(create=MANAGERS, edit=frozenset(), delete=frozenset()),
        rules=Rules(derive=rules.derive_clock, validate=rules.check_clock),
        example=Example({"tags": ["network"]}, named={"target": {"agreement_version__state": "approved"}}),
    )
)

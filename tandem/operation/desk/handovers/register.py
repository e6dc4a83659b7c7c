"""Handovers of shifts, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
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
from tandem.operation.desk.handovers import rules
from tandem.operation.desk.handovers.models import HANDOVER_STATES, ShiftHandover

SHIFT_HANDOVERS = declare(
    Register(
        key="shift-handovers",
        model=ShiftHandover,
        prefix="SHIFT",
        title=_("Handovers of shifts"),
        singular=_("Handover of a shift"),
        about=_("What one shift tells the next: what is open, what goes on, what to watch, and that it was heard."),
        icon="handshake",
        place=Place(home="desk", tab=_("Queue")),
        listing=Listing(
            columns=("reference", "title", "group", "given_at", "owner", "successor", "state"),
            search=("goes_on", "to_watch", "question"),
            views=(View("given", _("To be taken over"), {"state": "given"}, "given_at"),),
            empty=_("Tell the next shift what goes on, and name who takes over."),
        ),
        form=Form(
            sections=(
                Section(_("From whom to whom"), ("title", "group", "given_at", "owner", "successor")),
                Section(_("What the next shift has to know"), ("goes_on", "incidents", "changes", "to_watch")),
            ),
            facts=("taken_at", "question"),
            defaults=rules.begin,
        ),
        waiting=(Waiting(what=_("Take over the shift"), person="successor", states=("given",)),),
        workflow=Workflow(
            states=HANDOVER_STATES,
            transitions=(
                Transition(
                    key="take-over",
                    label=_("Take over"),
                    sources=("given",),
                    target="taken",
                    by_owner=False,
                    fields=("question",),
                    guard=rules.may_take,
                    effect=rules.take,
                ),
            ),
        ),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example(
            {
                "title": "Night to morning",
                "given_at": "2026-02-10T05:45:00Z",
                "successor": "cleo@example.org",
                "goes_on": "The second line of the north branch is still down; the supplier calls at nine.",
            }
        ),
    )
)

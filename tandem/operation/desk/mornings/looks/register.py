"""Looks of the morning, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
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
from tandem.operation.desk.mornings.looks import operations, rules
from tandem.operation.desk.mornings.looks.models import LOOK_STATES, MorningLook

MORNING_LOOKS = declare(
    Register(
        key="morning-looks",
        model=MorningLook,
        prefix="LOOK",
        title=_("Looks of the morning"),
        singular=_("Look of a morning"),
        about=_("Each morning check on each day: what was seen, by whom, and which incident it became."),
        icon="list-checks",
        place=Place(home="desk", tab=_("Queue"), parent="check_of", beside=("incident",)),
        listing=Listing(
            columns=("reference", "title", "morning", "state", "owner", "seen_by", "seen_at", "incident"),
            search=("seen",),
            views=(
                View("today", _("Today"), {"morning": "today"}, "title"),
                View("wrong", _("Not as it should be"), {"state": "wrong"}, "-morning"),
                View("left-out", _("Not looked at"), {"state": "left-out"}, "-morning"),
            ),
            empty=_("Write morning checks first; each day begins with a list of them."),
        ),
        form=Form(
            sections=(Section(_("The look"), ("check_of", "morning", "owner")),),
            facts=("title", "seen", "seen_at", "seen_by", "incident"),
        ),
        waiting=(Waiting(what=_("Look at it this morning"), date="morning", states=("due",)),),
        workflow=Workflow(
            states=LOOK_STATES,
            transitions=(
                Transition(
                    key="right",
                    label=_("As it should be"),
                    sources=("due",),
                    target="right",
                    fields=("seen",),
                    effect=rules.see,
                ),
                Transition(
                    key="wrong",
                    label=_("Not as it should be"),
                    sources=("due",),
                    target="wrong",
                    required=("seen",),
                    effect=rules.see,
                    afterwards=operations.open_incident,
                ),
                Transition(
                    key="leave-out", label=_("Leave out"), sources=("due",), target="left-out", needs_reason=True
                ),
            ),
        ),
        exchange=Exchange(importable=("state", "seen")),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"morning": "2026-02-10"}),
    )
)

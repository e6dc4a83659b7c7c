"""Invocations of continuity plans, declared."""

from django.utils.translation import gettext_lazy as _

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
from tandem.operation.continuity.invocations import operations, rules
from tandem.operation.continuity.invocations.models import INVOCATION_STATES, PlanInvocation

PLAN_INVOCATIONS = declare(
    Register(
        key="plan-invocations",
        model=PlanInvocation,
        prefix="INVOKE",
        title=_("Invocations of plans"),
        singular=_("Invocation of a plan"),
        about=_("When continuity plans were put into effect, how that went, and what was learnt."),
        icon="siren",
        place=Place(home="services", tab=_("Capacity and continuity"), parent="plan", beside=("incident",)),
        listing=Listing(
            columns=("reference", "title", "plan", "state", "invoked_at", "ended_at", "invoked_by"),
            search=("why", "course", "lessons"),
            views=(View("going-on", _("Going on"), {"state": "invoked"}, "-invoked_at"),),
            empty=_("Nothing had to be invoked. Note here each time a plan is put into effect."),
        ),
        form=Form(
            sections=(
                Section(_("The invocation"), ("plan", "title", "why", "incident", "invoked_at", "invoked_by", "owner")),
                Section(_("How it went"), ("ended_at", "course", "lessons")),
            ),
            facts=("action",),
        ),
        waiting=(Waiting(what=_("Bring it back to normal"), states=("invoked",)),),
        workflow=Workflow(
            states=INVOCATION_STATES,
            transitions=(
                Transition(
                    key="end",
                    label=_("Back to normal"),
                    sources=("invoked",),
                    target="over",
                    required=("ended_at", "course", "lessons"),
                    proposes=rules.end_now,
                    afterwards=operations.note,
                ),
            ),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(validate=rules.check_invocation, locked=rules.locked),
        example=Example(
            {
                "title": "Room one without power",
                "why": "Away for more than an hour",
                "invoked_at": "2026-02-02T08:00:00Z",
            }
        ),
    )
)

"""Tests of continuity plans, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.engaging import Engagement
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
from tandem.operation.continuity.exercises import operations, rules
from tandem.operation.continuity.exercises.models import TEST_STATES, TIMED, ContinuityTest

CONTINUITY_TESTS = declare(
    Register(
        key="continuity-tests",
        model=ContinuityTest,
        prefix="CTEST",
        title=_("Tests of continuity"),
        singular=_("Test of continuity"),
        about=_("Whether plans work: what was assumed, how long it took, what it showed and what followed."),
        icon="flask-conical",
        place=Place(home="services", tab=_("Capacity and continuity"), parent="plan"),
        listing=Listing(
            columns=("reference", "title", "plan", "kind", "state", "planned_on", "held_on", "result", "is_in_time"),
            search=("scenario", "findings", "present"),
            views=(
                View("planned", _("Planned"), {"state": "planned"}, "planned_on"),
                View("held", _("Held"), {"state": "held"}, "-held_on"),
            ),
            tones={"result": {"passed": "good", "weak": "waiting", "failed": "bad"}},
            empty=_("Plan the first test; a walk-through at the table is enough to begin with."),
        ),
        form=Form(
            sections=(
                Section(_("The test"), ("plan", "title", "kind", "planned_on", "owner", "scenario")),
                Section(_("How it went"), ("held_on", "present", "took", "lost", "findings", "result")),
            ),
            facts=("is_in_time", "action"),
            only_for={"took": ("kind", TIMED), "lost": ("kind", TIMED)},
        ),
        waiting=(Waiting(what=_("Hold the test"), date="planned_on", states=("planned",)),),
        engagements=(Engagement(what=_("continuity test"), person="owner", first="planned_on", states=("planned",)),),
        workflow=Workflow(
            states=TEST_STATES,
            transitions=(
                Transition(
                    key="hold",
                    label=_("Held"),
                    sources=("planned",),
                    target="held",
                    required=rules.NEEDED,
                    fields=("held_on", "took", "lost"),
                    guard=rules.may_hold,
                    effect=rules.hold,
                    afterwards=operations.note,
                ),
                Transition(
                    key="cancel", label=_("Cancel"), sources=("planned",), target="cancelled", needs_reason=True
                ),
            ),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_test, validate=rules.check_test, locked=rules.locked),
        example=Example({"title": "A room is gone, at the table", "planned_on": "2030-05-01"}),
    )
)

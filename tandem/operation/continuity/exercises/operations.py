"""What follows from a test."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.continuity.exercises.models import ContinuityTest
from tandem.operation.continuity.models import ContinuityPlan
from tandem.operation.continuity.rules import TO_TEST_AGAIN


def note(actor: Actor, test: Any) -> None:
    """The plan was tested then; a failed one is tested again soon; what it showed is put right."""
    hand = as_tandem(actor)
    plan = ContinuityPlan.objects.get(pk=test.plan_id)
    if plan.last_test is None or plan.last_test <= test.held_on:
        values: dict[str, Any] = {"last_test": test.held_on, "next_test": None, "retest_because": ""}
        if test.result == "failed":
            because = _("Failed test %(reference)s") % {"reference": test.reference}
            values |= {"next_test": test.held_on + TO_TEST_AGAIN, "retest_because": because}
        writing.follow(hand, declared_for(ContinuityPlan), plan, values, "tested", test.reference)
    if test.result != "passed":
        _ask(hand, test, plan)


def _ask(actor: Actor, test: Any, plan: Any) -> None:
    """Ask whoever answers for the plan to put right what the test showed."""
    register = declared_for(ContinuityTest)
    title = _("Put right what the test showed: %(title)s") % {"title": test.title}
    due, details = actor.today + TO_TEST_AGAIN, test.findings
    action = asking.ask(actor, register, test.reference, plan.owner_id, title, due=due, details=details)
    writing.follow(actor, register, test, {"action": action}, "asked about")

"""What follows from an invocation."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.continuity.invocations.models import PlanInvocation
from tandem.operation.continuity.models import ContinuityPlan
from tandem.operation.continuity.operations import call_for_test
from tandem.operation.continuity.rules import TO_TEST_AGAIN


def note(actor: Actor, invocation: Any) -> None:
    """The plan is tested again, and whoever answers for it puts right what was learnt."""
    plan = ContinuityPlan.objects.get(pk=invocation.plan_id)
    words = {"reference": invocation.reference, "title": invocation.title}
    if plan.state == "approved":
        call_for_test(actor, plan, _("Invocation %(reference)s: %(title)s") % words)
    register, hand = declared_for(PlanInvocation), as_tandem(actor)
    action = asking.ask(
        hand,
        register,
        invocation.reference,
        plan.owner_id,
        _("Put right what was learnt: %(title)s") % words,
        due=actor.today + TO_TEST_AGAIN,
        details=invocation.lessons,
    )
    writing.follow(hand, register, invocation, {"action": action}, "asked about")

"""What follows when a plan comes into force, is revised, or rests on something that changed."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.continuity import rules
from tandem.operation.continuity.models import ContinuityPlan

MADE = ("made", "closed")
LONGEST = 300


def put_in_force(actor: Actor, plan: Any) -> None:
    """The version before is superseded; its services and its tests are those of this one from now on."""
    register, hand = declared_for(ContinuityPlan), as_tandem(actor)
    for earlier in rules.VERSIONS.put_in_force(actor, plan):
        before = type(plan).objects.get(pk=earlier.pk)
        for analysis in before.analyses.order_by("pk"):
            writing.follow(hand, declared_for(type(analysis)), analysis, {"plan": plan}, "plan revised", plan.reference)
        if before.last_test is not None:
            values = {"last_test": before.last_test, "retest_because": before.retest_because}
            writing.follow(hand, register, plan, values, "tests carried over", before.reference)


def call_for_test(actor: Actor, plan: Any, because: str) -> None:
    """Afterwards: the plan is to be tested sooner than planned, and says why."""
    day = rules.to_be_tested_by(plan, actor.today)
    values = {"next_test": day, "retest_because": because[:LONGEST]}
    writing.follow(as_tandem(actor), declared_for(ContinuityPlan), plan, values, "to be tested again", because)


def follow_change(actor: Actor, change: Any, before: Any) -> None:
    """After each write of a change: once a major one is made, the plans of its service are tested again."""
    is_major = change is not None and change.service_id is not None and change.service_impact == "major"
    if not is_major or change.state not in MADE or (before is not None and before.state in MADE):
        return
    plans = ContinuityPlan.objects.in_force().filter(analyses__service=change.service_id)
    words = {"reference": change.reference, "title": change.title}
    for plan in plans.distinct().order_by("pk"):
        call_for_test(actor, plan, _("Major change %(reference)s: %(title)s") % words)

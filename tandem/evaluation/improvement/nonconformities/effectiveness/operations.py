"""What follows from the judgement on a corrective action."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.improvement.nonconformities.corrective.models import CorrectiveAction
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for

AGAIN = timedelta(days=30)


def helped(actor: Actor, check: Any) -> None:
    """The action is effective."""
    _judge(actor, check, "effective")


def did_not_help(actor: Actor, check: Any) -> None:
    """The action is not effective, and another one follows it, to be done within a month."""
    _judge(actor, check, "ineffective")
    earlier = check.action
    values = {
        "nonconformity": earlier.nonconformity.reference,
        "title": _("Something else instead of %(reference)s: %(title)s")[:200]
        % {"reference": earlier.reference, "title": earlier.title[:140]},
        "details": check.seen,
        "expected": earlier.expected,
        "owner": earlier.owner_id,
        "due": actor.today + AGAIN,
        "judge_after": earlier.judge_after,
        "follows": earlier.reference,
    }
    writing.create(as_tandem(actor), declared_for(CorrectiveAction), values, reason=check.reference)


def _judge(actor: Actor, check: Any, state: str) -> None:
    register = declared_for(CorrectiveAction)
    writing.follow(as_tandem(actor), register, check.action, {"state": state}, state, check.reference)

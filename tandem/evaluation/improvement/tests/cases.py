"""What tests of improvement begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tandem.evaluation.improvement.nonconformities.corrective.register import CORRECTIVE_ACTIONS
from tandem.evaluation.improvement.nonconformities.effectiveness.models import EffectivenessCheck
from tandem.evaluation.improvement.nonconformities.effectiveness.register import EFFECTIVENESS_CHECKS
from tandem.evaluation.improvement.nonconformities.models import Nonconformity
from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.ground.kernel import clock, writing
from tests.cast import Cast

KNOWN = {
    "correction": "Tested by hand the same day",
    "cause": "Nothing reminds anybody",
    "cause_kind": "method",
    "why_1": "It was forgotten",
    "why_2": "It stands in no calendar",
}
ANSWERED = {
    "similar": "All other tests were looked at",
    "system_change": "no",
    "proportion": "One line in the calendar",
}
LATER = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


def raised(home: Cast, **values: Any) -> Nonconformity:
    """A nonconformity of Ben's, written down by Ada."""
    given = {"title": "Restore test left out", "owner": home.users["ben"].pk, "source": "audit", **values}
    made: Nonconformity = writing.create(home.actor("ada"), NONCONFORMITIES, given)
    return made


def analysed(home: Cast, **values: Any) -> Nonconformity:
    """One whose cause is known."""
    made = raised(home, **KNOWN, **values)
    known: Nonconformity = writing.transition(home.actor("ben"), NONCONFORMITIES, made.reference, "analyse")
    return known


def acted(home: Cast, nonconformity: Nonconformity, **values: Any) -> Any:
    """A corrective action of Ben's that Ben has done."""
    given = {
        "nonconformity": nonconformity.reference,
        "title": "Put it into the calendar",
        "expected": "No test is left out for a quarter",
        "owner": home.users["ben"].pk,
        "due": "2026-04-01",
        **values,
    }
    action = writing.create(home.actor("ben"), CORRECTIVE_ACTIONS, given)
    return writing.transition(
        home.actor("ben"), CORRECTIVE_ACTIONS, action.reference, "finish", {"outcome": "Four entries a year"}
    )


def judged(home: Cast, action: Any, step: str, by: str = "ada") -> EffectivenessCheck:
    """The look at its effect, taken after the set time."""
    waiting = EffectivenessCheck.objects.get(action=action, state="waiting")
    with clock.fixed(LATER + timedelta(days=1)):
        seen = {"seen": "Looked at three months"}
        done: EffectivenessCheck = writing.transition(
            home.actor(by), EFFECTIVENESS_CHECKS, waiting.reference, step, seen
        )
    return done

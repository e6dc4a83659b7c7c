"""Emergencies are decided by a deadline that two managers agree on; five days where none is set."""

from datetime import date
from typing import Any

import pytest

from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.changes.deadlines.models import EmergencyDeadline
from tandem.operation.changes.tests.steps import WEIGHED, add, asked, now, take
from tests import provider
from tests.cast import Cast

IMPACTS = {name: WEIGHED[name] for name in ("service_impact", "service_effect", "security_impact", "security_effect")}


def proposed(home: Cast, days: int = 2) -> Any:
    return add(home, "emergency-deadlines", title="Short", days=days, reason="The customers ask for it")


def approve(home: Cast, deadline: Any) -> Any:
    return provider.step(home, "emergency-deadlines", deadline, "approve", by=provider.eve(home))


def made(home: Cast) -> Any:
    """An emergency that was made today without a decision."""
    change = asked(home, category="emergency")
    done = {"outcome": "Closed the leak", "is_as_intended": True}
    return now(take(home, "ben", change, "note", "It could not wait", **IMPACTS, **done))


def test_without_a_deadline_of_its_own_it_is_five_days(home: Cast) -> None:
    proposed(home)
    assert made(home).decide_by == date(2026, 3, 7)


def test_an_approved_deadline_counts_for_what_is_made_from_then_on(home: Cast) -> None:
    before = made(home)
    approve(home, proposed(home))
    assert (made(home).decide_by, now(before).decide_by) == (date(2026, 3, 4), date(2026, 3, 7))


def test_the_newest_replaces_the_one_before(home: Cast) -> None:
    first = approve(home, proposed(home))
    approve(home, proposed(home, 10))
    assert (EmergencyDeadline.objects.get(pk=first.pk).state, made(home).decide_by) == ("retired", date(2026, 3, 12))


def test_whoever_proposed_it_does_not_approve_it(home: Cast) -> None:
    with pytest.raises((Invalid, NotPermitted)):
        take(home, "ada", proposed(home), "approve")
    assert (EmergencyDeadline.objects.get().state, made(home).decide_by) == ("proposed", date(2026, 3, 7))


@pytest.mark.parametrize("days", [0, 31])
def test_no_deadline_is_longer_than_a_month_or_none(home: Cast, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(home, days)
    assert (list(refused.value.problems), EmergencyDeadline.objects.count()) == (["days"], 0)

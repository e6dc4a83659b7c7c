"""Capacity: thresholds, values that keep their day, owners who are asked, plans that others approve."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid, NotPermitted, WriteError
from tandem.ground.kernel.models import Action
from tandem.operation.capacity.measures.register import CAPACITY_MEASURES
from tandem.operation.capacity.plans.register import CAPACITY_PLANS
from tandem.operation.capacity.plans.rules import PARTS
from tandem.operation.capacity.register import CAPACITY
from tandem.operation.capacity.values.register import CAPACITY_VALUES
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def watched(home: Cast, **values: Any) -> Any:
    given = {"title": "Storage", "kind": "technical", "unit": "TB", "capacity": "100", "owner": home.users["ben"].pk}
    given |= {"lead_days": 30, "at_the_limit": "Order a shelf", **values}
    made = writing.create(home.actor("ada"), CAPACITY, given)
    return writing.transition(home.actor("ada"), CAPACITY, made.reference, "watch")


def measured(home: Cast, resource: Any, day: str, used: str, door: str = "api") -> Any:
    values = {"resource": resource.reference, "measured_on": day, "used": used}
    return writing.create(home.actor("ben", door), CAPACITY_VALUES, values)


def refused(problem: str, attempt: Any) -> None:
    with pytest.raises(Invalid) as invalid:
        attempt()
    assert problem in invalid.value.problems


def test_a_resource_is_watched_with_what_is_done_at_its_limit(home: Cast) -> None:
    ada = home.actor("ada")
    bare = writing.create(ada, CAPACITY, {"title": "Line", "kind": "information", "unit": "TB", "capacity": "1"})
    refused("at_the_limit", lambda: writing.transition(ada, CAPACITY, bare.reference, "watch"))
    bare.refresh_from_db()
    assert bare.state == "planned"
    assert watched(home).next_due == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-5"}, "capacity"),
        ({"warning_at": 90, "limit_at": 90}, "warning_at"),
        ({"limit_at": 101}, "limit_at"),
        ({"warning_at": 0}, "warning_at"),
    ],
)
def test_thresholds_lie_within_the_capacity_and_follow_one_another(home: Cast, values: Any, problem: str) -> None:
    refused(problem, lambda: watched(home, **values))


def test_values_say_how_full_it_is_and_until_when(home: Cast) -> None:
    resource = watched(home)
    measured(home, resource, "2026-01-01", "10")
    measured(home, resource, "2026-01-11", "20")
    resource.refresh_from_db()
    assert (resource.used, resource.used_percent, resource.level) == (Decimal("20.000"), Decimal("20.0"), "fine")
    assert (resource.exhausted_on, resource.act_by) == (date(2026, 3, 22), date(2026, 2, 20))
    assert (resource.last_measured, resource.next_due) == (date(2026, 1, 11), date(2026, 2, 11))


def test_an_older_value_that_comes_later_changes_nothing_of_today(home: Cast) -> None:
    resource = watched(home)
    measured(home, resource, "2026-02-01", "50")
    measured(home, resource, "2026-01-01", "95", "import")
    resource.refresh_from_db()
    assert (resource.used, resource.level, resource.last_measured) == (Decimal("50.000"), "fine", date(2026, 2, 1))
    assert not Action.objects.filter(source_reference=resource.reference).exists()


def test_the_owner_is_asked_once_when_a_threshold_is_crossed(home: Cast) -> None:
    resource = watched(home)
    states = [
        measured(home, resource, f"2026-02-0{day}", used).state for day, used in ((1, "70"), (2, "80"), (3, "81"))
    ]
    assert states == ["taken", "crossed", "crossed"]
    action = Action.objects.get(source_reference=resource.reference)
    assert (action.owner_id, action.title) == (home.users["ben"].pk, "Act on Storage: Warning")


def test_a_crossed_threshold_is_acted_on_with_words_and_then_stands(home: Cast) -> None:
    ben = home.actor("ben")
    value = measured(home, watched(home), "2026-02-01", "95")
    assert (value.level, value.used_percent) == ("limit", Decimal("95.0"))
    refused("response", lambda: writing.transition(ben, CAPACITY_VALUES, value.reference, "act"))
    done = writing.transition(ben, CAPACITY_VALUES, value.reference, "act", {"response": "Shelf ordered"})
    assert (done.state, done.acted_on) == ("acted", TODAY)
    refused("used", lambda: writing.change(ben, CAPACITY_VALUES, value.reference, {"used": "1"}))


def test_a_value_keeps_the_capacity_of_its_day(home: Cast) -> None:
    resource = watched(home)
    value = measured(home, resource, "2026-02-01", "80")
    writing.change(home.actor("ada"), CAPACITY, resource.reference, {"capacity": "200"})
    value.refresh_from_db()
    resource.refresh_from_db()
    assert (value.used_percent, resource.used_percent, resource.level) == (Decimal("80.0"), Decimal("40.0"), "fine")


@pytest.mark.parametrize(("day", "used", "problem"), [("2026-03-03", "1", "measured_on"), ("2026-03-01", "-1", "used")])
def test_only_what_was_measured_is_entered(home: Cast, day: str, used: str, problem: str) -> None:
    resource = watched(home)
    for door in ("page", "api", "import"):
        refused(problem, lambda door=door: measured(home, resource, day, used, door))
    assert not resource.values.exists()


def plan_of(home: Cast, title: str, **values: Any) -> Any:
    given = {"title": title, "period_start": "2026-01-01", "period_end": "2026-12-31", "owner": home.users["ben"].pk}
    return writing.create(home.actor("ben"), CAPACITY_PLANS, given | {part: f"The {part}" for part in PARTS} | values)


def test_a_plan_is_approved_by_somebody_else_and_supersedes_the_one_before(home: Cast) -> None:
    ada, first = home.actor("ada"), plan_of(home, "First")
    with pytest.raises(WriteError):
        writing.transition(home.actor("ben"), CAPACITY_PLANS, first.reference, "approve")
    writing.transition(ada, CAPACITY_PLANS, first.reference, "approve")
    second = writing.transition(ada, CAPACITY_PLANS, plan_of(home, "Second").reference, "approve")
    first.refresh_from_db()
    assert (first.state, second.state, second.next_review) == ("superseded", "approved", date(2026, 9, 2))
    refused("people", lambda: writing.change(ada, CAPACITY_PLANS, second.reference, {"people": "None"}))


def test_a_plan_says_everything_that_is_needed(home: Cast) -> None:
    plan = plan_of(home, "Thin", information="")
    refused("information", lambda: writing.transition(home.actor("ada"), CAPACITY_PLANS, plan.reference, "approve"))


def test_a_measure_has_a_currency_and_no_cost_below_nothing(home: Cast) -> None:
    common = {"plan": plan_of(home, "Year"), "resource": watched(home), "title": "A shelf", "due": "2026-06-30"}
    ben = home.actor("ben")
    refused("currency", lambda: writing.create(ben, CAPACITY_MEASURES, common | {"cost": "10"}))
    refused("cost", lambda: writing.create(ben, CAPACITY_MEASURES, common | {"cost": "-10", "currency": "EUR"}))
    made = writing.create(ben, CAPACITY_MEASURES, common | {"cost": "10", "currency": "EUR"})
    done = writing.transition(ben, CAPACITY_MEASURES, made.reference, "finish", {"outcome": "It stands"})
    assert (made.currency, done.done_on) == ("EUR", TODAY)
    with pytest.raises(NotPermitted, match="plan another one"):
        writing.change(ben, CAPACITY_MEASURES, made.reference, {"title": "Two shelves"})

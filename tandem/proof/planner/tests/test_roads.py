"""The roads: sums checked by hand on five deeds, and what holds for any."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.proof.planner.assumptions import Assumptions
from tandem.proof.planner.deeds import SECURITY, SERVICE, Deed
from tandem.proof.planner.models import Position
from tandem.proof.planner.roads import apart, roads, slowest

TODAY = date(2026, 6, 15)
ADA, BEN = (1, "Ada"), (2, "Ben")


def deed(key, security=0.0, service=0.0, together=None, ref="6.1", owner=(None, "")):
    hours = {name: value for name, value in ((SECURITY, security), (SERVICE, service)) if value}
    refs = tuple(f"{name}/{ref}" for name in hours)
    return Deed(key, key, hours, sum(hours.values()) if together is None else together, refs, "", None, *owner)


FIVE = (
    deed("risks", security=20.0),
    deed("catalogue", service=10.0),
    deed("documents", security=8.0, service=6.0, together=8.0),
    deed("persons", security=4.0, service=5.0, together=7.0),
    deed("audit", security=10.0, service=10.0, together=12.0, ref="9.2.1"),
)
ASSUMED = Assumptions(TODAY, people=2, hours_a_week=7, run_weeks=4, wait_weeks=2, issue_weeks=1)


def days(number):
    return TODAY + timedelta(days=number)


def test_hours_of_three_roads_as_added_by_hand():
    security_first, service_first, both = roads(FIVE, ASSUMED)
    assert apart(FIVE) == 73.0  # 42 for 27001 and 31 for 20000-1
    assert [stage.hours for stage in security_first.stages] == [42.0, 23.0]  # 10 + 0 + 3 + audit again 10
    assert [stage.hours for stage in service_first.stages] == [31.0, 34.0]  # 20 + 2 + 2 + audit again 10
    assert [stage.hours for stage in both.stages] == [57.0]  # 20 + 10 + 8 + 7 + 12
    assert [road.reused for road in (security_first, service_first, both)] == [8.0, 8.0, 16.0]


def test_days_of_both_together_as_counted_by_hand():
    (stage,) = roads(FIVE, ASSUMED)[2].stages
    assert stage.built == days(23)  # 45 h, two people of one hour a day: 22.5 days
    assert stage.run_until == days(23 + 28)
    assert stage.ready == days(51 + 6)  # 12 h of audit
    assert stage.audit == days(57 + 14)
    assert stage.certificate == days(71 + 7)


def test_the_second_standard_begins_when_the_first_is_ready():
    first, second = roads(FIVE, ASSUMED)[0].stages
    assert first.built == days(16)  # 32 h
    assert first.ready == days(16 + 28 + 5)
    assert second.starts == first.ready
    assert second.serves_again == 8.0  # 31 alone, 23 now


def test_a_road_waits_for_whoever_owns_more_than_an_even_share():
    mine = [(deed("a", 12.0, owner=ADA), 12.0), (deed("b", 3.0, owner=BEN), 3.0), (deed("c", 5.0), 5.0)]
    assert (slowest(mine, 2).hours, slowest(mine, 2).name) == (12.0, "Ada")
    assert (slowest(mine, 1).hours, slowest(mine, 1).name) == (20.0, "")
    assert slowest([], 2).hours == 0.0


def test_deeds_are_due_in_proportion_to_the_hours_before_them():
    shares = roads(FIVE, ASSUMED)[2].stages[0].shares
    assert [(share.deed.key, (share.due - TODAY).days) for share in shares] == [
        ("risks", 11),  # 23 days × 20 / 45
        ("catalogue", 16),
        ("documents", 20),
        ("persons", 23),
        ("audit", 57),
    ]


def test_an_audit_day_is_kept_unless_it_is_too_early():
    wanted = Assumptions(TODAY, people=2, hours_a_week=7, run_weeks=4, wait_weeks=2, issue_weeks=1)
    late = Assumptions(**{**fields(wanted), "audit_27001": days(200)})
    early = Assumptions(**{**fields(wanted), "audit_27001": days(10)})
    assert roads(FIVE, late)[0].stages[0].audit == days(200)
    assert not roads(FIVE, late)[0].stages[0].is_audit_too_early
    assert roads(FIVE, late)[2].stages[0].audit == days(200)
    stage = roads(FIVE, early)[0].stages[0]
    assert (stage.is_audit_too_early, stage.audit) == (True, stage.ready + timedelta(weeks=2))


def fields(assumed):
    return {name: getattr(assumed, name) for name in Assumptions.__dataclass_fields__}


@pytest.mark.parametrize(
    ("position", "hours", "reused"),
    [(Position.SECURITY, 23.0, 8.0), (Position.SERVICE, 34.0, 8.0)],
)
def test_a_certified_system_adds_what_the_other_standard_still_asks(position, hours, reused):
    (road,) = roads(FIVE, Assumptions(**{**fields(ASSUMED), "position": position.value}))
    assert (road.key, road.hours, road.reused) == ("added", hours, reused)


def test_what_is_all_done_needs_no_running():
    (stage,) = roads((), ASSUMED)[2].stages
    assert (stage.hours, stage.ready) == (0, TODAY)


quarters = st.integers(1, 200).map(lambda number: number / 4)


@st.composite
def any_deed(draw):
    security, service = draw(st.one_of(st.just(0.0), quarters)), draw(quarters)
    lowest = max(security, service)
    together = lowest + (security + service - lowest) * draw(st.integers(0, 4)) / 4
    return deed("x", security, service, together, ref=draw(st.sampled_from(["6.1", "9.2.1"])))


@given(st.lists(any_deed(), max_size=12), st.integers(1, 5), st.integers(1, 40))
def test_no_road_costs_more_than_both_apart_and_reuse_is_the_difference(deeds, people, hours):
    planned_roads = roads(deeds, Assumptions(TODAY, people=people, hours_a_week=hours))
    for road in planned_roads:
        assert road.hours <= apart(deeds)
        assert road.reused == apart(deeds) - road.hours
    assert planned_roads[2].hours <= min(planned_roads[0].hours, planned_roads[1].hours)
    assert planned_roads[2].last <= max(planned_roads[0].last, planned_roads[1].last)

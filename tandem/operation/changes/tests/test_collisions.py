"""What gets in the way of a change is said with the next time at which nothing does."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.operation.changes import collisions
from tandem.operation.changes.models import Change
from tandem.operation.changes.register import CHANGES
from tandem.operation.changes.tests.steps import add, approved, asked, now, take, weighed
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
EARLY = {"starts_at": "2026-04-05T00:00:00Z", "ends_at": "2026-04-05T02:00:00Z"}
MEETS = {"starts_at": "2026-04-05T01:00:00Z", "ends_at": "2026-04-05T03:30:00Z"}
AFTER = {"starts_at": "2026-04-05T02:00:00Z", "ends_at": "2026-04-05T03:00:00Z"}


def item(home: Cast, title: str, **values: Any) -> str:
    return str(add(home, "items", title=title, **values).reference)


def service(home: Cast, title: str = "Payroll") -> Any:
    return add(home, "services", title=title)


def clashes(change: Change, home: Cast) -> list[tuple[str, str]]:
    clashing, _free = collisions.of_change(change, home.home.zone, NOW)
    return [(collision.kind, collision.other.title if collision.other else "") for collision in clashing]


def free(change: Change, home: Cast) -> str:
    _found, way_out = collisions.of_change(change, home.home.zone, NOW)
    return way_out.begins.astimezone(home.home.zone).isoformat() if way_out else ""


def by_cleo(home: Cast, **values: Any) -> Change:
    return asked(home, title="Firmware", owner=home.users["cleo"].pk, **values)


def test_the_same_item_at_the_same_time_collides(home: Cast) -> None:
    storage = item(home, "storage-a")
    by_cleo(home, items=[storage], **EARLY)
    assert clashes(asked(home, items=[storage], **MEETS), home) == [("item", "Firmware")]


def test_one_after_the_other_collides_with_nothing(home: Cast) -> None:
    storage = item(home, "storage-a")
    by_cleo(home, items=[storage], **EARLY)
    assert clashes(asked(home, items=[storage], **AFTER), home) == []


def test_the_same_service_collides_also_through_its_items(home: Cast) -> None:
    payroll = service(home)
    by_cleo(home, service=payroll.reference, **EARLY)
    other = asked(home, items=[item(home, "db-payroll", service=payroll.reference)], **MEETS)
    assert clashes(other, home) == [("service", "Firmware")]


def test_nobody_makes_two_changes_at_once(home: Cast) -> None:
    asked(home, title="Firmware", **EARLY)
    assert clashes(asked(home, **MEETS), home) == [("person", "Firmware")]
    gil = add(home, "people", title="Gil", user=home.users["gil"].pk)
    by_cleo(home, people=[gil.reference], **EARLY)
    helped = asked(home, title="Third", owner=home.users["gil"].pk, **MEETS)
    assert ("person", "Firmware") in clashes(helped, home)


def test_whole_days_collide_by_what_they_touch_and_not_by_people(home: Cast) -> None:
    storage = item(home, "storage-a")
    asked(home, title="Firmware", items=[storage])
    assert clashes(asked(home, items=[storage]), home) == [("item", "Firmware")]
    assert clashes(asked(home), home) == []


@pytest.mark.parametrize("state", ["closed", "rejected", "made"])
def test_what_is_over_is_in_nobodys_way(home: Cast, state: str) -> None:
    storage = item(home, "storage-a")
    by_cleo(home, items=[storage], **EARLY)
    Change.objects.update(state=state)
    assert clashes(asked(home, items=[storage], **MEETS), home) == []


def test_way_out_is_the_next_window_in_which_nothing_else_happens(home: Cast) -> None:
    storage, payroll = item(home, "storage-a"), service(home)
    add(home, "maintenance-windows", title="Sunday", weekday=7, begins="02:00", minutes=240)
    by_cleo(home, items=[storage], **EARLY)
    add(home, "change-freezes", title="Easter", begins="2026-04-10", ends="2026-04-13", reason="Shops need calm")
    change = asked(home, items=[storage], service=payroll.reference, **MEETS)
    assert free(change, home) == "2026-04-19T02:00:00+02:00"


def test_outside_its_window_is_said(home: Cast) -> None:
    payroll, other = service(home), service(home, "Mail")
    add(
        home,
        "maintenance-windows",
        title="Sunday",
        weekday=7,
        begins="02:00",
        minutes=240,
        services=[payroll.reference],
    )
    change = asked(home, service=payroll.reference, starts_at="2026-04-05T08:00:00Z")
    assert clashes(change, home) == [("window", "")]
    assert free(change, home) == "2026-04-05T02:00:00+02:00"
    mail = by_cleo(home, service=other.reference, starts_at="2026-04-05T08:00:00Z")
    assert clashes(mail, home) == []


def test_a_colliding_change_is_approved_once_it_is_moved_or_says_why(home: Cast) -> None:
    storage = item(home, "storage-a")
    by_cleo(home, items=[storage], **EARLY)
    change = weighed(home, items=[storage], **MEETS)
    with pytest.raises(Invalid) as refused:
        take(home, "ada", change, "approve")
    (words,) = refused.value.problems["starts_at"]
    assert "collides with CHG-" in words
    assert "Next free time: 6 Apr 2026, 03:00." in words
    assert now(change).state == "weighed"
    accepted = take(home, "ada", change, "approve", collision_accepted="Both are made by one team, one after the other")
    assert accepted.state == "approved"


def test_an_approved_change_is_moved_into_no_collision_and_no_freeze(home: Cast) -> None:
    storage = item(home, "storage-a")
    by_cleo(home, items=[storage], **EARLY)
    add(home, "change-freezes", title="Easter", begins="2026-04-10", ends="2026-04-13", reason="Shops need calm")
    change = approved(home, items=[storage], **AFTER)
    for day, hours in (("2026-04-05", MEETS), ("2026-04-12", {"planned_for": "2026-04-12"})):
        with pytest.raises(Invalid) as refused:
            writing.change(home.actor("ben"), CHANGES, change.reference, hours)
        assert list(refused.value.problems) == ["starts_at"], day
    assert now(change).starts_at == datetime(2026, 4, 5, 2, tzinfo=UTC)
    writing.change(home.actor("ben"), CHANGES, change.reference, {"planned_for": "2026-04-14"})
    moved = now(change)
    assert (moved.planned_for, moved.starts_at, moved.ends_at) == (
        date(2026, 4, 14),
        datetime(2026, 4, 14, 2, tzinfo=UTC),
        datetime(2026, 4, 14, 3, tzinfo=UTC),
    )


def test_no_change_but_an_emergency_is_approved_in_a_freeze(home: Cast) -> None:
    add(home, "change-freezes", title="Easter", begins="2026-03-30", ends="2026-04-03", reason="Shops need calm")
    change = weighed(home)
    with pytest.raises(Invalid) as refused:
        take(home, "ada", change, "approve")
    assert list(refused.value.problems) == ["planned_for"]
    assert "Next free time: 4 Apr 2026." in refused.value.problems["planned_for"][0]
    assert now(change).state == "weighed"
    assert approved(home, title="Leak", category="emergency").state == "approved"


def test_a_single_change_is_allowed_in_a_freeze_by_somebody_else(home: Cast) -> None:
    add(home, "change-freezes", title="Easter", begins="2026-03-30", ends="2026-04-03", reason="Shops need calm")
    own = weighed(home, requester=home.users["ada"].pk)
    with pytest.raises(Invalid, match="Somebody other than you"):
        take(home, "ada", own, "allow-in-freeze", reason="It is mine")
    assert now(own).freeze_allowed_by_id is None
    change = weighed(home, title="Other")
    take(home, "ada", change, "allow-in-freeze", reason="The shops ask for it")
    assert take(home, "ada", change, "approve").state == "approved"


def test_a_freeze_of_one_service_leaves_others_free(home: Cast) -> None:
    payroll, mail = service(home), service(home, "Mail")
    days = {"begins": "2026-03-30", "ends": "2026-04-03", "reason": "Pay day"}
    add(home, "change-freezes", title="Pay day", services=[payroll.reference], **days)
    assert approved(home, service=mail.reference).state == "approved"
    database = item(home, "db-payroll", service=payroll.reference)
    with pytest.raises(Invalid):
        take(home, "ada", weighed(home, title="Database", items=[database]), "approve")
    assert Change.objects.get(title="Database").state == "weighed"


def test_a_lifted_freeze_holds_nobody_back(home: Cast) -> None:
    freeze = add(home, "change-freezes", title="Easter", begins="2026-03-30", ends="2026-04-03", reason="Calm")
    take(home, "ada", freeze, "lift", reason="The trade is over")
    assert approved(home).state == "approved"


def test_hours_say_the_day_in_local_time(home: Cast) -> None:
    change = asked(home, planned_for=None, starts_at="2026-04-04T22:30:00Z")
    assert (change.planned_for, change.ends_at) == (date(2026, 4, 5), datetime(2026, 4, 4, 23, 30, tzinfo=UTC))


def test_a_change_ends_after_it_begins(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        asked(home, starts_at="2026-04-05T02:00:00Z", ends_at="2026-04-05T02:00:00Z")
    assert list(refused.value.problems) == ["ends_at"]
    assert not Change.objects.exists()


def test_a_look_at_changes_counts_what_went_otherwise(home: Cast) -> None:
    asked(home)
    Change.objects.update(state="made", made_on=date(2026, 2, 20), category="emergency", is_planned=False)
    asked(home, title="Other")
    Change.objects.filter(title="Other").update(state="made", made_on=date(2026, 2, 28), is_as_intended=False)
    review = add(home, "change-reviews", title="Winter", begins="2026-02-01", ends="2026-03-01")
    counts = (review.changes_seen, review.emergencies, review.unplanned, review.unintended, review.with_incidents)
    assert counts == (2, 1, 1, 1, 0)
    with pytest.raises(Invalid) as refused:
        take(home, "ada", review, "finish")
    assert list(refused.value.problems) == ["conclusion"]
    assert take(home, "ada", review, "finish", conclusion="Two, for different reasons").reviewed_on == date(2026, 3, 2)

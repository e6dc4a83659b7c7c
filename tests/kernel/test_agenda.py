"""The calendar of the system: whose dates it holds, what nobody owns, and which weeks carry too much."""

from datetime import date, timedelta

import pytest

from tandem.ground.kernel import agenda, writing
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.inbox import Task
from tandem.ground.kernel.register import ACTIONS
from tandem.ground.kernel.registers import find
from tests.cast import Cast

MONDAY = date(2026, 3, 2)


def asked(home: Cast, title: str, due: date, owner: str = "") -> None:
    values = {"title": title, "due": due, "owner": home.users[owner].pk if owner else None}
    writing.create(home.actor("ada"), ACTIONS, values)


def tasks(number: int, person: int | None, day: date = MONDAY) -> list[Task]:
    return [Task("Do it", ACTIONS, f"ACT-{place}", "x", day, "open", "", person) for place in range(number)]


def test_everybodys_dates_are_there_from_the_first_to_the_last_day(home: Cast) -> None:
    for title, day in (("before", 0), ("first", 1), ("last", 9), ("after", 10)):
        asked(home, title, MONDAY + timedelta(days=day), "ben")
    found = agenda.of_everybody(home.actor("ada"), MONDAY + timedelta(days=1), MONDAY + timedelta(days=9))
    assert [(task.title, task.person_id) for task in found] == [
        ("first", home.users["ben"].pk),
        ("last", home.users["ben"].pk),
    ]


def test_mine_are_mine_alone(home: Cast) -> None:
    asked(home, "Ben's", MONDAY, "ben")
    asked(home, "Ada's", MONDAY, "ada")
    assert [task.title for task in agenda.of_mine(home.actor("ben"), MONDAY, MONDAY)] == ["Ben's"]


def test_what_has_a_day_but_nobody_stands_in_it_too(home: Cast) -> None:
    asked(home, "Nobody's", MONDAY)
    (task,) = agenda.of_everybody(home.actor("cleo"), MONDAY, MONDAY)
    assert (task.title, task.person_id, str(task.what)) == ("Nobody's", None, "Carry out")


def test_it_holds_what_any_register_says_waits_for_a_day(home: Cast) -> None:
    services = find("services")
    assert services is not None
    ada = home.actor("ada")
    made = writing.create(ada, services, {"title": "Mail", "owner": home.users["ben"].pk})
    held = agenda.of_everybody(ada, date(2000, 1, 1), date(2090, 1, 1))
    waits = made.next_review is not None and made.state in services.waiting[0].states
    assert [task.reference for task in held] == ([made.reference] if waits else [])


def test_another_organizations_dates_stay_there(home: Cast) -> None:
    asked(home, "Ours", MONDAY, "ben")
    assert agenda.of_everybody(home.actor("ada"), MONDAY, MONDAY) != []
    from_elsewhere = home.actor("dan")
    with pytest.raises(NotPermitted):
        agenda.of_everybody(home.actor("finn"), MONDAY, MONDAY)
    assert agenda.of_mine(from_elsewhere, MONDAY, MONDAY) == []


def test_more_than_eight_dates_of_one_person_in_a_week_are_too_much() -> None:
    assert agenda.crowded(tasks(8, 1), 1) == []
    sunday, next_monday = MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)
    (week,) = agenda.crowded([*tasks(8, 1), *tasks(1, 1, sunday)], 1)
    assert (week.monday, week.person_id, len(week.tasks)) == (MONDAY, 1, 9)
    assert agenda.crowded([*tasks(8, 1), *tasks(1, 1, next_monday)], 1) == []


def test_three_times_the_usual_is_too_much_for_everybody_together() -> None:
    spread = [*tasks(5, 1), *tasks(5, 2), *tasks(1, 3, MONDAY + timedelta(days=21))]
    (week,) = agenda.crowded(spread, 4)  # 11 in four weeks: 2.75 are usual
    assert (week.monday, week.person_id, len(week.tasks)) == (MONDAY, None, 10)
    assert agenda.crowded(spread, 1) == []

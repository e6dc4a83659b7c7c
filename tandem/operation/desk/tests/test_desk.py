"""The desk's own lists: one is called at a time, a shift is taken over by its successor, a morning is looked at."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tandem.ground.kernel import clock, inbox, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.desk.handovers.models import ShiftHandover
from tandem.operation.desk.mornings.looks import operations
from tandem.operation.desk.mornings.looks.models import MorningLook
from tandem.operation.desk.shifts.models import OnCallShift
from tests.cast import Cast

FRIDAY, SATURDAY = datetime(2026, 3, 6, 6, tzinfo=UTC), datetime(2026, 3, 7, 6, tzinfo=UTC)


def register(key: str) -> registers.Register:
    known = registers.find(key)
    assert known is not None
    return known


def add(home: Cast, key: str, by: str = "ada", **values: Any) -> Any:
    return writing.create(home.actor(by), register(key), values)


def step(home: Cast, by: str, key: str, record: Any, name: str, reason: str = "", **values: Any) -> Any:
    return writing.transition(home.actor(by), register(key), record.reference, name, values, reason=reason)


def shift(home: Cast, **values: Any) -> Any:
    person = values.pop("person", None) or add(home, "people", title="Ben", user=home.users["ben"].pk).reference
    details = {"title": "Nights", "group": "Operations", "reached_by": "555 0142", "person": person}
    hours = {"starts_at": "2026-03-02T18:00:00Z", "ends_at": "2026-03-03T06:00:00Z"}
    return add(home, "on-call-shifts", **details | hours | values)


def test_two_are_not_called_first_at_the_same_time(home: Cast) -> None:
    first = shift(home)
    over = {"starts_at": "2026-03-03T05:59:00Z", "ends_at": "2026-03-03T18:00:00Z", "person": first.person.reference}
    with pytest.raises(Invalid, match="Ben is called for this group at that time already"):
        shift(home, **over)
    assert OnCallShift.objects.count() == 1
    shift(home, **over | {"starts_at": "2026-03-03T06:00:00Z"})
    shift(home, **over | {"level": "second"})
    shift(home, **over | {"group": "Network"})
    assert OnCallShift.objects.count() == 4
    assert OnCallShift.objects.at(datetime(2026, 3, 2, 20, tzinfo=UTC)).get() == first


@pytest.mark.parametrize("end", ["2026-03-02T18:00:00Z", "2026-05-01T06:00:00Z"])
def test_a_shift_has_an_end_within_a_month(home: Cast, end: str) -> None:
    with pytest.raises(Invalid) as refused:
        shift(home, ends_at=end)
    assert (list(refused.value.problems), OnCallShift.objects.count()) == (["ends_at"], 0)


def handover(home: Cast, **values: Any) -> Any:
    details = {"title": "Night to morning", "given_at": "2026-02-10T05:45:00Z", "goes_on": "The line is down"}
    return add(home, "shift-handovers", by="ben", **details | {"successor": home.users["ada"].pk} | values)


def test_successor_alone_takes_over_and_it_stays_as_told(home: Cast) -> None:
    made = handover(home)
    assert [task.reference for task in inbox.waiting(home.actor("ada"))] == [made.reference]
    with pytest.raises(Invalid, match="Whoever it was handed to"):
        step(home, "ben", "shift-handovers", made, "take-over")
    assert ShiftHandover.objects.get().state == "given"
    taken = step(home, "ada", "shift-handovers", made, "take-over", question="Which line?")
    assert (taken.state, taken.taken_at is None, taken.owner_id) == ("taken", False, home.users["ben"].pk)
    with pytest.raises(NotPermitted):
        writing.change(home.actor("ben"), register("shift-handovers"), made.reference, {"goes_on": "Nothing"})


def test_nobody_hands_over_to_themselves(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        handover(home, successor=home.users["ben"].pk)
    assert (list(refused.value.problems), ShiftHandover.objects.count()) == (["successor"], 0)


def check(home: Cast, **values: Any) -> Any:
    details = {"title": "Backups", "how": "All green", "owner": home.users["ben"].pk}
    return add(home, "morning-checks", **details | values)


def test_each_day_has_its_list_once_and_what_was_not_looked_at_is_said(home: Cast) -> None:
    check(home)
    check(home, title="Mail", days="daily")
    retired = check(home, title="Fax")
    step(home, "ada", "morning-checks", retired, "retire")
    with clock.fixed(FRIDAY):
        assert [operations.begin_day(tandem(home.home)) for _time in range(2)] == [2, 0]
        assert {task.reference for task in inbox.waiting(home.actor("ben"))} == {"LOOK-1", "LOOK-2"}
    with clock.fixed(SATURDAY):
        assert operations.begin_day(tandem(home.home)) == 1
    looks = MorningLook.objects.order_by("pk").values_list("title", "morning", "state")
    friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
    assert list(looks) == [("Backups", friday, "left-out"), ("Mail", friday, "left-out"), ("Mail", saturday, "due")]


def test_what_is_wrong_says_what_was_seen_and_becomes_an_incident(home: Cast) -> None:
    service = add(home, "services", title="Files")
    check(home, service=service.reference)
    with clock.fixed(FRIDAY):
        operations.begin_day(tandem(home.home))
        look = MorningLook.objects.get()
        with pytest.raises(Invalid):
            step(home, "ben", "morning-looks", look, "wrong")
        assert register("incidents").model.objects.count() == 0
        step(home, "ben", "morning-looks", look, "wrong", seen="Two jobs are red")
    now = MorningLook.objects.get()
    incident = register("incidents").model.objects.get()
    assert (now.state, now.seen_by_id, now.incident_id) == ("wrong", home.users["ben"].pk, incident.pk)
    assert (incident.title, incident.description, incident.service_id) == ("Backups", "Two jobs are red", service.pk)
    with pytest.raises(Invalid):
        step(home, "ben", "morning-looks", now, "right")

"""What of the calendar cannot be as planned: two things of one person, somebody away, an audit during a review."""

from datetime import date, timedelta
from typing import Any

from tandem.ground.kernel import agenda, engagements, writing
from tandem.ground.kernel.engagements import Conflict
from tandem.ground.kernel.registers import declared_for, find
from tests.cast import Cast, values_for

MONDAY = date(2026, 3, 2)


def day(number: int) -> str:
    return (MONDAY + timedelta(days=number)).isoformat()


def made(home: Cast, key: str, **values: Any) -> Any:
    register = find(key)
    assert register is not None
    ada = home.actor("ada")
    return writing.create(ada, register, {**values_for(home, ada, register), **values})


def person(home: Cast, name: str) -> int:
    return home.users[name].pk


def audit(home: Cast, first: int, last: int, lead: str = "") -> Any:
    led = {"lead": person(home, lead)} if lead else {}
    return made(home, "audits", planned_from=day(first), planned_to=day(last), **led)


def review(home: Cast, number: int, chair: str = "") -> Any:
    led = {"chair": person(home, chair)} if chair else {}
    return made(home, "reviews", meets_on=day(number), **led)


def told(home: Cast, closed: str = "") -> list[tuple[str, str, list[str]]]:
    def is_closed(each: date) -> str:
        return "Fair" if each.isoformat() == closed else ""

    engaged = engagements.of(home.actor("ada"), MONDAY, MONDAY + timedelta(days=30))
    return [_conflict_words(each) for each in engagements.conflicts(engaged, is_closed)]


def _conflict_words(each: Conflict) -> tuple[str, str, list[str]]:
    both = [each.engaged, each.other] if each.other else [each.engaged]
    return each.kind.value, each.day.isoformat(), [one.reference for one in both if one]


def test_an_audit_does_not_run_while_the_review_meets(home: Cast) -> None:
    before, during = audit(home, 0, 3), audit(home, 4, 6)
    meeting = review(home, 5)
    assert told(home) == [("house", day(5), [during.reference, meeting.reference])]
    writing.transition(home.actor("ada"), declared_for(type(during)), during.reference, "cancel", reason="Moved")
    assert told(home) == []
    assert before.state == "planned"


def test_the_certification_body_is_not_there_with_the_auditor(home: Cast) -> None:
    running = audit(home, 0, 2)
    system = made(home, "management-systems", surveillance_on=day(2))
    assert told(home) == [("house", day(2), [running.reference, system.reference])]


def test_nobody_is_planned_for_two_things_on_one_day(home: Cast) -> None:
    one, other = audit(home, 0, 2, "gil"), audit(home, 2, 4, "gil")
    audit(home, 2, 4, "ben")
    assert told(home) == [("twice", day(2), [one.reference, other.reference])]


def test_a_member_of_the_team_and_an_attendee_go_by_audit_and_review(home: Cast) -> None:
    running, meeting = audit(home, 0, 2), review(home, 9)
    session = made(home, "training-sessions", planned_on=day(1), trainer=person(home, "ben"))
    made(home, "audit-members", audit=running.reference, person=person(home, "ben"))
    made(home, "review-attendees", review=meeting.reference, person=person(home, "ben"))
    board = made(home, "people", title="Ben", user=person(home, "ben"))
    meets = made(home, "change-meetings", meets_on=day(9), members=[board.reference])
    twice = [each for each in told(home) if each[0] == "twice"]
    assert twice == [
        ("twice", day(1), [running.reference, session.reference]),
        ("twice", day(9), [meets.reference, meeting.reference]),
    ]


def test_appointments_of_one_audit_clash_only_at_the_same_moment(home: Cast) -> None:
    running = audit(home, 0, 2, "gil")
    with_ben = {"audit": running.reference, "auditee": person(home, "ben"), "minutes": 60}
    first = made(home, "audit-sessions", begins_at=f"{day(1)} 09:00", **with_ben)
    made(home, "audit-sessions", begins_at=f"{day(1)} 10:00", **with_ben)
    assert told(home) == []
    third = made(home, "audit-sessions", begins_at=f"{day(1)} 09:30", title="Again", **with_ben)
    assert ("twice", day(1), [first.reference, third.reference]) in told(home)


def test_nothing_is_planned_for_somebody_away_or_gone(home: Cast) -> None:
    meeting, later = review(home, 4, "ben"), review(home, 20, "ben")
    away = made(
        home, "delegations", of=person(home, "ben"), to=person(home, "ada"), begins=day(1), ends=day(4), reason="Leave"
    )
    assert told(home) == [("away", day(4), [meeting.reference, away.reference])]
    gone = made(home, "people", title="Ben", user=person(home, "ben"), left_on=day(19))
    assert told(home)[1:] == [("away", day(20), [later.reference, gone.reference])]


def test_a_day_on_which_nobody_works_is_named(home: Cast) -> None:
    meeting = review(home, 6)
    audit(home, 8, 9)
    assert told(home, closed=day(6)) == [("closed", day(6), [meeting.reference])]
    assert told(home, closed=day(8)) == []  # people work on the day after


def test_what_falls_due_meanwhile_is_counted(home: Cast) -> None:
    for number in (1, 4, 5):
        made(home, "actions", title="Do", due=day(number), owner=person(home, "ben"))
    made(
        home, "delegations", of=person(home, "ben"), to=person(home, "ada"), begins=day(1), ends=day(4), reason="Leave"
    )
    from_all = (home.actor("ada"), MONDAY, MONDAY + timedelta(days=30))
    tasks = agenda.of_everybody(*from_all)
    ((away, missed),) = [(each.away, each.tasks) for each in engagements.while_away(engagements.of(*from_all), tasks)]
    assert (away.person_id, [task.due.isoformat() for task in missed if task.due]) == (
        person(home, "ben"),
        [day(1), day(4)],
    )


def test_who_sees_neither_sees_no_conflict(home: Cast) -> None:
    audit(home, 4, 6)
    review(home, 5)
    assert engagements.of(home.actor("finn"), MONDAY, MONDAY + timedelta(days=30)) == []


def test_what_is_outside_the_days_is_not_read(home: Cast) -> None:
    audit(home, 4, 6)
    far = MONDAY + timedelta(days=59)
    assert engagements.of(home.actor("ada"), far, far + timedelta(days=30)) == []

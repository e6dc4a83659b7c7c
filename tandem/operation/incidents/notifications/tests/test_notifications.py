"""Clocks of what must be notified."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from tandem.direction.context.obligations.register import OBLIGATIONS
from tandem.ground.kernel import clock, inbox, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.operation.incidents.notifications import timing
from tandem.operation.incidents.notifications.duties.register import DUTIES
from tandem.operation.incidents.notifications.models import IncidentNotification
from tandem.operation.incidents.notifications.operations import look_at_due, tick
from tandem.operation.incidents.notifications.register import NOTIFICATIONS
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.incidents.tests.steps import JUDGED, assessed, kept, reported, take
from tests.cast import Cast


def duty(home: Cast, when: str = "personal-data", **values: Any) -> Any:
    given = {"title": f"Tell of {when}", "whom": "Data protection authority", "hours": 72, "applies_when": when}
    return writing.create(home.actor("ben"), DUTIES, given | values)


def clocks() -> list[tuple[str, str]]:
    return list(IncidentNotification.objects.order_by("pk").values_list("title", "state"))


def test_duty_takes_hours_and_recipient_from_the_obligation(home: Cast) -> None:
    law = {"title": "Report breaches", "kind": "law", "notify_hours": 72, "notify_whom": "Authority"}
    obligation = writing.create(home.actor("ada"), OBLIGATIONS, law)
    made = duty(home, whom="", hours=None, obligation=obligation.reference)
    assert (made.whom, made.hours) == ("Authority", 72)


def test_duty_says_whom_and_how_soon(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        duty(home, whom="", hours=0)
    assert set(refused.value.problems) == {"whom", "hours"}


def test_clock_starts_when_the_incident_becomes_of_the_kind(home: Cast) -> None:
    duty(home)
    incident = assessed(home, personal_data="unknown")
    assert clocks() == []
    aware = clock.now() - timedelta(hours=5)
    take(home, "ben", INCIDENTS, incident, "assess", **JUDGED, aware_at=aware)
    notification = IncidentNotification.objects.get()
    assert (notification.title, notification.whom, notification.state) == (
        "Tell of personal-data",
        "Data protection authority",
        "waiting",
    )
    assert (notification.began_at, notification.due_at, notification.is_late) == (
        aware,
        aware + timedelta(hours=72),
        False,
    )
    assert notification.due_on == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("told", "started"),
    [
        ({"personal_data": "yes"}, ["personal-data", "security"]),
        ({"personal_data": "no"}, ["security"]),
        ({"personal_data": "yes", "is_major": True}, ["personal-data", "security", "major-security", "major"]),
        ({"is_security": False, "is_major": True}, ["major"]),
        ({"is_security": False}, []),
    ],
)
def test_duty_applies_to_incidents_of_its_kind(home: Cast, told: dict[str, Any], started: list[str]) -> None:
    for when in ("personal-data", "security", "major-security", "major"):
        duty(home, when)
    reported(home, **{"is_security": True, **told})
    assert [title.removeprefix("Tell of ") for title, _state in clocks()] == started


def test_suspicion_starts_no_clock(home: Cast) -> None:
    duty(home, "security")
    reported(home, "finn", is_security=True)
    assert clocks() == []


def test_retired_duty_starts_no_clock(home: Cast) -> None:
    take(home, "ada", DUTIES, duty(home, "security"), "retire", reason="Contract ended")
    assessed(home)
    assert clocks() == []


def test_imported_past_starts_no_clock(home: Cast) -> None:
    duty(home, "security")
    past = {"title": "Old one", "is_security": True, "state": "closed", "opened_at": "2020-01-01"}
    writing.create(home.actor("ben", "import"), INCIDENTS, past)
    assert clocks() == []


def test_duty_that_came_later_starts_no_clock_by_itself(home: Cast) -> None:
    incident = assessed(home)
    duty(home)
    take(home, "ben", INCIDENTS, incident, "start")
    assert clocks() == []


def test_cancelling_stops_the_clock(home: Cast) -> None:
    duty(home, "major")
    incident = reported(home, is_major=True)
    take(home, "ben", INCIDENTS, incident, "cancel", reason="An exercise")
    assert clocks() == [("Tell of major", "lapsed")]


def test_clock_stops_with_its_ground_and_runs_again_with_it(home: Cast) -> None:
    duty(home)
    incident = assessed(home)
    take(home, "ben", INCIDENTS, incident, "assess", **(JUDGED | {"personal_data": "no"}))
    assert clocks() == [("Tell of personal-data", "lapsed")]
    take(home, "ben", INCIDENTS, incident, "assess", **JUDGED)
    assert clocks() == [("Tell of personal-data", "waiting")]


def test_clock_moves_with_the_time_of_knowledge(home: Cast) -> None:
    duty(home)
    incident = assessed(home)
    earlier = clock.now() - timedelta(hours=10)
    writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"aware_at": earlier})
    assert IncidentNotification.objects.get().due_at == earlier + timedelta(hours=72)


@pytest.mark.parametrize(("hours", "is_late"), [(72, False), (73, True)])
def test_sending_stops_the_clock_and_says_whether_it_was_late(home: Cast, hours: int, is_late: bool) -> None:
    duty(home)
    assessed(home)
    notification = IncidentNotification.objects.get()
    with clock.fixed(clock.now() + timedelta(hours=hours)):
        sent = take(home, "ben", NOTIFICATIONS, notification, "send", message="Form 1 in the portal")
        assert (sent.state, sent.sent_at, sent.sent_by_id) == ("sent", clock.now(), home.users["ben"].pk)
    assert sent.is_late is is_late


def test_sending_says_what_was_said(home: Cast) -> None:
    duty(home)
    assessed(home)
    with pytest.raises(Invalid) as refused:
        take(home, "ben", NOTIFICATIONS, IncidentNotification.objects.get(), "send")
    assert list(refused.value.problems) == ["message"]


def test_unsent_notification_is_marked_late_when_its_time_runs_out(home: Cast) -> None:
    duty(home)
    assessed(home)
    with clock.fixed(clock.now() + timedelta(hours=72)):
        look_at_due()
        assert IncidentNotification.objects.get().is_late is False
    with clock.fixed(clock.now() + timedelta(hours=72, seconds=1)):
        look_at_due()
        version = IncidentNotification.objects.get().version
        look_at_due()
    late = IncidentNotification.objects.get()
    assert (late.is_late, late.version) == (True, version)


def test_manager_decides_that_a_notification_is_not_needed(home: Cast) -> None:
    duty(home)
    assessed(home)
    notification = IncidentNotification.objects.get()
    with pytest.raises(NotPermitted):
        take(home, "ben", NOTIFICATIONS, notification, "waive", reason="No risk to anybody")
    with pytest.raises(Invalid):
        take(home, "ada", NOTIFICATIONS, notification, "waive")
    assert take(home, "ada", NOTIFICATIONS, notification, "waive", reason="No risk to anybody").state == "waived"


def test_incident_closes_once_nothing_waits_to_be_notified(home: Cast) -> None:
    duty(home)
    incident = assessed(home)
    kept(home, incident)
    take(home, "ben", INCIDENTS, incident, "resolve", resolution="Blocked")
    writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"lessons": "Second factor for all"})
    with pytest.raises(Invalid):
        take(home, "ben", INCIDENTS, incident, "close")
    take(home, "ben", NOTIFICATIONS, IncidentNotification.objects.get(), "send", message="Portal")
    assert take(home, "ben", INCIDENTS, incident, "close").state == "closed"


def test_notification_waits_in_the_work_of_who_answers_for_the_duty(home: Cast) -> None:
    duty(home, owner=home.users["ada"].pk)
    assessed(home)
    tasks = [(task.register.key, task.due) for task in inbox.waiting(home.actor("ada"))]
    assert ("incident-notifications", date(2026, 3, 5)) in tasks


def test_clock_of_a_confidential_incident_is_its_owners(home: Cast) -> None:
    duty(home, owner=home.users["cleo"].pk)
    incident = reported(home, is_confidential=True)
    take(home, "ben", INCIDENTS, incident, "assess", **JUDGED)
    assert IncidentNotification.objects.get().owner_id == home.users["ben"].pk


def test_notification_is_added_by_hand_with_hours_of_its_own(home: Cast) -> None:
    incident = assessed(home)
    values = {"incident": incident.reference, "title": "Tell Berglund", "whom": "Their duty desk", "hours": 4}
    notification = writing.create(home.actor("ben"), NOTIFICATIONS, values)
    assert notification.due_at == clock.now() + timedelta(hours=4)
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ben"), NOTIFICATIONS, {"incident": incident.reference})
    assert set(refused.value.problems) == {"title", "whom", "hours"}


def kinds_of(notification: Any) -> list[str]:
    return [event["kind"] for event in notification.events]


def test_all_that_happens_to_a_clock_is_kept_and_none_of_it_is_altered(home: Cast) -> None:
    duty(home)
    incident = assessed(home)
    notification = IncidentNotification.objects.get()
    take(home, "ben", NOTIFICATIONS, notification, "send", message="Form 1")
    take(home, "ben", NOTIFICATIONS, notification, "take-back", reason="It did not go out")
    earlier = clock.now() - timedelta(hours=10)
    writing.change(home.actor("ben"), INCIDENTS, incident.reference, {"aware_at": earlier})
    notification.refresh_from_db()
    assert kinds_of(notification) == ["start", "stop", "restart", "restart"]
    assert (notification.due_at, notification.is_late) == (earlier + timedelta(hours=72), False)
    with pytest.raises(Invalid) as refused:
        writing.follow(home.actor("ben"), NOTIFICATIONS, notification, {"events": []}, "altered")
    assert list(refused.value.problems) == ["events"]


def test_three_quarters_of_its_time_used_it_runs_out_and_a_tick_touches_only_that(home: Cast) -> None:
    duty(home)
    assessed(home)
    duty(home, "security", hours=1_000)
    with clock.fixed(clock.now() + timedelta(hours=54)):
        assert (tick(home.actor("ada")), tick(home.actor("ada"))) == (1, 0)
        notification = IncidentNotification.objects.get()
        assert (notification.is_running_out, notification.is_late) == (True, False)


def test_one_from_before_there_was_a_log_is_found_late_all_the_same(home: Cast) -> None:
    duty(home)
    assessed(home)
    IncidentNotification.objects.update(events=[], next_at=None)
    with clock.fixed(clock.now() + timedelta(hours=73)):
        assert tick(home.actor("ada")) == 1
    notification = IncidentNotification.objects.get()
    assert (notification.is_late, kinds_of(notification)) == (True, ["start"])


def test_the_kernel_of_clocks_says_what_hours_added_said() -> None:
    chance = Random(27001)
    for _number in range(500):
        began = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10 * 366 * 86_400))
        hours = chance.choice((1, 24, 72, chance.randrange(1, 9_000)))
        sent = began + timedelta(hours=hours, seconds=chance.choice((-1, 0, 1, 86_400)))
        notification = SimpleNamespace(began_at=began, hours=hours, state="sent", sent_at=sent, events=[])
        notification.events = timing.happened(notification, None)
        due = began + timedelta(hours=hours)
        assert (timing.due(notification), timing.stand(notification, sent).is_breached) == (due, sent > due)

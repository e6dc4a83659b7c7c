"""From events to incidents: held back, joined, one for a storm, resolved when nobody has touched them."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock, comments, writing
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.patterns.acting import as_tandem, tandem
from tandem.operation.events.formats.reading import read
from tandem.operation.events.models import Event
from tandem.operation.events.taking import take
from tandem.operation.events.tests.conftest import Open
from tandem.operation.events.tests.messages import alert, group
from tandem.operation.events.tests.others import CHANGES, INCIDENTS, ITEMS, Incident
from tests.cast import Cast


def send(home: Cast, source: Any, minutes: float, *alerts: dict[str, Any]) -> None:
    with clock.fixed(NOW + timedelta(minutes=minutes)):
        take(tandem(home.home, "api"), source, read(group(*alerts), source))


def test_an_event_opens_an_incident_once_it_is_held_back_long_enough(home: Cast, source: Any, open_after: Open) -> None:
    item = writing.create(as_tandem(home.actor("ada")), ITEMS, {"title": "web-1", "is_ci": True})
    send(home, source, 0, alert())
    open_after(1)
    assert Incident.objects.count() == 0
    open_after(2)
    open_after(3)
    incident = Incident.objects.get()
    assert (incident.title, incident.channel, incident.priority) == ("Disk of web-1 is full", "monitoring", 2)
    assert (incident.items, incident.group, incident.opened_at) == ([item.reference], "Night watch", NOW)
    assert Event.objects.get().incident == incident


def test_what_recovers_in_time_opens_none(home: Cast, source: Any, open_after: Open) -> None:
    send(home, source, 0, alert())
    send(home, source, 1, alert(state="resolved"))
    open_after(5)
    assert Incident.objects.count() == 0


def test_what_comes_and_goes_all_the_time_opens_one_all_the_same(home: Cast, source: Any, open_after: Open) -> None:
    for turn in range(6):
        send(home, source, turn, alert(start=f"2026-03-02T09:3{turn}:00Z"))
        open_after(turn + 0.2)
        send(
            home,
            source,
            turn + 0.5,
            alert(start=f"2026-03-02T09:3{turn}:00Z", state="resolved", end=f"2026-03-02T09:3{turn}:30Z"),
        )
    assert Incident.objects.count() == 1
    assert Incident.objects.get().reopened == 2


def test_a_severity_below_the_source_opens_none(home: Cast, source: Any, open_after: Open) -> None:
    send(home, source, 0, alert(labels={"severity": "info"}))
    open_after(5)
    assert Incident.objects.count() == 0


def test_events_of_an_item_join_its_incident(home: Cast, source: Any, open_after: Open) -> None:
    writing.create(as_tandem(home.actor("ada")), ITEMS, {"title": "web-1"})
    send(home, source, 0, alert())
    open_after(3)
    send(home, source, 4, alert(labels={"alertname": "Slow"}), alert("web-2"))
    open_after(9)
    assert Incident.objects.count() == 2
    assert Incident.objects.order_by("pk")[0].events.count() == 2


def test_many_at_once_make_one_incident_and_what_follows_joins_it(home: Cast, source: Any, open_after: Open) -> None:
    send(home, source, 0, *(alert(f"web-{number}") for number in range(60)))
    open_after(2)
    send(home, source, 2.5, *(alert(f"db-{number}") for number in range(60)))
    open_after(5)
    incident = Incident.objects.get()
    assert (incident.priority, incident.events.count(), Event.objects.count()) == (1, 120, 120)
    ends = [alert(f"{kind}-{number}", "resolved") for kind in ("web", "db") for number in range(60)]
    send(home, source, 6, *ends[:-1])
    assert Incident.objects.get().state == "new"
    send(home, source, 7, ends[-1])
    assert Incident.objects.get().state == "resolved"


def test_an_incident_that_nobody_touched_is_resolved_and_opened_again(
    home: Cast, source: Any, open_after: Open
) -> None:
    send(home, source, 0, alert())
    open_after(3)
    send(home, source, 5, alert(state="resolved"))
    incident = Incident.objects.get()
    assert (incident.state, incident.resolved_at) == ("resolved", NOW + timedelta(minutes=5))
    send(home, source, 8, alert(start="2026-03-02T09:41:00Z"))
    again = Incident.objects.get()
    assert (again.state, again.reopened) == ("in-progress", 1)


@pytest.mark.parametrize("touch", ["step", "comment"])
def test_one_that_somebody_has_in_hand_is_told_so(home: Cast, source: Any, open_after: Open, touch: str) -> None:
    send(home, source, 0, alert())
    open_after(3)
    reference = Incident.objects.get().reference
    if touch == "step":
        writing.transition(home.actor("ben"), INCIDENTS, reference, "start")
    else:
        comments.add(home.actor("ben"), INCIDENTS, reference, "I look at it.")
    before = Incident.objects.get().state
    send(home, source, 5, alert(state="resolved"))
    assert Incident.objects.get().state == before != "resolved"
    notes = Comment.objects.filter(register="incidents", created_by=None)
    assert [note.kind for note in notes] == ["note"]


def test_after_one_that_people_resolved_a_new_incident_is_opened(home: Cast, source: Any, open_after: Open) -> None:
    send(home, source, 0, alert())
    open_after(3)
    reference = Incident.objects.get().reference
    writing.transition(home.actor("ben"), INCIDENTS, reference, "resolve", {"resolution": "Made room."})
    send(home, source, 5, alert(state="resolved"))
    send(home, source, 8, alert(start="2026-03-02T09:41:00Z"))
    open_after(11)
    assert list(Incident.objects.order_by("pk").values_list("state", flat=True)) == ["resolved", "new"]


def test_an_event_under_maintenance_waits_for_its_end(home: Cast, source: Any, open_after: Open) -> None:
    ada = home.actor("ada")
    item = writing.create(as_tandem(ada), ITEMS, {"title": "web-1", "is_ci": True})
    change = writing.create(ada, CHANGES, {"title": "New disks", "kind": "item", "items": [item.reference]})
    approved = {"state": "approved", "planned_for": NOW.date()}
    change = writing.follow(as_tandem(ada), CHANGES, change, approved, "approve")
    send(home, source, 0, alert(), alert("web-2"))
    open_after(5)
    event = Event.objects.get(item=item)
    assert (event.state, event.change, event.incident) == ("suppressed", change, None)
    assert Incident.objects.count() == 1
    writing.follow(as_tandem(ada), CHANGES, change, {"state": "made"}, "make")
    open_after(6)
    assert Event.objects.get(item=item).state == "firing"
    open_after(9)
    assert Incident.objects.count() == 2


def test_a_stopped_source_opens_nothing(home: Cast, source: Any, open_after: Open) -> None:
    from tandem.operation.events.sources.register import EVENT_SOURCES

    send(home, source, 0, alert())
    writing.transition(home.actor("ada"), EVENT_SOURCES, source.reference, "stop", reason="Replaced")
    open_after(5)
    assert Incident.objects.count() == 0

"""An event is one event, however often, in whatever order and with whatever clock it is told."""

import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.patterns.acting import as_tandem, tandem
from tandem.operation.events.formats.reading import read
from tandem.operation.events.models import Event
from tandem.operation.events.sources.names.register import EVENT_NAMES
from tandem.operation.events.taking import Outcome, take
from tandem.operation.events.tests import messages
from tandem.operation.events.tests.messages import alert, group
from tandem.operation.events.tests.others import ITEMS, SERVICES
from tests.cast import Cast

LATER, A_YEAR_ON, A_YEAR_AGO = "2026-03-02T09:35:00Z", "2027-03-02T09:29:00Z", "2025-03-02T09:29:00Z"


def send(home: Cast, source: Any, data: bytes, minutes: float = 0) -> Outcome:
    with clock.fixed(NOW + timedelta(minutes=minutes)):
        return take(tandem(home.home, "api"), source, read(data, source))


def states() -> list[tuple[str, int]]:
    return list(Event.objects.order_by("pk").values_list("state", "count"))


def test_told_again_it_is_one_event_that_counts(home: Cast, source: Any) -> None:
    assert send(home, source, group(alert())).new == 1
    assert send(home, source, group(alert()), 3).again == 1
    event = Event.objects.get()
    assert (event.title, event.state, event.count, event.severity) == ("Disk of web-1 is full", "firing", 2, "critical")
    assert (event.first_seen, event.last_seen) == (NOW, NOW + timedelta(minutes=3))


def test_a_group_is_taken_apart_and_one_told_twice_in_it_is_one(home: Cast, source: Any) -> None:
    outcome = send(home, source, group(alert("web-1"), alert("web-2"), alert("web-1")))
    assert (outcome.new, outcome.again) == (2, 1)
    assert states() == [("firing", 2), ("firing", 1)]


@pytest.mark.parametrize("order", permutations(range(4)))
def test_in_whatever_order_it_is_told_it_ends_as_one_event_that_is_over(
    home: Cast, source: Any, order: tuple[int, ...]
) -> None:
    messages = [alert(), alert(), alert(state="resolved"), alert(state="resolved")]
    for minutes, place in enumerate(order):
        send(home, source, group(messages[place]), minutes)
    assert [state for state, _count in states()] == ["resolved"]


def test_an_old_recovery_does_not_end_what_fires_again(home: Cast, source: Any) -> None:
    send(home, source, group(alert()))
    send(home, source, group(alert(start=LATER)), 1)
    send(home, source, group(alert(state="resolved", end="2026-03-02T09:31:00Z")), 2)
    assert [state for state, _count in states()] == ["firing"]
    send(home, source, group(alert(state="resolved", start=LATER)), 3)
    assert [state for state, _count in states()] == ["resolved"]


@pytest.mark.parametrize("wrong", [A_YEAR_ON, A_YEAR_AGO])
def test_a_clock_that_is_a_year_wrong_makes_no_second_event(home: Cast, source: Any, wrong: str) -> None:
    send(home, source, group(alert(start=wrong)))
    send(home, source, group(alert()), 1)
    send(home, source, group(alert(start=wrong)), 2)
    assert [state for state, _count in states()] == ["firing"]
    assert Event.objects.get().first_seen == NOW
    send(home, source, group(alert(state="resolved")), 3)
    assert [state for state, _count in states()] == ["resolved"]


def test_what_comes_back_within_minutes_is_the_same_event(home: Cast, source: Any) -> None:
    for turn in range(5):
        start = f"2026-03-02T09:3{turn}:00Z"
        send(home, source, group(alert(start=start)), turn * 2)
        send(home, source, group(alert(start=start, state="resolved", end=f"2026-03-02T09:3{turn}:40Z")), turn * 2 + 1)
    event = Event.objects.get()
    assert (event.state, event.flaps, event.count) == ("resolved", 4, 5)


def test_what_comes_back_after_an_hour_is_another(home: Cast, source: Any) -> None:
    send(home, source, group(alert()))
    send(home, source, group(alert(state="resolved")), 5)
    send(home, source, group(alert(start="2026-03-02T10:45:00Z")), 75)
    assert [state for state, _count in states()] == ["resolved", "firing"]


def test_what_is_silenced_in_the_source_is_suppressed(home: Cast, source: Any) -> None:
    silenced = alert(status={"state": "suppressed", "silencedBy": ["x"], "inhibitedBy": []})
    send(home, source, group(silenced))
    assert [state for state, _count in states()] == ["suppressed"]
    send(home, source, group(alert()), 4)
    event = Event.objects.get()
    assert (event.state, event.firing_since) == ("firing", NOW + timedelta(minutes=4))


def test_two_sources_do_not_share_events(home: Cast, source: Any) -> None:
    from tandem.operation.events.sources.register import EVENT_SOURCES

    other = writing.create(home.actor("ada"), EVENT_SOURCES, {"title": "Other", "tool": "alertmanager"})
    send(home, source, group(alert()))
    assert send(home, other, group(alert())).new == 1


def test_an_item_is_known_by_its_name_and_brings_its_service(home: Cast, source: Any) -> None:
    ada = home.actor("ada")
    service = writing.create(ada, SERVICES, {"title": "Shop", "owner": home.users["ada"].pk})
    item = writing.create(as_tandem(ada), ITEMS, {"title": "WEB-1", "is_ci": True, "service": service.reference})
    send(home, source, group(alert("web-1"), alert("web-9", labels={"service": "shop"})))
    first, second = Event.objects.order_by("pk")
    assert (first.item, first.service) == (item, service)
    assert (second.item, second.service) == (None, service)


def test_what_somebody_wrote_of_a_name_counts_before_what_is_guessed(home: Cast, source: Any) -> None:
    ada = home.actor("ada")
    guessed = writing.create(as_tandem(ada), ITEMS, {"title": "web-1"})
    meant = writing.create(as_tandem(ada), ITEMS, {"title": "Front"})
    values = {"source": source.reference, "title": "web-*", "item": meant.reference}
    writing.create(ada, EVENT_NAMES, values)
    send(home, source, group(alert("web-1")))
    assert Event.objects.get().item == meant != guessed


def test_a_name_that_two_items_have_means_neither(home: Cast, source: Any) -> None:
    ada = home.actor("ada")
    for _copy in range(2):
        writing.create(as_tandem(ada), ITEMS, {"title": "web-1"})
    send(home, source, group(alert("web-1")))
    assert Event.objects.get().item is None


def test_long_and_odd_words_are_kept_as_far_as_they_fit(home: Cast, source: Any) -> None:
    odd = alert(labels={"alertname": "x" * 5_000, "note": "a\x00b"})
    odd["annotations"] = {"summary": "\u202e" + "€" * 900, "description": "y" * 90_000}
    assert send(home, source, group(odd)).new == 1
    event = Event.objects.get()
    assert (len(event.title), len(event.details)) == (200, 5_000)


def test_a_hundred_alerts_take_few_statements(home: Cast, source: Any, django_assert_max_num_queries: Any) -> None:
    message = group(*(alert(f"host-{number}") for number in range(100)))
    for outcome in (Outcome(new=100), Outcome(again=100)):
        with django_assert_max_num_queries(40):
            assert send(home, source, message) == outcome
    over = group(*(alert(f"host-{number}", state="resolved") for number in range(100)))
    with django_assert_max_num_queries(40):
        assert send(home, source, over) == Outcome(recovered=100)
    assert set(states()) == {("resolved", 2)}


def test_a_name_of_other_letters_is_the_items_name(home: Cast, source: Any) -> None:
    item = writing.create(as_tandem(home.actor("ada")), ITEMS, {"title": "ÜBER-01", "identifier": "Größe-7"})
    send(home, source, group(alert("über-01"), alert("ÜBER-01"), alert("größe-7")))
    assert [event.item for event in Event.objects.all()] == [item, item, item]


@pytest.mark.parametrize(
    ("tool", "problem", "over", "remark"),
    [
        ("checkmk", messages.CHECKMK, {"notification_type": "RECOVERY"}, {"notification_type": "ACKNOWLEDGEMENT"}),
        ("librenms", messages.LIBRENMS, {"state": "0"}, {"state": "2"}),
    ],
)
def test_a_remark_neither_begins_nor_ends_anything(
    home: Cast, source: Any, tool: str, problem: dict[str, Any], over: dict[str, Any], remark: dict[str, Any]
) -> None:
    source.tool = tool
    sent = [json.dumps(problem | change).encode() for change in (remark, {}, remark, over, remark)]
    outcomes = [send(home, source, data, minutes) for minutes, data in enumerate(sent)]
    assert outcomes == [
        Outcome(left_out=1),
        Outcome(new=1),
        Outcome(again=1),
        Outcome(recovered=1),
        Outcome(left_out=1),
    ]
    assert states() == [("resolved", 2)]

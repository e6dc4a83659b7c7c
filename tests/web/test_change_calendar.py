"""The change calendar: what stands on its days, moving a change with a recheck, its feed, and what would fall."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from icalendar import Calendar

from tandem.faces.web.operation.changes.days import Day, span_of
from tandem.ground.accounts import operations
from tandem.operation.changes.models import Change
from tandem.operation.changes.tests.steps import add, approved, asked, take, weighed
from tests.cast import Cast

APRIL = "/home/changes/calendar/?day=2026-04-01"
EARLY = {"starts_at": "2026-04-05T00:00:00Z", "ends_at": "2026-04-05T02:00:00Z"}
MEETS = {"starts_at": "2026-04-05T01:00:00Z", "ends_at": "2026-04-05T03:00:00Z"}


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def shown(client: Client, address: str = APRIL) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def moved(client: Client, change: Change, day: str, **more: Any) -> str:
    form = {"change": change.reference, "day": day, **more}
    return client.post("/home/changes/calendar/move/", form, follow=True).content.decode()


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        ("month", date(2026, 12, 9), date(2026, 11, 30), date(2027, 1, 3)),
        ("month", date(2026, 2, 1), date(2026, 1, 26), date(2026, 3, 1)),
        ("week", date(2026, 12, 9), date(2026, 12, 7), date(2026, 12, 13)),
        ("week", date(2026, 12, 7), date(2026, 12, 7), date(2026, 12, 13)),
    ],
)
def test_a_month_or_week_begins_on_monday(span: str, day: date, first: date, last: date) -> None:
    assert span_of(span, day) == (first, last)


def test_changes_freezes_and_windows_stand_on_their_days(home: Cast) -> None:
    asked(home, **EARLY)
    add(home, "change-freezes", title="Easter", begins="2026-04-10", ends="2026-04-13", reason="Shops need calm")
    add(home, "maintenance-windows", title="Sunday", weekday=7, begins="02:00", minutes=240)
    words = shown(client_of(home, "ada"))
    assert "April 2026" in words
    assert words.count("Second line</b>") == 1
    assert "02:00–06:00 open" in words
    assert words.count("freeze begins") == 1


@pytest.mark.parametrize("address", ["?day=nonsense", "?day=9999-12-31", "?day=0001-01-01", "?span=year"])
def test_an_address_that_names_no_day_shows_today(home: Cast, address: str) -> None:
    assert "March 2026" in shown(client_of(home, "ada"), f"/home/changes/calendar/{address}")


def test_a_collision_is_named_with_its_way_out_and_left_by_it(home: Cast) -> None:
    storage = add(home, "items", title="storage-a").reference
    asked(home, title="Firmware", owner=home.users["cleo"].pk, items=[storage], **EARLY)
    change = asked(home, items=[storage], **MEETS)
    words = shown(client_of(home, "ben"))
    assert "Both want storage-a." in words
    assert f"Move {change.reference} there" in words
    told = moved(client_of(home, "ben"), change, "2026-04-06", time="03:00")
    assert "nothing gets in its way" in told
    assert "Both want storage-a." not in told
    assert Change.objects.get(pk=change.pk).starts_at == datetime(2026, 4, 6, 1, tzinfo=UTC)


def test_a_change_moved_into_a_collision_is_told_so(home: Cast) -> None:
    storage = add(home, "items", title="storage-a").reference
    asked(home, title="Firmware", owner=home.users["cleo"].pk, items=[storage], **EARLY)
    change = asked(home, items=[storage], starts_at="2026-04-08T01:00:00Z")
    told = moved(client_of(home, "ben"), change, "2026-04-05")
    assert "Both want storage-a. Next free time: 6 Apr 2026, 03:00." in told


def test_an_approved_change_stays_out_of_a_freeze(home: Cast) -> None:
    add(home, "change-freezes", title="Easter", begins="2026-04-10", ends="2026-04-13", reason="Shops need calm")
    change = approved(home)
    told = moved(client_of(home, "ben"), change, "2026-04-11")
    assert "Easter: nothing is changed from 10 Apr 2026 to 13 Apr 2026." in told
    assert Change.objects.get().planned_for == date(2026, 4, 1)


def test_a_change_written_meanwhile_is_not_moved_over(home: Cast) -> None:
    change = weighed(home)
    moved(client_of(home, "ben"), change, "2026-04-11", version="1")
    assert Change.objects.get().planned_for == date(2026, 4, 1)


@pytest.mark.parametrize("name", ["cleo", "gil", "finn"])
def test_who_only_reads_moves_nothing(home: Cast, name: str) -> None:
    change = asked(home)
    moved(client_of(home, name), change, "2026-04-11")
    assert Change.objects.get().planned_for == date(2026, 4, 1)


def test_somebody_from_elsewhere_finds_nothing(home: Cast) -> None:
    change = asked(home)
    dan = client_of(home, "dan")
    for address in (APRIL, f"/home/changes/{change.reference}/would-fall/"):
        assert dan.get(address).status_code == 404
    answer = dan.post("/home/changes/calendar/move/", {"change": change.reference, "day": "2026-04-11"})
    assert (answer.status_code, Change.objects.get().planned_for) == (404, date(2026, 4, 1))


def test_what_waits_for_a_managers_word_stands_beside(home: Cast) -> None:
    change = weighed(home)
    ada = client_of(home, "ada")
    assert "Wait for your word" in shown(ada)
    take(home, "ada", change, "approve")
    assert "Wait for your word" not in shown(ada)
    weighed(home, title="Her own", owner=home.users["ada"].pk)
    assert "Wait for your word" not in shown(ada)


def test_the_feed_says_hours_days_and_freezes(home: Cast) -> None:
    asked(home, **EARLY)
    asked(home, title="Whole day")
    add(home, "change-freezes", title="Easter", begins="2026-04-10", ends="2026-04-13", reason="Shops need calm")
    _token, secret = operations.issue_token(home.actor("cleo"), "Phone", "calendar", datetime(2026, 5, 1, tzinfo=UTC))
    answer = Client().get(f"/calendar/home/{secret}/changes.ics")
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    spans = {title: (event["dtstart"].dt, event["dtend"].dt) for title, event in events.items()}
    assert spans == {
        "Second line (Requested)": (datetime(2026, 4, 5, 0, tzinfo=UTC), datetime(2026, 4, 5, 2, tzinfo=UTC)),
        "Whole day (Requested)": (date(2026, 4, 1), date(2026, 4, 2)),
        "Easter (Freeze)": (date(2026, 4, 10), date(2026, 4, 14)),
    }


def test_the_feed_opens_with_a_secret_of_a_calendar_only(home: Cast) -> None:
    _token, secret = operations.issue_token(home.actor("cleo"), "Script", "read", datetime(2026, 5, 1, tzinfo=UTC))
    for word in (secret, "nonsense"):
        assert Client().get(f"/calendar/home/{word}/changes.ics").status_code == 404


def test_what_would_fall_is_shown_before_a_change_is_approved(home: Cast) -> None:
    service = add(home, "services", title="Payroll")
    change = asked(home, service=service.reference)
    words = shown(client_of(home, "ada"), f"/home/changes/{change.reference}/would-fall/")
    assert "Payroll" in words
    assert "Results that would be worse" in words


@pytest.mark.parametrize(("key", "title"), [("suppliers", "Carrier"), ("people", "Nils")])
def test_an_exit_is_tried_for_suppliers_and_people(home: Cast, key: str, title: str) -> None:
    record = add(home, key, title=title)
    assert title in shown(client_of(home, "ada"), f"/home/{key}/{record.reference}/would-fall/")
    assert client_of(home, "finn").get(f"/home/{key}/{record.reference}/would-fall/").status_code in (403, 404)
    assert type(record).objects.get(pk=record.pk).version == record.version


def test_days_and_months_are_called_as_in_the_language_of_whoever_looks(home: Cast) -> None:
    with override("de"):
        week = Day(date(2026, 4, 6), False, False, (), False, (), ())
        assert (week.weekday, week.short_weekday, week.short) == ("Montag", "Mo.", "6. Apr.")
    assert 'title="Monday">Mon</abbr>' in shown(client_of(home, "ada"))

"""Availability in any period, and line by line."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tandem.faces.web.operation.availability.pages import spoken
from tandem.ground.kernel import clock
from tandem.operation.availability.results.operations import measure_last_month
from tests.cast import Cast
from tests.provider import add, target

TODAY = datetime(2026, 4, 2, 9, tzinfo=UTC)


@pytest.fixture
def wanted(home: Cast) -> Any:
    with clock.fixed(TODAY):
        made = target(home)
        times = {"started_at": "2026-03-30T08:00:00Z", "ended_at": "2026-03-30T13:12:00Z"}
        add(home, "outages", title="Mail was away", service=made.service, **times)
        measure_last_month(home.actor("ada"))
        yield made


def read(home: Cast, name: str, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(home.users[name])
    response = client.get(address)
    return response.status_code, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_every_target_is_shown_for_the_period_asked_for(home: Cast, wanted: Any) -> None:
    status, text = read(home, "cleo", "/home/availability/?from=2026-03-01&until=2026-03-31")
    assert status == 200
    assert "1 target is missed" in text
    assert "99.5 % 99.3 %" in text  # 5 h 12 min of 743 hours
    assert "5 h 12 min" in text
    kept = read(home, "cleo", "/home/availability/")[1]
    assert "every target is kept" in kept


@pytest.mark.parametrize(
    "period", ["?from=2026-13-01&until=x", "?from=2026-04-02&until=2026-03-01", "?from=1000-01-01"]
)
def test_a_period_that_makes_no_sense_is_the_month_that_goes_on(home: Cast, wanted: Any, period: str) -> None:
    assert "1 Apr 2026 –" in read(home, "cleo", f"/home/availability/{period}")[1]


def test_a_target_is_explained_line_by_line(home: Cast, wanted: Any) -> None:
    status, text = read(home, "cleo", f"/home/availability/{wanted.reference}/?from=2026-03-01&until=2026-03-31")
    assert status == 200
    assert "OUT-2026-0001" in text
    assert "Mail was away" in text
    assert "planned outages do not count" in text
    assert "leaves 99.3 %" in text


def test_a_counted_month_is_explained_as_it_was_counted(home: Cast, wanted: Any) -> None:
    status, text = read(home, "cleo", "/home/availability-results/AVAIL-1/explained/")
    assert (status, "leaves 99.3 %" in text) == (200, True)


@pytest.mark.parametrize("address", ["availability/", "availability/TGT-1/", "availability-results/AVAIL-1/explained/"])
def test_outsiders_find_nothing(home: Cast, wanted: Any, address: str) -> None:
    assert read(home, "dan", f"/home/{address}")[0] == 404
    assert read(home, "finn", f"/home/{address}")[0] in (403, 404)


def test_time_is_said_in_hours_and_minutes() -> None:
    assert [spoken(seconds) for seconds in (None, 59, 720, 5 * 3600 + 12 * 60)] == [
        "–",
        "0 min",
        "12 min",
        "5 h 12 min",
    ]

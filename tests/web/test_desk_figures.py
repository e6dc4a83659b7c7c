"""The desk in figures: each figure is the length of the list that it opens."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.ground.kernel import clock, writing
from tandem.operation.agreements.tests.promises import Promise, add, calendar, promise
from tandem.operation.incidents.register import INCIDENTS
from tests.cast import Cast
from tests.web.test_suggestions import signed_in

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
REFERENCE = re.compile(r"/((?:INC|REQ|PRB)-2026-\d{4}|CLOCK-\d+)/")
LINK = re.compile(r'<a href="(/home/[^"]+\?[^"]+)">(?:<b>)?([\d,]+)(?:</b>)?</a>')


@pytest.fixture
def worked(home: Cast) -> Promise:
    """Four incidents: one answered and solved in time, one too late, one opened again, one old and open."""
    agreed = promise(home)
    agreed.version("1.0", calendar(home))
    with clock.fixed(MONDAY - timedelta(days=40)):
        agreed.incident(title="Old", channel="phone")
    for title, hours in (("In time", 1), ("Too late", 60)):
        with clock.fixed(MONDAY):
            made = agreed.incident(title=title, channel="mail")
            agreed.step("incidents", made, "start")
        with clock.fixed(MONDAY + timedelta(hours=hours)):
            done = {"resolution_code": "Solved", "resolution": "Restarted"}
            agreed.step("incidents", made, "resolve", **done)
    with clock.fixed(MONDAY + timedelta(hours=61)):
        agreed.step("incidents", made, "reopen", reason="Again")
        add(home, "service-requests", title="A screen")
    return agreed


def shown(client: Client, days: int = 30) -> list[tuple[str, int]]:
    """Every figure of the page and the address it opens."""
    page = client.get(f"/home/queue/figures/?days={days}")
    assert page.status_code == 200
    found = LINK.findall(page.content.decode())
    return [(unescape(address), int(count.replace(",", ""))) for address, count in found]


def figure(found: list[tuple[str, int]], *parts: str) -> int:
    return next(count for address, count in found if all(part in address for part in parts))


def test_figures_count_what_was_done(home: Cast, worked: Promise) -> None:
    with clock.fixed(MONDAY + timedelta(hours=62)):
        found = shown(signed_in(home, "ada"))
    assert figure(found, "/incidents/", "state=new") == 2
    assert figure(found, "opened_at~from=2026-02-04", "reopened~from=1") == 1
    assert figure(found, "channel=mail") == 2
    assert figure(found, "kind=response", "state=met") == 2
    assert figure(found, "/service-requests/", "state=submitted") == 1


def test_every_figure_opens_as_many_records_as_it_says(home: Cast, worked: Promise) -> None:
    client = signed_in(home, "ada")
    with clock.fixed(MONDAY + timedelta(hours=62)):
        for days in (7, 30, 90):
            for address, count in shown(client, days):
                references = re.findall(REFERENCE, _rows(client.get(address).content.decode()))
                assert len(set(references)) == count, address


def _rows(content: str) -> str:
    """The body of the list's table without its panels."""
    found = re.search(r"<tbody[^>]*>(.*?)</tbody>", content, re.DOTALL)
    return found[1] if found else ""


def test_figures_do_not_count_what_one_may_not_see(home: Cast, worked: Promise) -> None:
    hidden = worked.incident(title="Hidden")
    with clock.fixed(MONDAY + timedelta(hours=62)):
        before = figure(shown(signed_in(home, "ben")), "/incidents/", "state=new")
        change: dict[str, Any] = {"is_confidential": True, "owner": home.users["ada"].pk}
        writing.change(home.actor("ada"), INCIDENTS, hidden.reference, change)
        assert figure(shown(signed_in(home, "ben")), "/incidents/", "state=new") == before - 1


def test_staff_have_no_such_page(home: Cast) -> None:
    assert signed_in(home, "ada").get("/home/queue/figures/").status_code == 200
    assert signed_in(home, "finn").get("/home/queue/figures/").status_code == 404


def test_queue_says_who_is_called_now(home: Cast) -> None:
    person = add(home, "people", title="Benedikt", user=home.users["ben"].pk)
    told = {"title": "Nights", "group": "Operations", "person": person.reference, "reached_by": "555 0142"}
    hours = {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(hours=12)}
    add(home, "on-call-shifts", **told, **hours)
    with clock.fixed(MONDAY + timedelta(hours=1)):
        assert "555 0142" in signed_in(home, "ben").get("/home/queue/").content.decode()
    with clock.fixed(MONDAY + timedelta(hours=12)):
        assert "555 0142" not in signed_in(home, "ben").get("/home/queue/").content.decode()


def test_every_length_of_the_page_is_counted_in_one_statement(home: Cast, worked: Promise) -> None:
    client = signed_in(home, "ada")
    with CaptureQueriesContext(connection) as asked:
        assert len(shown(client)) > 20
    assert sum("AS counted" in query["sql"] for query in asked) == 1

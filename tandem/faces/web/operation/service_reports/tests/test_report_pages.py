"""A report as page, PDF and workbook."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tandem.faces.web.operation.service_reports.screens import trend
from tandem.ground.kernel import clock
from tests.cast import Cast
from tests.provider import add, step


@pytest.fixture
def report(home: Cast) -> Any:
    with clock.fixed(datetime(2026, 4, 6, 9, tzinfo=UTC)):
        add(home, "incidents", title="Mail is slow", opened_at="2026-03-05T10:00:00Z", impact=2, urgency=2)
        given = {"purpose": "Shows how it went", "audience": "Head of IT", "contents": "Incidents from our records"}
        made = add(
            home, "report-definitions", title="Monthly", begins_on="2026-03-01", owner=home.users["ada"], **given
        )
        yield add(
            home,
            "service-reports",
            definition=step(home, "report-definitions", made, "use"),
            summary="A quiet month on the whole.",
        )


REPORT = "service-reports/SREP-1/report/"
PRINT = "prints/service-report/SREP-1/"


def get(home: Cast, name: str, address: str) -> Any:
    client = Client()
    client.force_login(home.users[name])
    return client.get(f"/home/{address}")


@pytest.mark.parametrize("address", [REPORT, "service-reports/SREP-1/"])
def test_both_pages_of_a_report_open_the_records_behind_each_figure(home: Cast, report: Any, address: str) -> None:
    html = get(home, "cleo", address).content.decode()
    assert "A quiet month on the whole." in html
    opened = "/home/incidents/?is_confidential=false&amp;opened_at~from=2026-03-01&amp;opened_at~to=2026-03-31"
    assert f'<a href="{opened}"><b>1</b></a>' in html
    assert "polyline" in html


def test_the_report_is_printed_and_goes_out_as_a_workbook(home: Cast, report: Any) -> None:
    printed = get(home, "cleo", f"{PRINT}pdf/")
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    book = openpyxl.load_workbook(io.BytesIO(get(home, "cleo", f"{PRINT}xlsx/").content))
    assert book.sheetnames == ["Report", "Targets", "What was missed, and why", "Figures", "What follows"]
    rows = list(book["Figures"].iter_rows(values_only=True))
    assert rows[:2] == [
        ("Figure", "Now", "Before", "Change", "Trend"),
        ("Incidents reported", "1", "0", "+1", "0 · 0 · 0 · 0 · 0 · 1"),
    ]


@pytest.mark.parametrize("address", [REPORT, f"{PRINT}pdf/", f"{PRINT}xlsx/"])
def test_outsiders_find_nothing(home: Cast, report: Any, address: str) -> None:
    assert get(home, "dan", address).status_code == 404
    assert get(home, "finn", address).status_code in (403, 404)


def test_a_trend_is_a_line_from_low_to_high() -> None:
    assert trend([1, 2]) == "3.0,23.0 117.0,3.0"
    assert trend([5, 5, 5]) == "3.0,23.0 60.0,23.0 117.0,23.0"
    assert trend([1]) == ""

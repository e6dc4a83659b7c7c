"""Reports are tried out without a lock, and what they brought is taken back as a whole."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.exchange import carrying, runs
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import arrivals
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger.models import Entry
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports import background
from tandem.operation.vulnerabilities.reports.bringing import Options, preview
from tandem.operation.vulnerabilities.reports.child import Answer, answer
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport
from tandem.operation.vulnerabilities.tests import samples
from tandem.operation.vulnerabilities.tests.steps import findings, item, step
from tests.cast import Cast

LATER = "2026-02-27T08:00:00Z"
WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "BEGIN")
COMPARED = ("new", "changed", "seen_again", "reopened", "gone", "unchanged", "vulnerabilities_new", "exploited")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(arrivals, "ANNOUNCED", 0.0)
    monkeypatch.setattr(carrying, "PAUSE", 0.0)
    yield
    arrivals._known.clear()


def bring(home: Cast, *raws: bytes) -> ImportRun:
    answers = [answer(f"file-{number}", raw) for number, raw in enumerate(raws)]
    _outcomes, number = background.bring(home.actor("ben"), answers, Options(creates_items=True), "scans.zip")
    return ImportRun.objects.get(pk=number)


def state() -> list[Any]:
    return [
        list(Vulnerability.objects.order_by("pk").values_list("identifier", "is_exploited", "epss")),
        [
            (finding.fingerprint, finding.state, finding.last_seen, finding.is_gone, finding.due)
            for finding in findings()
        ],
        VulnerabilityReport.objects.count(),
    ]


def test_what_reports_would_do_one_after_the_other_is_tried_out_without_writing(home: Cast) -> None:
    bring(home, samples.trivy("openssl"))
    known = [
        answer(name, raw)
        for name, raw in (
            ("a", samples.trivy("zlib", day=LATER)),
            ("b", samples.kev("CVE-2026-0001", "CVE-2026-0006")),
            ("c", samples.trivy("openssl", "zlib", day="2026-02-28T08:00:00Z")),
            ("d", samples.EVERY["sarif"]),
            ("e", samples.trivy("zlib", day=LATER)),
        )
    ]
    actor, options = home.actor("ben"), Options(creates_items=True)
    with CaptureQueriesContext(connection) as caught:
        forecasts = preview(actor, known, options)
    assert [query["sql"][:60] for query in caught if query["sql"].startswith(WRITES)] == []
    done, _number = background.bring(actor, known, options, "scans")
    for name in COMPARED:
        assert [getattr(forecast, name) for forecast in forecasts] == [getattr(outcome, name) for outcome in done], name
    assert [forecast.file for forecast in forecasts if forecast.known_as] == ["e"]
    assert [(forecast.reference, forecast.known_as) for forecast in forecasts] == [
        (outcome.reference, outcome.known_as) for outcome in done
    ]


def test_everything_that_an_archive_brought_is_taken_back_and_may_come_again(home: Cast) -> None:
    bring(home, samples.trivy("openssl"))
    before = state()
    archive = (samples.trivy("zlib", day=LATER), samples.kev("CVE-2026-0001", "CVE-2026-0006"), samples.EVERY["nmap"])
    run = bring(home, *archive)
    after = state()
    assert after != before
    runs.take_back(home.actor("ben"), run)
    assert state() == before
    taken = ImportRun.objects.get(pk=run.pk)
    assert (taken.state, taken.arrival) == ("taken-back", None)
    bring(home, *archive)
    assert state() == after


def test_what_was_changed_since_is_named_and_then_nothing_is_taken_back(home: Cast) -> None:
    run = bring(home, samples.trivy("openssl"))
    finding = findings()[0]
    step(home, finding, "fix")
    held = state()
    with pytest.raises(Invalid, match=finding.reference):
        runs.take_back(home.actor("ben"), run)
    assert state() == held


def test_a_long_report_is_taken_back_with_a_short_one_and_readers_take_none_back(
    home: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.ground.exchange.long_work.SMALL", 2)
    item(home, "web01")
    before = state()
    run = bring(home, samples.trivy("openssl", "zlib"), samples.trivy("openssl", day=LATER))
    with pytest.raises(NotPermitted):
        runs.take_back(home.actor("cleo"), run)
    runs.take_back(home.actor("ada"), run)
    assert state() == before


def test_what_changed_nothing_leaves_nothing_to_take_back(home: Cast) -> None:
    answers: list[Answer] = [answer("a", samples.trivy("openssl"))]
    background.bring(home.actor("ben"), answers, Options(), "a")
    kept = Entry.objects.count()
    outcomes, number = background.bring(home.actor("ben"), answers, Options(), "a")
    assert (bool(outcomes[0].known_as), number, Entry.objects.count()) == (True, 0, kept)
    assert ImportRun.objects.count() == 1

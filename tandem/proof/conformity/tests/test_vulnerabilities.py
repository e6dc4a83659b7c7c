"""The checks that findings of vulnerabilities answer (27001:2022 A.5.7, A.8.8)."""

from datetime import date

import pytest

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.conftest import SECURITY, TODAY
from tandem.proof.conformity.vocabulary import Result

KEYS = (
    "vulnerabilities-looked-for",
    "vulnerabilities-in-time",
    "vulnerabilities-owned",
    "accepted-vulnerabilities-current",
    "exploited-list-read",
)


@pytest.fixture
def told(organization, both):
    """told() gives the result of each of the checks."""

    def results(today=TODAY):
        report = evaluate(organization.pk, today=today, standards=(SECURITY,), checks=library())
        return {key: report.outcomes[key].result for key in KEYS}

    return results


def test_nothing_is_known_before_anybody_looked(told):
    assert told() == dict.fromkeys(KEYS, Result.NO_DATA)


def test_reports_and_lists_grow_old(told, keep):
    keep("vulnerability-reports", title="Scan", kind="openvas", tool="OpenVAS", scanned_on="2026-06-01")
    assert (told()["vulnerabilities-looked-for"], told()["exploited-list-read"]) == (Result.MET, Result.NO_DATA)
    keep("vulnerability-reports", title="List", kind="kev", tool="KEV", scanned_on="2026-06-01")
    assert told()["exploited-list-read"] == Result.MET
    assert told(date(2026, 7, 20))["exploited-list-read"] == Result.STALE
    assert told(date(2026, 7, 20))["vulnerabilities-looked-for"] == Result.MET
    assert told(date(2026, 10, 1))["vulnerabilities-looked-for"] == Result.STALE


def test_overdue_and_unowned_findings_are_told_until_they_are_dealt_with(told, keep, ben):
    known = keep("vulnerabilities", identifier="CVE-2026-0001", title="Hole", severity=1)
    finding = keep("vulnerability-findings", vulnerability=known, target="web01", first_seen="2026-06-10")
    assert (told()["vulnerabilities-in-time"], told()["vulnerabilities-owned"]) == (Result.MET, Result.NOT_MET)
    assert told(date(2026, 6, 18))["vulnerabilities-in-time"] == Result.NOT_MET
    keep("vulnerability-findings", finding.reference, owner=ben.pk)
    assert told()["vulnerabilities-owned"] == Result.MET
    keep("vulnerability-findings", finding.reference, state="fixed")
    assert told(date(2026, 6, 18))["vulnerabilities-in-time"] == Result.NOT_APPLICABLE


def test_mere_information_is_not_late(told, keep):
    known = keep("vulnerabilities", identifier="Nmap: open port", title="Open port", severity=5)
    keep("vulnerability-findings", vulnerability=known, target="web01", first_seen="2020-01-01")
    assert told()["vulnerabilities-in-time"] == Result.NOT_APPLICABLE


def test_acceptance_counts_while_it_lasts(told, keep):
    known = keep("vulnerabilities", identifier="CVE-2026-0001", title="Hole", severity=1)
    risk = keep("risks", title="Old switch", domain="service")
    keep(
        "vulnerability-findings",
        vulnerability=known,
        target="web01",
        state="accepted",
        justification="Reached by nobody",
        risk=risk,
        accepted_until="2026-08-01",
    )
    assert told()["accepted-vulnerabilities-current"] == Result.MET
    assert told(date(2026, 8, 2))["accepted-vulnerabilities-current"] == Result.NOT_MET

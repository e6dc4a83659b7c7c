"""Pipelines send the reports of scanners and ask what was scanned."""

from typing import Any

import pytest

from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport
from tandem.operation.vulnerabilities.tests import samples
from tandem.operation.vulnerabilities.tests.steps import item
from tests.api.test_api import BASE, Caller
from tests.cast import Cast


def sent(caller: Caller, raw: bytes, query: str = "") -> Any:
    """A report as a pipeline sends it."""
    return caller.client.post(f"{BASE}/scans{query}", raw, content_type="application/octet-stream")


def test_report_is_taken_with_a_summary_and_once(home: Cast) -> None:
    ben = Caller(home, "ben")
    dry = sent(ben, samples.trivy("openssl"), "?dry_run=true").json()
    assert (dry["is_written"], dry["totals"]["new"], VulnerabilityFinding.objects.count()) == (False, 3, 0)
    told = sent(ben, samples.trivy("openssl"), "?name=image.json").json()
    assert (told["totals"]["new"], told["seen"]["critical"], told["open"]["critical"]) == (3, 1, 1)
    assert (told["reports"][0]["file"], told["reports"][0]["looked_at"]) == ("image.json", ["shop:2.1"])
    again = sent(ben, samples.trivy("openssl")).json()
    assert (again["totals"]["known"], again["reports"][0]["known_as"]) == (1, "VREP-1")


def test_what_a_pipeline_brought_is_listed_and_taken_back(home: Cast) -> None:
    ben, dan = Caller(home, "ben"), Caller(home, "dan")
    number = sent(ben, samples.trivy("openssl"), "?name=image.json").json()["number"]
    (row,) = ben.call("get", f"{BASE}/imports").json()["rows"]
    assert (row["number"], row["kind"], row["file"], row["state"]) == (number, "reports", "image.json", "done")
    counted = {one["register"]: one["new"] for one in row["records"]}
    assert counted == {"vulnerabilities": 3, "vulnerability-findings": 3, "vulnerability-reports": 1}
    way_back = f"{BASE}/imports/{number}/take-back"
    assert [Caller(home, name).call("post", way_back).status_code for name in ("cleo", "dan")] == [404, 404]
    assert dan.call("get", f"{BASE}/imports").status_code == 404
    assert VulnerabilityFinding.objects.count() == 3
    assert ben.call("post", way_back).json()["state"] == "taken-back"
    assert (VulnerabilityFinding.objects.count(), VulnerabilityReport.objects.count()) == (0, 0)
    assert ben.call("post", way_back).status_code == 409


def test_report_without_a_target_is_refused_until_it_is_named(home: Cast) -> None:
    ben, raw = Caller(home, "ben"), samples.sarif(versionControlProvenance=[])
    refused = sent(ben, raw)
    assert (refused.status_code, "what it looked at" in refused.json()["detail"]) == (422, True)
    assert sent(ben, raw, "?target=portal").json()["totals"]["new"] == 2
    assert sent(ben, b"hello").status_code == 422
    assert sent(ben, raw, "?target=portal&on=31.3.2026").json()["errors"].keys() == {"on"}


@pytest.mark.parametrize(
    ("name", "scope", "status"), [("cleo", "write", 403), ("ben", "read", 403), ("dan", "write", 404)]
)
def test_who_may_not_import_sends_nothing(home: Cast, name: str, scope: str, status: int) -> None:
    assert sent(Caller(home, name, scope), samples.trivy("openssl")).status_code == status
    assert not VulnerabilityReport.objects.exists()


def test_coverage_is_told_by_state(home: Cast) -> None:
    server = item(home, "web01")
    item(home, "Printer")
    ben = Caller(home, "ben")
    sent(ben, samples.nmap(80))
    sent(ben, samples.trivy("openssl"))
    told = ben.call("get", f"{BASE}/scan-coverage").json()
    assert told["counts"] == {"scanned": 1, "failed": 0, "never": 1, "unknown": 1}
    (scanned,) = ben.call("get", f"{BASE}/scan-coverage?state=scanned").json()["rows"]
    assert (scanned["item"], scanned["tools"], scanned["last_on"]) == (server.reference, ["Nmap"], "2026-02-21")
    assert Caller(home, "dan").call("get", f"{BASE}/scan-coverage").status_code == 404

"""Bringing reports of vulnerabilities on the page and on the command line, and the figures of findings."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tandem.faces.cli.vulnerabilities import findings as findings_command
from tandem.faces.web import findings_summary
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import jobs, tenancy
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport
from tandem.operation.vulnerabilities.tests import samples
from tandem.operation.vulnerabilities.tests.steps import TODAY, brought, found, item, step, vulnerability
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def visitor(cast: Cast, name: str) -> Client:
    """One of the cast, signed in."""
    client = Client()
    client.force_login(cast.users[name], BACKEND)
    return client


def sent(*raws: bytes) -> dict[str, Any]:
    """Files as a form sends them."""
    return {"file": [SimpleUploadedFile(f"report-{number}", raw) for number, raw in enumerate(raws)]}


def address(name: str, *parts: Any) -> str:
    """Address of a page at home."""
    return reverse(name, args=("home", *parts))


def upload(client: Client, *raws: bytes) -> str:
    """Bring files; the address of what was found in them."""
    response = client.post(address("bring-report"), sent(*raws))
    assert response.status_code == 302
    return str(response.url)


def number_of(run: str) -> int:
    """The number of a run in its address."""
    return int(run.rstrip("/").rpartition("/")[2])


def test_reports_are_looked_through_changed_and_imported(home: Cast) -> None:
    server = item(home, "Container host")
    client = visitor(home, "ben")
    run = upload(client, samples.trivy("openssl"), samples.nmap(80), b"nonsense")
    page = client.get(run).content.decode()
    assert "Image is too open" in page
    assert "This is no report that is known here" in page
    assert not VulnerabilityFinding.objects.exists()
    told = {
        "target": ["shop:2.1", "10.0.0.8"],
        "choice": [f"{server.reference} Container host", "NEW"],
        "owner": str(home.users["ada"].pk),
        "proposes_fixed": "true",
    }
    assert client.post(address("brought-report-options", number_of(run)), told).url == run
    kept = ImportRun.objects.get()
    assert kept.mapping == {"shop:2.1": server.reference, "10.0.0.8": "new"}
    assert kept.fixed["takes_information"] is False
    assert "is added" in client.get(run).content.decode()
    assert client.post(address("brought-report-run", kept.pk)).url == run
    assert "Imported." in client.get(run).content.decode()
    assert {finding.target: finding.item for finding in VulnerabilityFinding.objects.all()} == {"shop:2.1": server}
    assert VulnerabilityReport.objects.count() == 2
    client.post(address("brought-report-run", kept.pk))
    assert VulnerabilityReport.objects.count() == 2


def test_large_list_goes_on_in_the_background(home: Cast) -> None:
    client = visitor(home, "ben")
    numbers = [f"CVE-2026-{number:04d}" for number in range(450)]
    run = upload(client, samples.kev(*numbers))
    progress = address("brought-report-progress", number_of(run))
    assert progress in client.get(run).content.decode()
    assert client.get(progress).status_code == 200
    assert jobs.run_all() == 1
    assert client.get(progress).headers["HX-Refresh"] == "true"
    assert not Vulnerability.objects.exists()
    client.post(address("brought-report-run", number_of(run)))
    assert jobs.run_all() == 1
    assert Vulnerability.objects.filter(is_exploited=True).count() == 450


def test_upload_of_nothing_is_told(home: Cast) -> None:
    response = visitor(home, "ben").post(address("bring-report"), {})
    assert response.status_code == 422
    assert "Choose a file first." in response.content.decode()
    assert not ImportRun.objects.exists()


def test_nonsense_in_the_options_is_told_or_ignored(home: Cast) -> None:
    client = visitor(home, "ben")
    run = upload(client, samples.trivy("openssl"))
    told = {"target": ["shop:2.1"], "choice": ["ITEM-999"], "owner": "x", "scanned_on": "2026-02-31"}
    client.post(address("brought-report-options", number_of(run)), told)
    page = client.get(run).content.decode()
    assert "ITEM-999" in page
    assert client.post(address("brought-report-run", number_of(run))).status_code == 302
    assert not VulnerabilityFinding.objects.exists()


def test_run_is_its_owners_and_no_table(home: Cast) -> None:
    run = number_of(upload(visitor(home, "ben"), samples.trivy("openssl")))
    assert visitor(home, "ada").get(address("brought-report", run)).status_code == 200
    assert visitor(home, "ben").get(address("import", run)).status_code == 404
    with tenancy.organization_active(home.elsewhere.pk):
        assert visitor(home, "dan").get(address("brought-report", run)).status_code == 404


@pytest.mark.parametrize("name", ["cleo", "gil"])
def test_who_may_not_import_is_not_offered_it(home: Cast, name: str) -> None:
    vulnerability(home)
    client = visitor(home, name)
    assert "Bring a list or report" not in client.get(address("list", "vulnerabilities")).content.decode()
    assert client.post(address("bring-report"), sent(samples.trivy("openssl"))).status_code == 403
    assert not ImportRun.objects.exists()


def test_item_shows_its_findings_and_only_those(home: Cast) -> None:
    server, other = item(home, "web01"), item(home, "web02")
    finding = found(home, vulnerability(home), item=server.reference)
    client = visitor(home, "cleo")
    assert finding.reference in client.get(address("record", "items", server.reference)).content.decode()
    assert finding.reference not in client.get(address("record", "items", other.reference)).content.decode()
    assert finding.reference in client.get(address("record", "vulnerabilities", "VULN-1")).content.decode()


def many(home: Cast) -> None:
    """Findings of every severity and age, on items and on none."""
    server = item(home, "web01", owner=home.users["ben"].pk)
    for number, severity in enumerate((1, 1, 2, 3, 4, 5, 6)):
        known = vulnerability(home, f"CVE-2026-02{number:02d}", severity, is_exploited=number == 2)
        seen = (TODAY - timedelta(days=9 * number)).isoformat()
        where = {"item": server.reference} if number % 2 else {"target": "10.1.1.1"}
        finding = found(home, known, first_seen=seen, **where)
        if number == 4:
            step(home, finding, "fix")


def test_every_figure_of_the_summary_is_the_count_of_its_list(home: Cast) -> None:
    many(home)
    client = visitor(home, "cleo")
    assert client.get(address("vulnerability-summary")).status_code == 200
    told = findings_summary.figures(
        VulnerabilityFinding.objects.all(), TODAY, address("list", "vulnerability-findings")
    )
    figures = [*told["figures"], *(cell for row in told["rows"] for cell in (row, *row["cells"]))]
    figures += [row for group in told["groups"] for row in group["rows"]]
    figures += [{"count": month["found"], "url": month["found_url"]} for month in told["months"]]
    figures += [{"count": row["overdue"], "url": row["overdue_url"]} for g in told["groups"] for row in g["rows"]]
    figures += [{"count": row["exploited"], "url": row["exploited_url"]} for g in told["groups"] for row in g["rows"]]
    figures.append(told["fixed"])
    assert len([one for one in figures if one["count"]]) > 15
    for figure in figures:
        response = client.get(figure["url"].replace("/vulnerability-findings/", "/vulnerability-findings/export/json/"))
        records = json.loads(b"".join(response.streaming_content))
        assert len(records) == figure["count"], figure["url"]


def test_summary_without_findings_says_how_to_begin(home: Cast) -> None:
    page = visitor(home, "ben").get(address("vulnerability-summary")).content.decode()
    assert "No findings yet" in page


def test_command_brings_and_tells(home: Cast, tmp_path: Path) -> None:
    good, bad = tmp_path / "image.json", tmp_path / "notes.txt"
    good.write_bytes(samples.trivy("openssl"))
    bad.write_text("hello")
    runner = CliRunner()
    dry = runner.invoke(findings_command, ["home", str(good), "--dry-run", "--json"])
    assert (dry.exit_code, json.loads(dry.output)["reports"][0]["new"]) == (0, 3)
    assert not VulnerabilityFinding.objects.exists()
    done = runner.invoke(findings_command, ["home", str(good), str(bad)])
    assert done.exit_code == 1
    assert "notes.txt: refused." in done.output
    assert "Brought 1 reports (0 known, 1 refused): 3 new" in done.output
    again = runner.invoke(findings_command, ["home", str(good)])
    assert (again.exit_code, "known already as VREP-1" in again.output) == (0, True)
    assert VulnerabilityFinding.objects.count() == 3


def test_report_that_does_not_say_where_it_looked_is_asked_about(home: Cast) -> None:
    client = visitor(home, "ben")
    run = upload(client, samples.sarif(versionControlProvenance=[]))
    assert "What they looked at" in client.get(run).content.decode()
    named = {"asking_file": "report-0", "asking_target": "https://git.example/shop", "proposes_fixed": "true"}
    client.post(address("brought-report-options", number_of(run)), named)
    assert ImportRun.objects.get().fixed["targets"] == {"report-0": "https://git.example/shop"}
    client.post(address("brought-report-run", number_of(run)))
    assert {finding.target for finding in VulnerabilityFinding.objects.all()} == {"https://git.example/shop"}


def test_page_shows_what_was_scanned(home: Cast) -> None:
    server = item(home, "web01")
    item(home, "Printer")
    with tenancy.organization_active(home.home.pk):
        brought(home, samples.nmap(80), samples.trivy("openssl"))
    page = visitor(home, "cleo").get(address("vulnerability-coverage")).content.decode()
    assert "1 of 2 items were scanned." in page
    assert server.reference in page
    assert all(words in page for words in ("Never scanned", "Not in the inventory", "shop:2.1"))


def test_command_without_files_tells_the_gravest_open_severity(home: Cast, tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(findings_command, ["home"]).exit_code == 0
    report = tmp_path / "image.json"
    report.write_bytes(samples.trivy("openssl", severity="MEDIUM"))
    assert runner.invoke(findings_command, ["home", str(report), "--fail-on", "critical"]).exit_code == 0
    assert runner.invoke(findings_command, ["home", str(report), "--fail-on", "medium"]).exit_code == 12
    told = runner.invoke(findings_command, ["home", "--json"])
    assert (told.exit_code, json.loads(told.output)["open"]["high"]) == (12, 1)


def test_command_names_the_target_of_one_file_or_of_all(home: Cast, tmp_path: Path) -> None:
    runner, report = CliRunner(), tmp_path / "lint.sarif"
    report.write_bytes(samples.sarif(versionControlProvenance=[]))
    asking = runner.invoke(findings_command, ["home", str(report)])
    assert (asking.exit_code, "Say it with --target." in asking.output) == (1, True)
    assert runner.invoke(findings_command, ["home", str(report), "--target", "lint.sarif=portal"]).exit_code == 0
    assert runner.invoke(findings_command, ["home", str(report), "--target", "shop"]).exit_code == 0
    assert {finding.target for finding in VulnerabilityFinding.objects.all()} == {"portal", "shop"}


def test_what_a_scan_brought_is_shown_and_taken_back_on_its_page(home: Cast) -> None:
    ben, cleo = visitor(home, "ben"), visitor(home, "cleo")
    upload = reverse("bring-report", args=["home"])
    ben.post(upload, {"file": SimpleUploadedFile("image.json", samples.trivy("openssl"))})
    run = ImportRun.objects.get()
    ben.post(reverse("brought-report-run", args=["home", run.pk]))
    page = ben.get(reverse("brought-file", args=["home", run.pk])).content.decode()
    assert all(one.reference in page for one in VulnerabilityFinding.objects.all())
    assert "image.json" in ben.get(upload).content.decode()
    way_back = reverse("brought-file-take-back", args=["home", run.pk])
    assert cleo.post(way_back).status_code == 404
    assert VulnerabilityFinding.objects.count() == 3
    after = ben.post(way_back, follow=True).content.decode()
    assert "was taken back" in after
    assert (VulnerabilityFinding.objects.count(), VulnerabilityReport.objects.count()) == (0, 0)
    assert ben.get(reverse("brought-report", args=["home", run.pk])).status_code == 302

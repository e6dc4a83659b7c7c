"""What reports and lists say later: the same is found again, what left is told, what broke never stops the rest."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport
from tandem.operation.vulnerabilities.reports.tests import formats
from tandem.operation.vulnerabilities.tests import samples
from tandem.operation.vulnerabilities.tests.steps import TODAY, brought, findings, item, on, step, vulnerability
from tests.cast import Cast

LATER = "2026-02-27T08:00:00Z"


def bare_sarif(**run: Any) -> bytes:
    """A run that says neither where nor when it looked."""
    return samples.sarif(versionControlProvenance=[], invocations=[], **run)


def test_report_without_a_target_asks_for_it_and_two_repositories_never_share_one(home: Cast) -> None:
    (asking,) = brought(home, bare_sarif())
    assert (asking.asks_target, findings()) == (True, [])
    brought(home, bare_sarif(), target="shop")
    (other,) = brought(home, bare_sarif(results=[]), target="portal")
    assert (other.gone, other.known_as, len(findings(target="shop"))) == (0, "", 2)
    assert brought(home, bare_sarif(), target="portal")[0].new == 2
    assert brought(home, bare_sarif(), target="shop")[0].known_as == "VREP-1"


def test_build_number_of_an_image_is_no_part_of_what_it_is(home: Cast) -> None:
    brought(home, formats.grype("shop:2.1-b57"))
    later = {"descriptor": {"timestamp": LATER}}
    (outcome,) = brought(home, formats.grype("shop:2.1-b58", **later))
    assert (outcome.new, outcome.seen_again) == (0, 1)
    (gone,) = brought(home, formats.grype("shop:2.1-b59", matches=[], descriptor={"timestamp": "2026-03-01T08:00:00Z"}))
    assert gone.gone == 1


def test_run_of_another_part_or_of_chosen_ports_misses_nothing(home: Cast) -> None:
    invocations = [{"executionSuccessful": True, "endTimeUtc": LATER}]
    brought(home, samples.sarif(automationDetails={"id": "python/1"}))
    other = samples.sarif(automationDetails={"id": "ruby/2"}, invocations=invocations, results=[])
    assert brought(home, other)[0].gone == 0
    same = samples.sarif(automationDetails={"id": "python/3"}, invocations=invocations, results=[])
    assert brought(home, same)[0].gone == 2
    brought(home, samples.nmap(80, 8443))
    tried = b'<scaninfo protocol="tcp" services="1-1000" numservices="1000"/>'
    chosen = samples.nmap(80, start=1772265600).replace(b'<scaninfo numservices="1000"/>', tried)
    assert brought(home, chosen)[0].gone == 0


def test_two_spellings_of_a_number_are_one_and_break_nothing(home: Cast) -> None:
    twice = json.loads(samples.trivy("openssl"))
    package = twice["Results"][0]["Vulnerabilities"][0]
    twice["Results"][0]["Vulnerabilities"].append({**package, "VulnerabilityID": "cve-2026-0006", "PkgName": "zlib"})
    ports, packages = brought(home, json.dumps(twice).encode(), samples.nmap(80))
    assert (packages.new, packages.refusal, ports.refusal) == (4, "", "")
    assert Vulnerability.objects.filter(identifier__iexact="CVE-2026-0006").count() == 1
    vulnerability(home, "Custom-1")
    assert brought(home, formats.vex("shop", "affected", "cve 2026 0006"))[0].vulnerabilities_new == 0


def test_names_of_one_vulnerability_are_one_with_several_sightings(home: Cast) -> None:
    advisory = vulnerability(home, "GHSA-aaaa-bbbb-cccc")
    brought(home, formats.grype())
    assert [vulnerability.identifier for vulnerability in Vulnerability.objects.all()] == ["GHSA-aaaa-bbbb-cccc"]
    assert findings()[0].vulnerability == advisory
    raw = samples.trivy("parser").replace(b"CVE-2026-0006", b"CVE-2026-0021")
    brought(home, raw)
    assert {finding.tool for finding in advisory.findings.all()} == {"Grype", "Trivy"}


def test_records_that_turn_out_to_be_the_same_become_one(home: Cast) -> None:
    match = formats.GRYPE_MATCH | {"relatedVulnerabilities": []}
    brought(home, formats.grype(matches=[match]), samples.trivy("parser").replace(b"CVE-2026-0006", b"CVE-2026-0021"))
    assert Vulnerability.objects.filter(identifier__in=("GHSA-aaaa-bbbb-cccc", "CVE-2026-0021")).count() == 2
    (outcome,) = brought(home, formats.grype(descriptor={"timestamp": LATER}))
    kept = Vulnerability.objects.get(identifier="CVE-2026-0021")
    assert (outcome.new, outcome.seen_again) == (0, 1)
    assert {finding.vulnerability for finding in findings(component="parser")} == {kept}


def test_fixed_and_seen_again_on_the_same_day_is_open(home: Cast) -> None:
    brought(home, samples.trivy("openssl"))
    with on(date(2026, 2, 22)):
        step(home, findings()[0], "fix")
        (outcome,) = brought(home, samples.trivy("openssl", day="2026-02-22T18:00:00Z"))
    assert (outcome.reopened, findings()[0].state) == (1, "open")


def test_fixed_and_seen_again_by_a_file_without_a_date_is_open(home: Cast) -> None:
    raw = bare_sarif()
    brought(home, raw, target="shop")
    step(home, findings()[0], "fix")
    (outcome,) = brought(home, raw, target="shop")
    assert (outcome.known_as, outcome.reopened, findings()[0].state) == ("", 1, "open")
    before = outcome.reference, VulnerabilityReport.objects.count()
    assert brought(home, raw, target="shop")[0].known_as == "VREP-1"
    assert (before, findings()[0].state) == (("VREP-2", 2), "open")


def test_same_dated_file_once_more_opens_nothing(home: Cast) -> None:
    brought(home, samples.trivy("openssl"))
    step(home, findings()[0], "fix")
    (again,) = brought(home, samples.trivy("openssl"))
    assert (again.known_as, findings()[0].state) == ("VREP-1", "fixed")


def test_what_a_maker_says_is_proposed_with_its_reason(home: Cast) -> None:
    shop = item(home, "shop")
    brought(home, samples.trivy("openssl"), items={"shop:2.1": shop.reference})
    (outcome,) = brought(home, formats.vex("pkg:oci/shop@2.1"), items={"pkg:oci/shop@2.1": shop.reference})
    finding = findings(component="openssl")[0]
    assert (outcome.gone, outcome.new, finding.state, finding.is_gone) == (1, 0, "open", True)
    assert finding.justification == "not affected: component not present"


def test_what_left_the_list_of_exploited_is_exploited_no_longer(home: Cast) -> None:
    brought(home, samples.trivy("openssl", severity="MEDIUM"))
    brought(home, samples.kev("CVE-2026-0006", "CVE-2026-0007"))
    assert findings()[0].deadline_by == "exploited"
    (outcome,) = brought(home, samples.kev("CVE-2026-0007"))
    known = Vulnerability.objects.get(identifier="CVE-2026-0006")
    assert (outcome.no_longer_listed, known.is_exploited, known.exploited_since) == (1, False, None)
    assert (findings()[0].deadline_by, findings()[0].is_exploited) == ("severity", False)


def test_a_list_that_only_lost_its_newest_entries_is_newer_by_the_day_it_was_released(home: Cast) -> None:
    def released(day: str, added: str, *numbers: str) -> bytes:
        return json.dumps(
            {**json.loads(samples.kev(*numbers, dateAdded=added)), "dateReleased": f"{day}T15:00:00Z"}
        ).encode()

    brought(home, released("2026-02-25", "2026-02-24", "CVE-2026-0006", "CVE-2026-0007"))
    (outcome,) = brought(home, released("2026-02-26", "2026-01-02", "CVE-2026-0007"))
    assert outcome.no_longer_listed == 1
    assert not Vulnerability.objects.get(identifier="CVE-2026-0006").is_exploited


def test_what_somebody_marked_as_exploited_stays_and_older_lists_take_nothing_off(home: Cast) -> None:
    ours = vulnerability(home, "CVE-2026-0300", is_exploited=True)
    brought(home, samples.kev("CVE-2026-0006"))
    brought(home, samples.kev("CVE-2026-0007", dateAdded="2026-02-01"))
    ours.refresh_from_db()
    assert ours.is_exploited
    assert Vulnerability.objects.get(identifier="CVE-2026-0006").is_exploited


def test_much_shorter_list_takes_nothing_off(home: Cast) -> None:
    brought(home, samples.kev(*(f"CVE-2026-{number:04d}" for number in range(1, 13))))
    (outcome,) = brought(home, samples.kev("CVE-2026-0001"))
    assert (outcome.no_longer_listed, outcome.left_out[0][1]) == (0, 11)
    assert Vulnerability.objects.filter(is_exploited=True).count() == 12


def test_likelihoods_follow_the_newest_list_downward_too(home: Cast) -> None:
    first, second = vulnerability(home, "CVE-2026-0001"), vulnerability(home, "CVE-2026-0002")
    brought(home, formats.epss(("CVE-2026-0001", "0.9"), ("CVE-2026-0002", "0.5")))
    (outcome,) = brought(home, formats.epss(("CVE-2026-0001", "0.1"), day="2026-02-21"))
    brought(home, formats.epss(("CVE-2026-0001", "0.7"), day="2026-02-19"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.epss, first.epss_on, second.epss) == (Decimal("0.1"), date(2026, 2, 21), None)
    assert (outcome.vulnerabilities_changed, Vulnerability.objects.count()) == (2, 2)


def test_severity_follows_from_the_vector_when_nothing_else_says_it(home: Cast) -> None:
    vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    known = vulnerability(home, "CVE-2026-0001", 6, vector=vector)
    assert (known.severity, known.score) == (1, "9.8")
    rated = vulnerability(home, "CVE-2026-0002", 4, vector=vector)
    assert (rated.severity, rated.score) == (4, "9.8")


def test_report_keeps_what_it_looked_at_and_what_failed(home: Cast) -> None:
    server = item(home, "web01")
    down = b'<host><status state="down"/><address addr="10.0.0.9" addrtype="ipv4"/></host></nmaprun>'
    brought(home, samples.nmap(80).replace(b"</nmaprun>", down))
    report = VulnerabilityReport.objects.get()
    assert (report.looked_at, report.not_looked_at) == ([f"10.0.0.8 ({server.reference})"], ["10.0.0.9: down"])
    assert VulnerabilityFinding.objects.filter(last_seen__gt=TODAY).count() == 0

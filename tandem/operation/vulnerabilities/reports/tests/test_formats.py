"""Reports of further kinds say where they looked, what they saw and how grave it is."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tandem.operation.vulnerabilities.identifiers import canonical
from tandem.operation.vulnerabilities.rating import rated
from tandem.operation.vulnerabilities.reports import child, contents, reading, steady
from tandem.operation.vulnerabilities.reports.contents import Refused, Report, Sighting
from tandem.operation.vulnerabilities.reports.recognizing import read
from tandem.operation.vulnerabilities.reports.tests import formats
from tandem.operation.vulnerabilities.tests import samples


def one(raw: bytes) -> Report:
    """The only report in some bytes."""
    (report,) = read(raw)
    return report


def only(raw: bytes) -> tuple[Report, Sighting]:
    """The only report and its only sighting."""
    report = one(raw)
    (sighting,) = report.sightings
    return report, sighting


def about(raw: bytes) -> str:
    """What a refused file looks like."""
    with pytest.raises(Refused) as refused:
        read(raw)
    assert refused.value.code == "unknown"
    return refused.value.about


def test_grype_is_one_vulnerability_under_its_cve_rated_by_its_vector() -> None:
    report, seen = only(formats.grype())
    assert (report.targets, report.scanned_on) == ({"shop:2.1": ["shop:2.1-b57", "shop"]}, "2026-02-21")
    assert (seen.identifier, seen.component, seen.fixed_version) == ("CVE-2026-0021", "parser", "1.1")
    (weakness,) = report.weaknesses
    assert (weakness.aliases, weakness.score, weakness.severity) == (["GHSA-aaaa-bbbb-cccc"], "9.8", contents.CRITICAL)
    assert (weakness.epss, weakness.epss_on, weakness.exploited_since) == ("0.91234", "2026-02-20", "2026-02-10")
    assert weakness.is_ransomware


def test_grype_leaves_out_what_was_ignored_and_takes_what_the_maker_says() -> None:
    rule = {"vex-status": "not_affected", "vex-justification": "component_not_present"}
    ignored = [formats.GRYPE_MATCH | {"appliedIgnoreRules": [rules]} for rules in (rule, {"fix-state": "wont-fix"})]
    report, seen = only(formats.grype(matches=[], ignoredMatches=ignored))
    assert (seen.standing, seen.standing_reason) == ("false-positive", "not affected: component not present")
    assert report.left_out == {"ignored": 1}


@pytest.mark.parametrize("form", [formats.lines, formats.array])
def test_nuclei_from_lines_and_lists(form: Any) -> None:
    report, seen = only(form(formats.NUCLEI))
    assert (report.kind, report.targets) == ("nuclei", {"portal.example": ["10.0.0.8", "https://portal.example:8443"]})
    assert (seen.identifier, seen.port, seen.path, seen.mark) == ("CVE-2026-0022", "8443/tcp", "/admin", "version")
    assert (seen.severity, report.is_full, report.scanned_on) == (contents.HIGH, False, "2026-02-21")


def test_govulncheck_from_objects_over_several_lines() -> None:
    raw = "\n".join(json.dumps(message, indent=2) for message in formats.GOVULNCHECK).encode()
    report, seen = only(raw)
    assert (report.kind, report.targets, report.is_full) == ("govulncheck", {"portal.example/shop": []}, True)
    assert (seen.identifier, seen.component, seen.fixed_version) == ("CVE-2026-0023", "m.example/text", "v1.2.0")
    assert seen.details == "called m.example/text.Parse"
    assert set(report.weaknesses[0].aliases) == {"GO-2026-0001", "GHSA-dddd-eeee-ffff"}


@pytest.mark.parametrize(
    ("raw", "kind"), [(formats.lines(formats.TRUFFLEHOG), "trufflehog"), (formats.array(formats.GITLEAKS), "gitleaks")]
)
def test_secrets_are_told_apart_without_being_taken(raw: bytes, kind: str) -> None:
    report, seen = only(raw)
    assert (report.kind, list(report.targets)) == (kind, ["https://git.example/shop/portal"])
    assert (seen.path, seen.line) == ("a.env", "4")
    assert "hunter2" not in repr(report)
    moved = only(raw.replace(b'"line": 4', b'"line": 9').replace(b'"StartLine": 4', b'"StartLine": 9'))[1]
    assert moved.place() == seen.place()
    assert only(raw.replace(b"hunter2", b"hunter3"))[1].place() != seen.place()


def test_checkov_says_what_failed_passed_and_was_suppressed() -> None:
    report = one(json.dumps(formats.CHECKOV).encode())
    failed, skipped = report.sightings
    assert (failed.identifier, failed.path, failed.line, failed.component) == (
        "Checkov: CKV_X_2",
        "main.tf",
        "3",
        "storage.logs",
    )
    assert (failed.severity, failed.scope, report.covers) == (contents.HIGH, "terraform", ["terraform"])
    assert (skipped.standing, skipped.standing_reason) == ("false-positive", "Public on purpose")
    assert (report.left_out, report.lacks_target) == ({"passed": 1}, True)


def test_hadolint_remarks_keep_their_place_when_lines_move() -> None:
    again = formats.HADOLINT | {"line": 30}
    report = one(formats.array(formats.HADOLINT, again))
    assert [(seen.path, seen.severity) for seen in report.sightings] == [("Dockerfile", contents.MEDIUM)] * 2
    assert report.sightings[0].place() == one(formats.array(again)).sightings[0].place()


def test_ocsf_passes_are_looked_at_and_suppressed_ones_keep_their_reason() -> None:
    report = one(formats.array(formats.ocsf(), formats.ocsf("PASS"), formats.ocsf(status="Suppressed")))
    assert (report.tool, list(report.targets), report.covers) == ("Prowler", ["aws 1234"], ["storage_public"])
    assert (report.left_out, report.scanned_on) == ({"passed": 1, "twice": 1}, "2026-02-21")
    (seen,) = report.sightings
    assert (seen.identifier, seen.component, seen.severity) == ("Prowler: storage_public", "store/logs", contents.HIGH)
    suppressed = only(formats.array(formats.ocsf(status="Suppressed")))[1]
    assert (suppressed.standing, suppressed.standing_reason) == ("false-positive", "The store logs is public.")


def test_ocsf_vulnerabilities_are_known_by_their_numbers() -> None:
    cve = {"uid": "cve-2026-0025", "cvss": [{"vector_string": "AV:N/AC:L/Au:N/C:P/I:P/A:P"}]}
    listed = [{"cve": cve, "affected_packages": [{"name": "parser", "version": "1.0"}]}]
    event = formats.ocsf(class_uid=2002, severity="Unknown", vulnerabilities=listed)
    report, seen = only(formats.array(event))
    assert (seen.identifier, seen.component, seen.path) == ("CVE-2026-0025", "parser", "store/logs")
    assert (report.weaknesses[0].score, seen.severity) == ("7.5", contents.HIGH)


def test_csaf_says_which_products_are_not_affected_and_why() -> None:
    report = one(json.dumps(formats.CSAF).encode())
    affected, other = report.sightings
    assert (affected.target, affected.standing, affected.severity) == ("Shop 2.1", "", contents.HIGH)
    assert (other.target, other.standing) == ("Shop 2.2", "false-positive")
    assert other.standing_reason == "not affected: vulnerable code not present: The parser is not built in."
    assert (report.targets["Shop 2.1"], report.is_full) == (["Shop"], False)


def test_open_vex_is_read() -> None:
    report, seen = only(formats.vex("pkg:oci/shop@2.1"))
    assert (report.kind, seen.standing_reason) == ("csaf", "not affected: component not present")
    assert report.targets["pkg:oci/shop@2.1"] == ["pkg:oci/shop"]


def test_cyclonedx_vulnerabilities_inside_components_are_read() -> None:
    report, seen = only(formats.CYCLONEDX_WITHIN)
    assert (seen.identifier, seen.component, seen.component_version) == ("CVE-2026-0024", "parser", "1.2")
    assert (seen.severity, report.weaknesses[0].score, report.weaknesses[0].advice) == (contents.HIGH, "8.8", "Update")


def test_score_and_vector_are_of_one_rating() -> None:
    ratings = [
        {"vector": "CVSS:4.0/AV:L", "method": "CVSSv4", "severity": "low"},
        {"score": 8.8, "vector": "CVSS:3.1/AV:N", "method": "CVSSv31", "severity": "high"},
    ]
    content = json.loads(samples.cyclonedx())
    content["vulnerabilities"][0]["ratings"] = ratings
    weakness = one(json.dumps(content).encode()).weaknesses[0]
    assert (weakness.score, weakness.vector) == ("8.8", "CVSS:3.1/AV:N")


@pytest.mark.parametrize(
    ("vector", "score", "severity"),
    [
        ("AV:N/AC:L/Au:N/C:P/I:P/A:P", "7.5", 2),
        ("(AV:N/AC:L/Au:N/C:C/I:C/A:C)", "10.0", 2),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8", 1),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "0.0", 5),
        ("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N", "9.1", 1),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", "6.9", 3),
    ],
)
def test_vector_of_every_version_gives_score_and_severity(vector: str, score: str, severity: int) -> None:
    rating = rated(vector)
    assert rating is not None
    assert (rating.score, rating.severity) == (score, severity)


@pytest.mark.parametrize("vector", ["", "CVSS:3.1/AV:N", "high", "CVSS:9/AV:N/AC:L"])
def test_incomplete_vector_gives_nothing(vector: str) -> None:
    assert rated(vector) is None


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("cve-2026-0001", "CVE-2026-0001"),
        ("CVE\u20112026\u20110001", "CVE-2026-0001"),
        (" CVE_2026_0001 ", "CVE-2026-0001"),
        ("ghsa-AAAA-bbbb-CCCC", "GHSA-aaaa-bbbb-cccc"),
        ("rhsa-2026:1234", "RHSA-2026:1234"),
        ("Lint: py/Todo", "Lint: py/Todo"),
    ],
)
def test_identifier_has_one_spelling(written: str, known_as: str) -> None:
    assert canonical(written) == known_as


@pytest.mark.parametrize(
    ("name", "lasting"),
    [
        ("shop:2.1", "shop:2.1"),
        ("shop:2.1-b57", "shop:2.1"),
        ("shop:2.4.0-ge3f9ab1", "shop:2.4.0"),
        ("shop:2.4.118", "shop:2.4"),
        ("r.example:5000/a/shop:1234", "r.example:5000/a/shop"),
        ("shop:sha-abc1234f", "shop"),
        ("shop:20260221.3", "shop"),
        ("shop:prod-77@sha256:ab12", "shop:prod"),
        ("debian:12", "debian:12"),
        ("python:3.11-slim", "python:3.11-slim"),
    ],
)
def test_image_is_known_without_its_build(name: str, lasting: str) -> None:
    assert steady.image(name) == lasting


@pytest.mark.parametrize(
    ("name", "tells"),
    [(".", False), ("/src", False), ("/github/workspace", False), ("", False), ("portal", True), ("/srv/portal", True)],
)
def test_folder_of_a_build_machine_tells_nobody_where_it_looked(name: str, tells: bool) -> None:
    assert steady.says_where(name) is tells


@pytest.mark.parametrize(
    "address",
    [
        "git@git.example:shop/portal.git",
        "https://token@GIT.example/shop/portal/",
        "ssh://git@git.example:22/shop/portal.git",
    ],
)
def test_repository_has_one_spelling(address: str) -> None:
    assert steady.repository(address) == "https://git.example/shop/portal"


def test_sarif_results_that_share_a_mark_are_told_apart_though_their_lines_move() -> None:
    def result(line: int) -> dict[str, Any]:
        place = {"artifactLocation": {"uri": "file:///builds/shop/portal/./src/a.py"}, "region": {"startLine": line}}
        return {
            "ruleId": "a",
            "message": {"text": f"Query built from text on line {line}"},
            "fingerprints": {"matchBasedId/v1": "requires login"},
            "locations": [{"physicalLocation": place}],
        }

    before = one(samples.sarif(results=[result(3), result(9)])).sightings
    after = one(samples.sarif(results=[result(5), result(19)])).sightings
    assert [seen.place() for seen in before] == [seen.place() for seen in after]
    assert (len({seen.place() for seen in before}), before[0].path) == (2, "src/a.py")


def test_sarif_without_a_repository_asks_for_it_and_knows_its_part() -> None:
    report = one(samples.sarif(versionControlProvenance=[], automationDetails={"id": "lint/python/17"}))
    assert (report.lacks_target, report.covers) == (True, ["lint/python"])


@pytest.mark.parametrize(
    ("raw", "looks_like"),
    [
        (b'{"results": [], "metrics": {}, "generated_at": "x"}', "Bandit (JSON)"),
        (b"<NessusClientData_v2/>", "Nessus"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"Plugin ID,CVE,Risk,Host\n", "Nessus (CSV)"),
        (b"name;owner;place\n", "CSV: name, owner, place"),
        (b'[{"shop": 1, "town": 2}]', "JSON, 1 × {shop, town}"),
        (b"<shop><town/></shop>", "XML: <shop> town"),
        (b"Dear colleague", "“Dear colleague”"),
    ],
)
def test_unknown_file_is_told_what_it_looks_like(raw: bytes, looks_like: str) -> None:
    assert about(raw) == looks_like
    words = reading.why(child.Answer(name="x", code="unknown", about=looks_like))
    assert looks_like in words
    assert "SARIF, CycloneDX or OCSF" in words


def test_broken_line_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read(formats.lines(formats.NUCLEI) + b'\n{"template-id": ')
    assert (refused.value.code, refused.value.about) == ("broken-line", "2")


def test_list_of_likelihoods_may_be_packed() -> None:
    answer = child.answer("epss", gzip.compress(formats.epss(("CVE-2026-0001", "0.25"))))
    assert answer.reports[0].scores == {"CVE-2026-0001": ("0.25000", "0.50000")}
    assert answer.reports[0].scanned_on == "2026-02-20"


def test_reading_goes_on_behind_what_broke_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report").write_bytes(b"x")
    first, second = child.Answer(name="a", code="begun"), child.Answer(name="b", code="empty")
    turns = iter([([first], False), ([child.Answer(name="b", code="begun"), second], True)])
    monkeypatch.setattr(reading, "_answers_in", lambda *_where: next(turns))
    read_answers = reading.answers(tmp_path / "report", "report")
    assert [(answer.name, answer.code) for answer in read_answers] == [("a", "broken-off"), ("b", "empty")]

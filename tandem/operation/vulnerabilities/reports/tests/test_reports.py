"""Reports are read for what they say; what is none is refused with the reason, whatever is in it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.operation.vulnerabilities.reports import child, contents, gathering, reading
from tandem.operation.vulnerabilities.reports.contents import Refused, Report
from tandem.operation.vulnerabilities.reports.recognizing import read
from tandem.operation.vulnerabilities.tests import samples

LIMIT = 2**20


def one(raw: bytes) -> Report:
    """The only report in some bytes."""
    (report,) = read(raw)
    return report


def refusal(raw: bytes) -> tuple[str, str]:
    """Why some bytes are refused."""
    with pytest.raises(Refused) as refused:
        read(raw)
    return refused.value.code, refused.value.about


def test_sarif_is_read() -> None:
    report = one(samples.sarif())
    assert (report.kind, report.tool, report.scanned_on, report.is_full) == ("sarif", "Lint", "2026-02-20", True)
    assert report.targets == {"https://git.example/portal": []}
    injection, todo = report.sightings
    assert (injection.identifier, injection.severity, injection.path, injection.line) == (
        "Lint: py/injection",
        contents.CRITICAL,
        "src/a b.py",
        "3",
    )
    assert (injection.details, injection.mark) == ("eval of x", "mark-py/injection")
    assert (todo.identifier, todo.severity, todo.details) == ("Lint: py/todo", contents.LOW, "left to do")
    weakness = report.weaknesses[0]
    assert (weakness.title, weakness.score, weakness.cwe) == ("Text becomes code", "9.1", ["CWE-94"])
    assert weakness.sources == ["https://lint.example/injection"]


def test_sarif_line_is_no_part_of_the_place() -> None:
    moved = json.loads(samples.sarif())
    moved["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 99
    places = [[seen.place() for seen in one(raw).sightings] for raw in (samples.sarif(), json.dumps(moved).encode())]
    assert places[0] == places[1]


def test_sarif_says_what_was_suppressed_absent_or_passed() -> None:
    results = [
        {"ruleId": "a", "suppressions": [{"kind": "inSource", "justification": "Test data"}]},
        {"ruleId": "b", "suppressions": [{"kind": "external", "status": "rejected"}]},
        {"ruleId": "c", "baselineState": "absent"},
        {"ruleId": "d", "kind": "pass"},
        {"message": {"text": "no rule"}},
    ]
    report = one(samples.sarif(results=results))
    assert [(seen.standing, seen.standing_reason) for seen in report.sightings] == [
        ("false-positive", "Test data"),
        ("", ""),
        ("fixed", "absent"),
        ("", ""),
    ]
    assert report.sightings[3].identifier == "Lint: no rule"
    assert report.left_out == {"passed": 1}


def test_sarif_run_that_failed_is_no_full_report() -> None:
    assert not one(samples.sarif(invocations=[{"executionSuccessful": False}])).is_full
    assert not one(samples.sarif(results=None)).is_full


def test_cyclonedx_is_the_same_from_json_and_xml() -> None:
    from_json, from_xml = one(samples.cyclonedx()), one(samples.CYCLONEDX_XML)
    assert from_json == from_xml
    assert contents.digest(from_json) == contents.digest(from_xml)
    assert (from_json.tool, from_json.title, from_json.targets) == (
        "bom-scan",
        "portal 4.7",
        {"portal": ["pkg:oci/portal@4.7", "pkg:oci/portal"]},
    )
    weakness = from_json.weaknesses[0]
    assert (weakness.score, weakness.severity, weakness.vector) == ("8.8", contents.HIGH, "CVSS:3.1/AV:N")
    assert weakness.aliases == ["GHSA-aaaa-bbbb-cccc"]
    first, second = from_json.sightings
    assert (first.component, first.component_version, first.standing) == ("org.example/parser", "1.2", "")
    assert (second.standing, second.standing_reason) == ("false-positive", "not affected: code not reachable")


def test_bill_of_materials_without_vulnerabilities_looks_for_none() -> None:
    bare = json.loads(samples.cyclonedx())
    del bare["vulnerabilities"]
    assert not one(json.dumps(bare).encode()).is_full
    assert one(samples.cyclonedx(vulnerabilities=[])).is_full


def test_list_of_exploited_is_the_same_from_json_and_csv() -> None:
    numbers = ("CVE-2026-0001", "CVE-2026-0002")
    from_json, from_csv = one(samples.kev(*numbers)), one(samples.kev_csv(*numbers))
    assert from_json == from_csv
    first = from_json.weaknesses[0]
    assert (first.identifier, first.exploited_since, first.exploited_due) == (
        "CVE-2026-0001",
        "2026-02-25",
        "2026-03-18",
    )
    assert (first.is_exploited, first.is_ransomware, first.cwe) == (True, True, ["CWE-79", "CWE-94"])
    assert first.sources == ["https://maker.example/1", "https://maker.example/2"]


@pytest.mark.parametrize("wrong", [{"cveID": "CVE-1"}, {"cveID": None}, {"dateAdded": "soon"}])
def test_list_with_a_wrong_entry_is_refused_whole(wrong: dict[str, Any]) -> None:
    content = json.loads(samples.kev("CVE-2026-0001", "CVE-2026-0002"))
    content["vulnerabilities"][1] |= wrong
    assert refusal(json.dumps(content).encode()) == ("kev-entry", "2")


def test_list_that_was_cut_off_is_refused() -> None:
    assert refusal(samples.kev_csv("CVE-2026-0001")[:-90])[0] == "broken-csv"
    assert refusal(samples.kev("CVE-2026-0001")[:-20])[0] == "broken-json"
    assert refusal(b'{"catalogVersion": "1", "vulnerabilities": []}')[0] == "kev-empty"


def test_nmap_gives_ports_and_what_scripts_found() -> None:
    report = one(samples.nmap(80, 443, findings=samples.VULNERS))
    assert (report.scanned_on, report.is_full) == ("2026-02-21", True)
    assert report.targets == {"10.0.0.8": ["web01.example.org"]}
    assert [(seen.identifier, seen.port, seen.severity) for seen in report.sightings] == [
        ("Nmap: open port", "80/tcp", contents.INFORMATION),
        ("CVE-2026-0003", "80/tcp", contents.HIGH),
        ("Nmap: open port", "443/tcp", contents.INFORMATION),
    ]
    assert report.sightings[0].component_version == "1.1"


def test_nmap_over_chosen_ports_is_no_full_report() -> None:
    assert not one(samples.nmap(80, services=1)).is_full


def test_nmap_reads_what_vulnerability_scripts_say() -> None:
    table = (
        '<script id="http-slow"><table key="CVE-2026-0009"><elem key="title">Slow requests</elem>'
        '<elem key="state">{state}</elem><table key="ids"><elem>CVE:CVE-2026-0009</elem></table>'
        '<table key="refs"><elem>https://slow.example/</elem></table></table></script></port>'
    )
    raw = samples.nmap(80).replace(b"</port>", table.format(state="LIKELY VULNERABLE").encode())
    assert [seen.identifier for seen in one(raw).sightings] == ["Nmap: open port", "CVE-2026-0009"]
    raw = samples.nmap(80).replace(b"</port>", table.format(state="NOT VULNERABLE").encode())
    assert one(raw).left_out == {"script": 1}


def test_openvas_is_read_from_xml_and_csv() -> None:
    from_xml, from_csv = one(samples.OPENVAS_XML), one(samples.OPENVAS_CSV)
    assert (from_xml.title, from_xml.scanned_on, from_xml.is_full) == ("Servers", "2026-02-19", True)
    assert from_xml.targets == from_csv.targets == {"10.0.0.9": ["db01"]}
    for report in (from_xml, from_csv):
        weakness, seen = report.weaknesses[0], report.sightings[0]
        assert weakness.identifier == "OpenVAS: 1.3.6.1.4.1.25623.1.0.1"
        assert (weakness.title, weakness.advice, weakness.severity) == ("Old database", "Update it.", contents.CRITICAL)
        assert weakness.aliases == ["CVE-2026-0004", "CVE-2026-0005"]
        assert (seen.port, seen.severity) == ("5432/tcp", contents.CRITICAL)
    assert from_xml.sightings[1].severity == contents.INFORMATION


def test_openvas_page_of_a_longer_report_is_no_full_one() -> None:
    cut = samples.OPENVAS_XML.replace(b"<results", b"<result_count><filtered>90</filtered></result_count><results")
    assert not one(cut).is_full


def test_trivy_is_read_and_secrets_stay_where_they_are() -> None:
    raw = samples.trivy("openssl", "libssl")
    report = one(raw)
    assert (report.title, report.scanned_on, report.targets) == ("shop:2.1", "2026-02-22", {"shop:2.1": ["shop"]})
    first, _second, setting, secret = report.sightings
    assert (first.component, first.component_version, first.fixed_version) == ("openssl", "1.0", "1.1")
    assert (first.severity, first.path) == (contents.CRITICAL, "")
    assert (setting.identifier, setting.severity, setting.path) == ("AVD-DS-0002", contents.HIGH, "Dockerfile")
    assert (secret.identifier, secret.path, secret.line) == ("Trivy: key", "key.txt", "2")
    assert report.left_out == {"passed": 1, "licence": 2}
    assert "hunter2" not in repr(report)
    assert (report.weaknesses[0].score, report.weaknesses[0].sources) == ("9.8", ["https://maker.example/6"])


def test_trivy_of_the_scheme_before_and_of_clusters() -> None:
    result = {"Target": "app/lock", "Vulnerabilities": [{"VulnerabilityID": "CVE-2026-0006", "PkgName": "p"}]}
    former = [{"Target": "shop:2.1 (debian 10)", "Vulnerabilities": []}, result]
    assert one(json.dumps(former).encode()).targets == {"shop:2.1": ["shop"]}
    assert one(json.dumps([result]).encode()).lacks_target
    pod = {"Namespace": "shop", "Kind": "Pod", "Name": "web", "Results": [result]}
    cluster = one(json.dumps({"ClusterName": "c1", "Resources": [pod]}).encode())
    assert cluster.targets == {"c1/shop/Pod/web": ["web", "shop/Pod/web"]}


def test_what_is_said_twice_counts_once() -> None:
    twice = json.loads(samples.trivy("openssl"))
    package = twice["Results"][0]["Vulnerabilities"][0]
    twice["Results"][0]["Vulnerabilities"].append({**package, "InstalledVersion": "2.0", "Severity": "LOW"})
    report = one(json.dumps(twice).encode())
    assert report.left_out["twice"] == 1
    assert (report.sightings[0].component_version, report.sightings[0].severity) == ("1.0, 2.0", contents.CRITICAL)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"null", "nothing-in-it"),
        (b"[]", "empty-list"),
        (b"[1, 2]", "nothing-in-it"),
        (b'{"a": 1}', "unknown"),
        (b'{"version": "2.0.0", "runs": [{}]}', "sarif-version"),
        (b'{"version": "2.1.0", "runs": []}', "sarif-empty"),
        (b"[" * 100_000, "too-deep"),
        (b"[" + b"9" * 5_000 + b"]", "broken-json"),
        (b'{"bomFormat": "CycloneDX", ', "broken-json"),
        (b"<html></html>", "unknown"),
        (b"<report></report>", "no-results"),
        (b"<nmaprun><host>", "broken-xml"),
        (b'<?xml version="1.0" encoding="nonsense"?><nmaprun/>', "broken-xml"),
        (b"<a>" * 100, "xml-size"),
        (b"Dear colleague,\nhere is the report", "unknown"),
        (b"\x7fELF\x00\x00", "unknown"),
        (b"a\x00b", "not-text"),
        (b"\xff\xfe{", "broken-text"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(raw: bytes, code: str) -> None:
    assert refusal(raw)[0] == code
    assert reading.why(child.Answer(name="x", code=code, about="about"))


BOMB = b"""<!DOCTYPE nmaprun [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><nmaprun>&b;</nmaprun>"""
OUTSIDE = b"""<!DOCTYPE nmaprun [<!ENTITY f SYSTEM "file:///etc/passwd">]><nmaprun args="x">&f;</nmaprun>"""
PARAMETER = b"""<!DOCTYPE nmaprun [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]><nmaprun/>"""


@pytest.mark.parametrize("raw", [BOMB, OUTSIDE, PARAMETER])
def test_entities_are_never_opened(raw: bytes) -> None:
    assert refusal(raw)[0] == "xml-entities"


def test_named_document_type_is_let_pass_and_not_fetched() -> None:
    head = b'<!DOCTYPE nmaprun PUBLIC "-//IDN nmap.org//DTD Nmap XML 1.04//EN" "https://nmap.org/nmap.dtd">'
    assert one(head + b'<nmaprun start="1"></nmaprun>').kind == "nmap"


def test_report_in_other_characters_is_read() -> None:
    assert one(samples.trivy("openssl").decode().encode("utf-16")).tool == "Trivy"
    assert one(b"\xef\xbb\xbf" + samples.sarif()).tool == "Lint"
    utf16 = samples.nmap(80).replace(b'<?xml version="1.0"?>', b"").decode().encode("utf-16")
    assert one(utf16).tool == "Nmap"


def test_report_with_too_many_findings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_SIGHTINGS", 2)
    assert refusal(samples.trivy("a", "b", "c")) == ("too-many", "2")


def test_texts_are_cut_and_cleaned() -> None:
    long = json.loads(samples.trivy("x" * 5_000))
    long["Results"][0]["Vulnerabilities"][0]["Description"] = "a\x00b\x1bc" + "d" * 50_000
    report = one(json.dumps(long).encode())
    assert len(report.sightings[0].component) == contents.NAME
    assert report.weaknesses[0].description.startswith("abcd")
    assert len(report.weaknesses[0].description) == contents.TEXT


def archive(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as made:
        for name, raw in members:
            made.writestr(name, raw)
    return held.getvalue()


def answers(tmp_path: Path, raw: bytes, limit: int = LIMIT) -> list[tuple[str, str, int]]:
    """What came of every file: name, code, number of reports."""
    path = tmp_path / "file"
    path.write_bytes(raw)
    return [
        (answer.name, answer.code, len(answer.reports))
        for answer in child.answers(path, "brought", limit)
        if answer.code != child.BEGUN
    ]


def test_zip_gives_an_answer_for_every_file(tmp_path: Path) -> None:
    inner = archive(("c.xml", samples.OPENVAS_XML), ("d.zip", archive(("e", b"f"))))
    raw = archive(("a.json", samples.trivy("x")), ("notes.txt", b"hello"), ("b.zip", inner))
    assert answers(tmp_path, raw) == [
        ("a.json", "", 1),
        ("notes.txt", "unknown", 0),
        ("c.xml", "", 1),
        ("d.zip", "zip-in-zip", 0),
    ]


def test_zip_that_would_unpack_too_large_is_not_opened(tmp_path: Path) -> None:
    assert answers(tmp_path, archive(("zeros", b" " * (LIMIT + 1)))) == [("brought", "zip-size", 0)]
    assert answers(tmp_path, archive(("zeros", b" " * 30 * 2**20)), 2**30) == [("brought", "zip-size", 0)]


def test_zip_that_is_broken_empty_or_too_full_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = archive(("a", samples.trivy("x")))
    assert answers(tmp_path, archive()) == [("brought", "empty-zip", 0)]
    assert answers(tmp_path, whole[:60])[0][1] == "broken-zip"
    spoilt = whole.replace(whole[40:60], b"\x00" * 20, 1)
    assert answers(tmp_path, spoilt)[0][1] == "broken-zip"
    monkeypatch.setattr(child, "MOST_FILES", 1)
    assert answers(tmp_path, archive(("a", b"1"), ("b", b"2"))) == [("brought", "too-many-files", 0)]


def test_child_process_gives_the_same_as_reading_here(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(samples.trivy("openssl"))
    (answer,) = reading.answers(path, "image.json")
    assert (answer.name, answer.reports) == ("image.json", read(path.read_bytes()))


def read_or_refuse(raw: bytes) -> None:
    """Reading ends with reports that hold together, or with a refusal that has its words."""
    try:
        reports = read(raw)
    except Refused as refused:
        assert refused.code in reading.WHY
        return
    for report in reports:
        named = {weakness.identifier for weakness in report.weaknesses}
        assert {seen.identifier for seen in report.sightings} <= named
        assert {seen.target for seen in report.sightings} <= set(report.targets)
        assert contents.digest(report)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(samples.EVERY)), st.data())
def test_damaged_reports_never_break_the_reader(kind: str, data: st.DataObject) -> None:
    raw = bytearray(samples.EVERY[kind])
    for _turn in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
        if not raw:
            break
    read_or_refuse(bytes(raw))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["sarif", "cyclonedx.json", "kev.json", "trivy"]), st.data())
def test_anything_may_stand_anywhere_in_json(kind: str, data: st.DataObject) -> None:
    content = json.loads(samples.EVERY[kind])
    for _turn in range(data.draw(st.integers(1, 3))):
        node: Any = content
        while isinstance(node, dict | list) and node:
            key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else list(range(len(node)))))
            if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
                node[key] = data.draw(ANYTHING)
                break
            node = node[key]
    read_or_refuse(json.dumps(content).encode())

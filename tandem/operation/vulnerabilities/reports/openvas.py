"""Reports of OpenVAS and its management protocol, as XML or CSV."""

import csv
import io
import re
from typing import Any

from tandem.operation.vulnerabilities.identifiers import canonical, is_cve
from tandem.operation.vulnerabilities.reports import contents
from tandem.operation.vulnerabilities.reports.contents import Refused, Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.strict_xml import Node

TOOL = "OpenVAS"
COLUMNS = frozenset({"IP", "NVT Name", "NVT OID", "Severity"})
NO_FINDING = frozenset({"error", "debug", "alarm"})


def read_xml(root: Node) -> Report:
    """The report inside the response or the outer report."""
    inner = _with_results(root)
    if inner is None:
        raise Refused("no-results")
    report = Report(kind="openvas", tool=TOOL, title=contents.line_of(inner.said("task", "name"), contents.TITLE))
    report.when(inner.said("scan_start"), inner.said("timestamp"))
    report.is_full = inner.said("scan_run_status") in ("", "Done") and not _is_cut(inner)
    report.least = _least(inner.said("filters", "term"))
    for host in inner.all("host"):
        _host(report, host)
    gathering = Gathering(report)
    for result in inner.all("results", "result"):
        _take(gathering, _from_xml(result))
    return gathering.done()


def _with_results(node: Node, depth: int = 0) -> Node | None:
    if node.name == "report" and node.first("results"):
        return node
    inner = (_with_results(child, depth + 1) for child in node.children if child.name == "report")
    return next((report for report in inner if report), None)


def _host(report: Report, host: Node) -> None:
    """Note a host; one whose scan has a beginning and no end was not looked at."""
    known = [detail.said("value") for detail in host.all("detail") if detail.said("name") == "hostname"]
    dead = [detail.said("value") for detail in host.all("detail") if detail.said("name") in ("Host dead", "Host_dead")]
    if address := contents.line_of(host.said("ip"), 300):
        report.look_at(address, known)
        if dead or (host.said("start") and host.first("end") and not host.said("end")):
            report.fail(address, "dead" if dead else "not finished")


def _least(term: str) -> int:
    """The mildest severity that a report with this filter shows."""
    levels = re.search(r"\blevels=([chmlgf]+)", term)
    if not levels:
        return contents.NOT_RATED
    shown = {letter: severity for severity, letter in enumerate("chmlg", start=1)}
    return max((shown.get(letter, 0) for letter in levels[1]), default=contents.NOT_RATED) or contents.NOT_RATED


def _is_cut(inner: Node) -> bool:
    """True when the report was asked for page by page."""
    filtered = inner.said("result_count", "filtered")
    return filtered.isdigit() and len(filtered) < 10 and int(filtered) > len(inner.all("results", "result"))


def _from_xml(result: Node) -> dict[str, Any]:
    nvt = result.first("nvt") or Node("nvt", {})
    tags = dict(part.partition("=")[::2] for part in nvt.said("tags").split("|"))
    references = nvt.all("refs", "ref")
    urls = [reference.get("id") for reference in references if reference.get("type") == "url"]
    urls += [part.strip().removeprefix("URL:") for part in nvt.said("xref").split(",")]
    return {
        "ip": result.said("host"),
        "hostname": result.said("host", "hostname"),
        "port": result.said("port"),
        "oid": nvt.get("oid"),
        "name": nvt.said("name") or result.said("name"),
        "severity": result.said("threat"),
        "score": result.said("severity") or nvt.said("cvss_base"),
        "vector": nvt.said("severities", "severity", "value") or tags.get("cvss_base_vector", ""),
        "summary": tags.get("summary", ""),
        "affected": tags.get("affected", ""),
        "solution": nvt.said("solution") or tags.get("solution", ""),
        "details": result.said("description"),
        "cves": [reference.get("id") for reference in references if reference.get("type") == "cve"] + [nvt.said("cve")],
        "sources": urls,
    }


def read_csv(text: str) -> Report:
    """The report of the CSV export; what day it was is in its rows."""
    report = Report(kind="openvas", tool=TOOL)
    gathering = Gathering(report)
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), strict=True), start=1):
            if None in row or not row.get("IP"):
                raise Refused("broken-csv", str(number))
            report.title = report.title or contents.line_of(row.get("Task Name"), contents.TITLE)
            if contents.day(row.get("Timestamp")) >= report.scanned_on:
                report.when(row.get("Timestamp"))
            _take(gathering, _from_row(row))
    except csv.Error as error:
        raise Refused("broken-csv", str(error)) from error
    return gathering.done()


def _from_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "ip": row.get("IP"),
        "hostname": row.get("Hostname"),
        "port": contents.port_of(row.get("Port"), row.get("Port Protocol")),
        "oid": row.get("NVT OID"),
        "name": row.get("NVT Name"),
        "severity": row.get("Severity"),
        "score": row.get("CVSS"),
        "vector": "",
        "summary": row.get("Summary"),
        "affected": row.get("Affected Software/OS"),
        "solution": row.get("Solution"),
        "details": row.get("Specific Result"),
        "cves": [row.get("CVEs")],
        "sources": str(row.get("Other References") or "").replace(",", " ").split(),
    }


def _take(gathering: Gathering, said: dict[str, Any]) -> None:
    word = contents.line_of(said["severity"], 40)
    identifier, cves = _identifier(said), contents.cves_in(said["cves"])
    address = contents.line_of(said["ip"], 300)
    if word.casefold() in NO_FINDING or not identifier or not address:
        gathering.report.leave_out("no-finding")
        return
    target = gathering.report.look_at(address, [contents.line_of(said["hostname"], 300)])
    score = contents.score_of(said["score"])
    severity = _severity(word, score)
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(said["name"], contents.TITLE) or identifier,
        description=contents.tidy(said["summary"], contents.TEXT),
        aliases=[cve for cve in cves if cve != identifier],
        severity=severity,
        score=score,
        vector=contents.line_of(said["vector"], contents.NAME),
        product=contents.line_of(said["affected"], contents.NAME),
        advice=contents.tidy(said["solution"], contents.TEXT),
        sources=contents.addresses(said["sources"]),
    )
    is_false = word.casefold() == "false positive"
    sighting = Sighting(
        identifier=identifier,
        target=target,
        port=contents.line_of(said["port"], 30),
        details=contents.tidy(said["details"], contents.TEXT),
        severity=severity,
        standing=contents.FALSE_POSITIVE if is_false else "",
        standing_reason=word if is_false else "",
    )
    gathering.add(weakness, sighting)


def _severity(word: str, score: str) -> int:
    """OpenVAS knows no word for critical: its “High” begins at 7.0."""
    by_word = contents.severity_of(word, score)
    return contents.CRITICAL if by_word == contents.HIGH and score and float(score) >= 9 else by_word


def _identifier(said: dict[str, Any]) -> str:
    """A CVE where the scanner matched one by itself, else the test's number."""
    for name in ("oid", "name"):
        identifier = contents.line_of(said[name], contents.IDENTIFIER)
        if is_cve(identifier):
            return canonical(identifier)
    return contents.identifier_of(said["oid"] or said["name"], TOOL)

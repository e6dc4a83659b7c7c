"""Reports of OpenVAS and its management protocol, as XML or CSV."""

import csv
import io
import re
from typing import Any

from tandem.operation.vulnerabilities.identifiers import canonical, is_cve
from tandem.operation.vulnerabilities.reports import told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.strict_xml import Node
from tandem.operation.vulnerabilities.reports.told import Refused, Report, Sighting, Weakness

TOOL = "OpenVAS"
COLUMNS = frozenset({"IP", "NVT Name", "NVT OID", "Severity"})
NO_FINDING = frozenset({"error", "debug", "alarm"})


def read_xml(root: Node) -> Report:
    """The report inside the response or the outer report."""
    inner = _with_results(root)
    if inner is None:
        raise Refused("no-results")
    report = Report(kind="openvas", tool=TOOL, title=told.line_of(inner.said("task", "name"), told.TITLE))
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
    return next((found for found in inner if found), None)


def _host(report: Report, host: Node) -> None:
    """Note a host; one whose scan has a beginning and no end was not looked at."""
    known = [one.said("value") for one in host.all("detail") if one.said("name") == "hostname"]
    dead = [one.said("value") for one in host.all("detail") if one.said("name") in ("Host dead", "Host_dead")]
    if address := told.line_of(host.said("ip"), 300):
        report.look_at(address, known)
        if dead or (host.said("start") and host.first("end") and not host.said("end")):
            report.fail(address, "dead" if dead else "not finished")


def _least(term: str) -> int:
    """The mildest severity that a report with this filter shows."""
    levels = re.search(r"\blevels=([chmlgf]+)", term)
    if not levels:
        return told.NOT_RATED
    shown = {letter: severity for severity, letter in enumerate("chmlg", start=1)}
    return max((shown.get(letter, 0) for letter in levels[1]), default=told.NOT_RATED) or told.NOT_RATED


def _is_cut(inner: Node) -> bool:
    """True when the report was asked for page by page."""
    filtered = inner.said("result_count", "filtered")
    return filtered.isdigit() and len(filtered) < 10 and int(filtered) > len(inner.all("results", "result"))


def _from_xml(result: Node) -> dict[str, Any]:
    nvt = result.first("nvt") or Node("nvt", {})
    tags = dict(part.partition("=")[::2] for part in nvt.said("tags").split("|"))
    references = nvt.all("refs", "ref")
    urls = [one.get("id") for one in references if one.get("type") == "url"]
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
        "cves": [one.get("id") for one in references if one.get("type") == "cve"] + [nvt.said("cve")],
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
            report.title = report.title or told.line_of(row.get("Task Name"), told.TITLE)
            if told.day(row.get("Timestamp")) >= report.scanned_on:
                report.when(row.get("Timestamp"))
            _take(gathering, _from_row(row))
    except csv.Error as error:
        raise Refused("broken-csv", str(error)) from error
    return gathering.done()


def _from_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "ip": row.get("IP"),
        "hostname": row.get("Hostname"),
        "port": told.port_of(row.get("Port"), row.get("Port Protocol")),
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
    word = told.line_of(said["severity"], 40)
    identifier, cves = _identifier(said), told.cves_in(said["cves"])
    address = told.line_of(said["ip"], 300)
    if word.casefold() in NO_FINDING or not identifier or not address:
        gathering.report.leave_out("no-finding")
        return
    target = gathering.report.look_at(address, [told.line_of(said["hostname"], 300)])
    score = told.score_of(said["score"])
    severity = _severity(word, score)
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(said["name"], told.TITLE) or identifier,
        description=told.tidy(said["summary"], told.TEXT),
        aliases=[cve for cve in cves if cve != identifier],
        severity=severity,
        score=score,
        vector=told.line_of(said["vector"], told.NAME),
        product=told.line_of(said["affected"], told.NAME),
        advice=told.tidy(said["solution"], told.TEXT),
        sources=told.addresses(said["sources"]),
    )
    is_false = word.casefold() == "false positive"
    sighting = Sighting(
        identifier=identifier,
        target=target,
        port=told.line_of(said["port"], 30),
        details=told.tidy(said["details"], told.TEXT),
        severity=severity,
        standing=told.FALSE_POSITIVE if is_false else "",
        standing_reason=word if is_false else "",
    )
    gathering.add(weakness, sighting)


def _severity(word: str, score: str) -> int:
    """OpenVAS knows no word for critical: its “High” begins at 7.0."""
    by_word = told.severity_of(word, score)
    return told.CRITICAL if by_word == told.HIGH and score and float(score) >= 9 else by_word


def _identifier(said: dict[str, Any]) -> str:
    """A CVE where the scanner matched one by itself, else the test's number."""
    for name in ("oid", "name"):
        found = told.line_of(said[name], told.IDENTIFIER)
        if is_cve(found):
            return canonical(found)
    return told.identifier_of(said["oid"] or said["name"], TOOL)

"""What scanners write as one object a line, or one after the other: Nuclei, govulncheck and TruffleHog."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

Row = dict[str, Any]


def is_nuclei(row: Row) -> bool:
    """Whether an object is a result of Nuclei."""
    return isinstance(row.get("info"), dict) and any(name in row for name in ("template-id", "templateID", "template"))


def nuclei(rows: list[Row]) -> Report:
    """What templates matched; what they did not match on is not in it, so that nothing is missed."""
    report = Report(kind="nuclei", tool="Nuclei", is_full=False)
    gathering = Gathering(report)
    for row in rows:
        if row.get("matcher-status") is False:
            report.leave_out("passed")
        elif is_nuclei(row):
            _template(gathering, row)
        else:
            report.leave_out("no-finding")
        report.when(report.scanned_at, row.get("timestamp"))
    return gathering.done()


def _template(gathering: Gathering, row: Row) -> None:
    info: Row = row["info"]
    matched = contents.line_of(row.get("matched-at") or row.get("matched"), contents.PLACE)
    known = (row.get("host"), row.get("url"), matched, row.get("ip"))
    host = next((text for name_given in known if (text := contents.line_of(name_given, 300))), "")
    if not host:
        gathering.report.leave_out("no-target")
        return
    name, port, path = _parts(matched or host, contents.tidy(row.get("port"), 6))
    target = gathering.report.look_at(_parts(host, "")[0] or name, [contents.line_of(row.get("ip"), 60), host])
    matcher = contents.line_of(row.get("matcher-name") or row.get("matcher_name"), 100)
    weakness = _described(row, info)
    sighting = Sighting(
        identifier=weakness.identifier,
        target=target,
        port=port,
        path=path,
        mark=matcher,
        details=contents.tidy("\n".join([matcher, *_results(row)]).strip(), contents.TEXT),
        severity=weakness.severity,
    )
    gathering.add(weakness, sighting)


def _results(row: Row) -> list[str]:
    return contents.texts(row.get("extracted-results") or row.get("extracted_results"), 200)


def _parts(address: str, port: str) -> tuple[str, str, str]:
    """Host, port as 443/tcp, and path of an address, with or without its scheme."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        number, host = parts.port, parts.hostname or ""
    except ValueError:
        return address, "", ""
    number = number or {"https": 443, "http": 80}.get(parts.scheme) or (int(port) if port.isdigit() else None)
    return host, f"{number}/tcp" if number else "", parts.path if parts.path != "/" else ""


def _described(row: Row, info: Row) -> Weakness:
    kinds = info.get("classification")
    cves = contents.cves_in(_listed(contents.part(kinds, "cve-id")))
    template = contents.tidy(row.get("template-id") or row.get("templateID") or row.get("template"), 120)
    identifier = cves[0] if len(cves) == 1 else contents.identifier_of(template, "Nuclei")
    vector = contents.line_of(contents.part(kinds, "cvss-metrics"), contents.NAME)
    score = contents.score_of(contents.part(kinds, "cvss-score"))
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(info.get("name"), contents.TITLE) or identifier,
        description=contents.tidy(info.get("description"), contents.TEXT),
        aliases=[cve for cve in cves if cve != identifier],
        severity=contents.severity_of(info.get("severity"), score),
        score=score,
        vector=vector,
        cwe=contents.cwe_of(_listed(contents.part(kinds, "cwe-id"))),
        advice=contents.tidy(info.get("remediation"), contents.TEXT),
        sources=contents.addresses(_listed(info.get("reference") or info.get("references"))),
    )
    contents.take_epss(
        weakness, contents.part(kinds, "epss-score"), contents.part(kinds, "epss-percentile"), row.get("timestamp")
    )
    return weakness


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_govulncheck(row: Row) -> bool:
    """Whether an object is a message of govulncheck."""
    return bool(row.keys() & {"config", "osv", "finding", "progress", "SBOM"}) and len(row) <= 2


def former_govulncheck(content: Row) -> Report:
    """The one object that it wrote before version 1."""
    messages: list[Row] = []
    for vulnerability in contents.rows(content.get("Vulns")):
        entry = vulnerability.get("OSV")
        frame = {"module": vulnerability.get("ModPath"), "package": vulnerability.get("PkgPath")}
        frame |= {"function": vulnerability.get("Symbol")} if vulnerability.get("CallSink") else {}
        messages += [{"osv": entry}, {"finding": {"osv": contents.part(entry, "id"), "trace": [frame]}}]
    return govulncheck(messages)


def govulncheck(rows: list[Row]) -> Report:
    """What a module's code calls, imports or requires that is vulnerable."""
    entries = {
        contents.tidy(contents.part(row, "osv", "id"), 60): row["osv"]
        for row in rows
        if contents.part(row, "osv", "id")
    }
    findings = [row["finding"] for row in rows if isinstance(row.get("finding"), dict)]
    report = Report(kind="govulncheck", tool="govulncheck")
    roots = [name for row in rows for name in contents.texts(contents.part(row, "SBOM", "roots"))]
    target = report.look_where([*roots, *_modules(findings)])
    gathering = Gathering(report)
    for finding in sorted(findings, key=_depth):
        _go_finding(gathering, target, finding, entries.get(contents.tidy(finding.get("osv"), 60), {}))
    return gathering.done()


def _frames(finding: Row) -> list[Row]:
    return contents.rows(finding.get("trace"))


def _depth(finding: Row) -> int:
    """What the code calls comes before what it only imports or requires."""
    first = next(iter(_frames(finding)), {})
    return 0 if first.get("function") else 1 if first.get("package") else 2


def _modules(findings: list[Row]) -> list[str]:
    """The module whose code was looked at stands at the end of a trace, without a version."""
    ends = [frames[-1] for finding in findings if len(frames := _frames(finding)) > 1]
    return [contents.line_of(end.get("module"), 300) for end in ends if not end.get("version")]


def _go_finding(gathering: Gathering, target: str, finding: Row, entry: Row) -> None:
    frames = _frames(finding)
    first: Row = frames[0] if frames else {}
    weakness = _go_entry(contents.tidy(finding.get("osv"), 60), entry)
    if not weakness.identifier:
        gathering.report.leave_out("no-finding")
        return
    levels = ("called", "imported, not called", "required, not imported")
    symbol = ".".join(
        text for name in ("package", "receiver", "function") if (text := contents.line_of(first.get(name), 80))
    )
    sighting = Sighting(
        identifier=weakness.identifier,
        target=target,
        component=contents.line_of(first.get("module"), contents.NAME),
        component_version=contents.line_of(first.get("version"), 100),
        fixed_version=contents.line_of(finding.get("fixed_version"), 100),
        details=contents.line_of(f"{levels[_depth(finding)]} {symbol}", contents.TEXT),
        severity=weakness.severity,
    )
    gathering.add(weakness, sighting)


def _go_entry(number: str, entry: Row) -> Weakness:
    identifier = contents.identifier_of(entry.get("id") or number, "govulncheck")
    vectors = [contents.line_of(rating.get("score"), contents.NAME) for rating in contents.rows(entry.get("severity"))]
    links = [reference.get("url") for reference in contents.rows(entry.get("references"))]
    summary = contents.line_of(entry.get("summary"), contents.TITLE)
    details = contents.tidy(entry.get("details"), contents.TEXT)
    return Weakness(
        identifier=identifier,
        title=summary or contents.line_of(details.partition("\n")[0], contents.TITLE) or identifier,
        description=details,
        aliases=contents.texts(entry.get("aliases"), contents.IDENTIFIER),
        vector=next((vector for vector in vectors if vector), ""),
        sources=contents.addresses([contents.part(entry, "database_specific", "url"), *links]),
    )


def is_trufflehog(row: Row) -> bool:
    """Whether an object is a result of TruffleHog."""
    return "SourceMetadata" in row or {"reason", "stringsFound"} <= row.keys()


def trufflehog(rows: list[Row]) -> Report:
    """Secrets left lying about; what was found is not taken, only where."""
    report = Report(kind="trufflehog", tool="TruffleHog", is_full=False)
    gathering = Gathering(report)
    for row in rows:
        if is_trufflehog(row):
            _secret(gathering, row)
        elif "level" not in row:
            report.leave_out("no-finding")
    return gathering.done()


def _secret(gathering: Gathering, row: Row) -> None:
    data = contents.part(row, "SourceMetadata", "Data")
    place = next((source for source in data.values() if isinstance(source, dict)), {}) if isinstance(data, dict) else {}
    named = [place.get(name) for name in ("repository", "image", "bucket", "workspace_name", "link")]
    target = gathering.report.look_where(steady.repository(contents.line_of(name, 300)) for name in named if name)
    kind = contents.line_of(row.get("DetectorName") or row.get("reason"), 100)
    is_verified = row.get("Verified") is True
    severity = contents.CRITICAL if is_verified else contents.MEDIUM
    identifier = contents.identifier_of(kind or "secret", "TruffleHog")
    title = contents.line_of(f"Secret: {kind}", contents.TITLE)
    sighting = Sighting(
        identifier=identifier,
        target=target,
        path=contents.line_of(place.get("file") or place.get("path") or row.get("path"), contents.PLACE),
        line=contents.line_of(place.get("line"), 20),
        mark=secret_mark(row.get("Raw") or "".join(contents.texts(row.get("stringsFound"), 500))),
        details="verified" if is_verified else "",
        severity=severity,
    )
    gathering.add(Weakness(identifier=identifier, title=title, severity=severity), sighting)


def secret_mark(secret: Any) -> str:
    """What tells one secret from another without being it."""
    text = contents.tidy(secret, 20_000)
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""

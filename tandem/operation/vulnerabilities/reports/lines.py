"""What scanners write as one object a line, or one after the other: Nuclei, govulncheck and TruffleHog."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

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
    matched = told.line_of(row.get("matched-at") or row.get("matched"), told.PLACE)
    known = (row.get("host"), row.get("url"), matched, row.get("ip"))
    host = next((text for one in known if (text := told.line_of(one, 300))), "")
    if not host:
        gathering.report.leave_out("no-target")
        return
    name, port, path = _parts(matched or host, told.tidy(row.get("port"), 6))
    target = gathering.report.look_at(_parts(host, "")[0] or name, [told.line_of(row.get("ip"), 60), host])
    matcher = told.line_of(row.get("matcher-name") or row.get("matcher_name"), 100)
    weakness = _described(row, info)
    sighting = Sighting(
        identifier=weakness.identifier,
        target=target,
        port=port,
        path=path,
        mark=matcher,
        details=told.tidy("\n".join([matcher, *_results(row)]).strip(), told.TEXT),
        severity=weakness.severity,
    )
    gathering.add(weakness, sighting)


def _results(row: Row) -> list[str]:
    return told.texts(row.get("extracted-results") or row.get("extracted_results"), 200)


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
    cves = told.cves_in(_listed(told.part(kinds, "cve-id")))
    template = told.tidy(row.get("template-id") or row.get("templateID") or row.get("template"), 120)
    identifier = cves[0] if len(cves) == 1 else told.identifier_of(template, "Nuclei")
    vector = told.line_of(told.part(kinds, "cvss-metrics"), told.NAME)
    score = told.score_of(told.part(kinds, "cvss-score"))
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(info.get("name"), told.TITLE) or identifier,
        description=told.tidy(info.get("description"), told.TEXT),
        aliases=[cve for cve in cves if cve != identifier],
        severity=told.severity_of(info.get("severity"), score),
        score=score,
        vector=vector,
        cwe=told.cwe_of(_listed(told.part(kinds, "cwe-id"))),
        advice=told.tidy(info.get("remediation"), told.TEXT),
        sources=told.addresses(_listed(info.get("reference") or info.get("references"))),
    )
    told.take_epss(weakness, told.part(kinds, "epss-score"), told.part(kinds, "epss-percentile"), row.get("timestamp"))
    return weakness


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_govulncheck(row: Row) -> bool:
    """Whether an object is a message of govulncheck."""
    return bool(row.keys() & {"config", "osv", "finding", "progress", "SBOM"}) and len(row) <= 2


def former_govulncheck(content: Row) -> Report:
    """The one object that it wrote before version 1."""
    messages: list[Row] = []
    for found in told.rows(content.get("Vulns")):
        entry = found.get("OSV")
        frame = {"module": found.get("ModPath"), "package": found.get("PkgPath")}
        frame |= {"function": found.get("Symbol")} if found.get("CallSink") else {}
        messages += [{"osv": entry}, {"finding": {"osv": told.part(entry, "id"), "trace": [frame]}}]
    return govulncheck(messages)


def govulncheck(rows: list[Row]) -> Report:
    """What a module's code calls, imports or requires that is vulnerable."""
    entries = {told.tidy(told.part(row, "osv", "id"), 60): row["osv"] for row in rows if told.part(row, "osv", "id")}
    findings = [row["finding"] for row in rows if isinstance(row.get("finding"), dict)]
    report = Report(kind="govulncheck", tool="govulncheck")
    roots = [name for row in rows for name in told.texts(told.part(row, "SBOM", "roots"))]
    target = report.look_where([*roots, *_modules(findings)])
    gathering = Gathering(report)
    for finding in sorted(findings, key=_depth):
        _go_finding(gathering, target, finding, entries.get(told.tidy(finding.get("osv"), 60), {}))
    return gathering.done()


def _frames(finding: Row) -> list[Row]:
    return told.rows(finding.get("trace"))


def _depth(finding: Row) -> int:
    """What the code calls comes before what it only imports or requires."""
    first = next(iter(_frames(finding)), {})
    return 0 if first.get("function") else 1 if first.get("package") else 2


def _modules(findings: list[Row]) -> list[str]:
    """The module whose code was looked at stands at the end of a trace, without a version."""
    ends = [frames[-1] for finding in findings if len(frames := _frames(finding)) > 1]
    return [told.line_of(end.get("module"), 300) for end in ends if not end.get("version")]


def _go_finding(gathering: Gathering, target: str, finding: Row, entry: Row) -> None:
    frames = _frames(finding)
    first: Row = frames[0] if frames else {}
    weakness = _go_entry(told.tidy(finding.get("osv"), 60), entry)
    if not weakness.identifier:
        gathering.report.leave_out("no-finding")
        return
    levels = ("called", "imported, not called", "required, not imported")
    symbol = ".".join(
        text for name in ("package", "receiver", "function") if (text := told.line_of(first.get(name), 80))
    )
    sighting = Sighting(
        identifier=weakness.identifier,
        target=target,
        component=told.line_of(first.get("module"), told.NAME),
        component_version=told.line_of(first.get("version"), 100),
        fixed_version=told.line_of(finding.get("fixed_version"), 100),
        details=told.line_of(f"{levels[_depth(finding)]} {symbol}", told.TEXT),
        severity=weakness.severity,
    )
    gathering.add(weakness, sighting)


def _go_entry(number: str, entry: Row) -> Weakness:
    identifier = told.identifier_of(entry.get("id") or number, "govulncheck")
    vectors = [told.line_of(one.get("score"), told.NAME) for one in told.rows(entry.get("severity"))]
    links = [one.get("url") for one in told.rows(entry.get("references"))]
    summary = told.line_of(entry.get("summary"), told.TITLE)
    details = told.tidy(entry.get("details"), told.TEXT)
    return Weakness(
        identifier=identifier,
        title=summary or told.line_of(details.partition("\n")[0], told.TITLE) or identifier,
        description=details,
        aliases=told.texts(entry.get("aliases"), told.IDENTIFIER),
        vector=next((vector for vector in vectors if vector), ""),
        sources=told.addresses([told.part(entry, "database_specific", "url"), *links]),
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
    data = told.part(row, "SourceMetadata", "Data")
    place = next((one for one in data.values() if isinstance(one, dict)), {}) if isinstance(data, dict) else {}
    named = [place.get(name) for name in ("repository", "image", "bucket", "workspace_name", "link")]
    target = gathering.report.look_where(steady.repository(told.line_of(name, 300)) for name in named if name)
    kind = told.line_of(row.get("DetectorName") or row.get("reason"), 100)
    is_verified = row.get("Verified") is True
    severity = told.CRITICAL if is_verified else told.MEDIUM
    identifier = told.identifier_of(kind or "secret", "TruffleHog")
    title = told.line_of(f"Secret: {kind}", told.TITLE)
    sighting = Sighting(
        identifier=identifier,
        target=target,
        path=told.line_of(place.get("file") or place.get("path") or row.get("path"), told.PLACE),
        line=told.line_of(place.get("line"), 20),
        mark=secret_mark(row.get("Raw") or "".join(told.texts(row.get("stringsFound"), 500))),
        details="verified" if is_verified else "",
        severity=severity,
    )
    gathering.add(Weakness(identifier=identifier, title=title, severity=severity), sighting)


def secret_mark(secret: Any) -> str:
    """What tells one secret from another without being it."""
    text = told.tidy(secret, 20_000)
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""

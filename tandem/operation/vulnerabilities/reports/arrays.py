"""What scanners write as a list: Gitleaks, Checkov and Hadolint."""

from typing import Any
from urllib.parse import urlsplit

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.lines import secret_mark
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

Row = dict[str, Any]
TALLY = frozenset({"passed", "failed", "skipped", "checkov_version"})


def is_gitleaks(row: Row) -> bool:
    """Whether an object is a result of Gitleaks, of version 8 or before."""
    return {"RuleID", "File"} <= row.keys() or {"offender", "rule"} <= row.keys()


def gitleaks(rows: list[Row]) -> Report:
    """Secrets left lying about; what was found is not taken, only where."""
    report = Report(kind="gitleaks", tool="Gitleaks", is_full=False)
    gathering = Gathering(report)
    for row in rows:
        if is_gitleaks(row):
            _leak(gathering, row)
        else:
            report.leave_out("no-finding")
    return gathering.done()


def _leak(gathering: Gathering, row: Row) -> None:
    names = [told.line_of(row.get(name), 300) for name in ("repoURL", "repo")]
    target = gathering.report.look_where([*map(steady.repository, names), _repository_of(row)])
    identifier = told.identifier_of(row.get("RuleID") or row.get("rule"), "Gitleaks")
    title = told.line_of(row.get("Description"), told.TITLE) or identifier
    sighting = Sighting(
        identifier=identifier,
        target=target,
        path=told.line_of(row.get("File") or row.get("file"), told.PLACE),
        line=told.line_of(row.get("StartLine") or row.get("lineNumber"), 20),
        mark=secret_mark(row.get("Secret") or row.get("offender") or row.get("Match")),
        details=told.line_of(f"commit {told.tidy(row.get('Commit') or row.get('commit'), 60)}", 100),
        severity=told.HIGH,
    )
    gathering.add(Weakness(identifier=identifier, title=title, severity=told.HIGH), sighting)


def _repository_of(row: Row) -> str:
    """The repository that the link to a file lies in."""
    address = urlsplit(told.line_of(row.get("Link") or row.get("leakURL"), told.PLACE))
    for inner in ("/-/blob/", "/blob/", "/src/", "/commit/"):
        head, found, _rest = address.path.partition(inner)
        if found and address.hostname:
            return f"https://{address.hostname}{head}"
    return ""


def is_checkov(row: Row) -> bool:
    """Whether an object is a report of Checkov over one kind of files, or its tally when there were none."""
    return row.keys() >= TALLY or ("check_type" in row and "results" in row)


def checkov(rows: list[Row]) -> Report:
    """What checks failed on which resource; each kind of files is a part of its own."""
    report = Report(kind="checkov", tool="Checkov", covers=[])
    report.look_at("")
    gathering = Gathering(report)
    for row in rows:
        kind = told.line_of(row.get("check_type"), 60)
        report.covers = [*(report.covers or []), kind]
        results = row.get("results")
        report.leave_out("passed", len(told.rows(told.part(results, "passed_checks"))))
        for found in told.rows(told.part(results, "failed_checks")):
            _failed(gathering, kind, found, "")
        for found in told.rows(told.part(results, "skipped_checks")):
            reason = told.tidy(told.part(found, "check_result", "suppress_comment"), 4_000)
            _failed(gathering, kind, found, reason or "suppressed")
        if errors := told.part(results, "parsing_errors"):
            report.is_full = report.is_full and not isinstance(errors, list)
    return gathering.done()


def _failed(gathering: Gathering, kind: str, found: Row, suppressed: str) -> None:
    package = found.get("vulnerability_details")
    package = package if isinstance(package, dict) else {}
    number = told.part(package, "id") or found.get("check_id")
    identifier = told.identifier_of(number, "Checkov")
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    lines = found.get("file_line_range")
    score = told.score_of(package.get("cvss"))
    severity = told.severity_of(found.get("severity") or package.get("severity"), score)
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(found.get("short_description") or found.get("check_name"), told.TITLE) or identifier,
        description=told.tidy(found.get("description") or package.get("description"), told.TEXT),
        severity=severity,
        score=score,
        vector=told.line_of(package.get("vector"), told.NAME),
        sources=told.addresses([found.get("guideline"), package.get("link")]),
    )
    fix = package.get("fix_version") or package.get("lowest_fixed_version")
    sighting = Sighting(
        identifier=identifier,
        target="",
        component=told.line_of(package.get("package_name") or found.get("resource"), told.NAME),
        component_version=told.line_of(package.get("package_version"), 100),
        fixed_version=told.line_of(fix, 100),
        path=told.line_of(found.get("file_path"), told.PLACE).lstrip("/"),
        line=told.line_of(lines[0], 20) if isinstance(lines, list) and lines else "",
        details=told.line_of(found.get("check_name"), told.TEXT),
        severity=severity,
        scope=kind,
        standing=told.FALSE_POSITIVE if suppressed else "",
        standing_reason=suppressed,
    )
    gathering.add(weakness, sighting)


def is_hadolint(row: Row) -> bool:
    """Whether an object is a remark of Hadolint."""
    return {"code", "file", "level", "message"} <= row.keys()


def hadolint(rows: list[Row]) -> Report:
    """Remarks on Dockerfiles; a file without one is not named in it, so that nothing is missed."""
    report = Report(kind="hadolint", tool="Hadolint", is_full=False)
    target = report.look_at("")
    gathering = Gathering(report)
    for row in rows:
        identifier = told.identifier_of(row.get("code"), "Hadolint")
        message = told.tidy(row.get("message"), told.TEXT)
        path = told.line_of(steady.path(told.tidy(row.get("file"), told.PLACE)), told.PLACE)
        if not is_hadolint(row) or not identifier:
            report.leave_out("no-finding")
            continue
        severity = told.severity_of(row.get("level"))
        mark = steady.without_lines(message[:200])
        sighting = Sighting(
            identifier=identifier,
            target=target,
            path=path,
            line=told.line_of(row.get("line"), 20),
            mark=f"{mark} {gathering.turn(identifier, path, mark)}".strip(),
            details=message,
            severity=severity,
        )
        gathering.add(Weakness(identifier=identifier, title=message[:150] or identifier, severity=severity), sighting)
    return gathering.done()

"""What scanners write as a list: Gitleaks, Checkov and Hadolint."""

from typing import Any
from urllib.parse import urlsplit

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.lines import secret_mark

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
    names = [contents.line_of(row.get(name), 300) for name in ("repoURL", "repo")]
    target = gathering.report.look_where([*map(steady.repository, names), _repository_of(row)])
    identifier = contents.identifier_of(row.get("RuleID") or row.get("rule"), "Gitleaks")
    title = contents.line_of(row.get("Description"), contents.TITLE) or identifier
    sighting = Sighting(
        identifier=identifier,
        target=target,
        path=contents.line_of(row.get("File") or row.get("file"), contents.PLACE),
        line=contents.line_of(row.get("StartLine") or row.get("lineNumber"), 20),
        mark=secret_mark(row.get("Secret") or row.get("offender") or row.get("Match")),
        details=contents.line_of(f"commit {contents.tidy(row.get('Commit') or row.get('commit'), 60)}", 100),
        severity=contents.HIGH,
    )
    gathering.add(Weakness(identifier=identifier, title=title, severity=contents.HIGH), sighting)


def _repository_of(row: Row) -> str:
    """The repository that the link to a file lies in."""
    address = urlsplit(contents.line_of(row.get("Link") or row.get("leakURL"), contents.PLACE))
    for inner in ("/-/blob/", "/blob/", "/src/", "/commit/"):
        head, separator, _rest = address.path.partition(inner)
        if separator and address.hostname:
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
        kind = contents.line_of(row.get("check_type"), 60)
        report.covers = [*(report.covers or []), kind]
        results = row.get("results")
        report.leave_out("passed", len(contents.rows(contents.part(results, "passed_checks"))))
        for failure in contents.rows(contents.part(results, "failed_checks")):
            _failed(gathering, kind, failure, "")
        for failure in contents.rows(contents.part(results, "skipped_checks")):
            reason = contents.tidy(contents.part(failure, "check_result", "suppress_comment"), 4_000)
            _failed(gathering, kind, failure, reason or "suppressed")
        if errors := contents.part(results, "parsing_errors"):
            report.is_full = report.is_full and not isinstance(errors, list)
    return gathering.done()


def _failed(gathering: Gathering, kind: str, failure: Row, suppressed: str) -> None:
    package = failure.get("vulnerability_details")
    package = package if isinstance(package, dict) else {}
    number = contents.part(package, "id") or failure.get("check_id")
    identifier = contents.identifier_of(number, "Checkov")
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    lines = failure.get("file_line_range")
    score = contents.score_of(package.get("cvss"))
    severity = contents.severity_of(failure.get("severity") or package.get("severity"), score)
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(failure.get("short_description") or failure.get("check_name"), contents.TITLE)
        or identifier,
        description=contents.tidy(failure.get("description") or package.get("description"), contents.TEXT),
        severity=severity,
        score=score,
        vector=contents.line_of(package.get("vector"), contents.NAME),
        sources=contents.addresses([failure.get("guideline"), package.get("link")]),
    )
    fix = package.get("fix_version") or package.get("lowest_fixed_version")
    sighting = Sighting(
        identifier=identifier,
        target="",
        component=contents.line_of(package.get("package_name") or failure.get("resource"), contents.NAME),
        component_version=contents.line_of(package.get("package_version"), 100),
        fixed_version=contents.line_of(fix, 100),
        path=contents.line_of(failure.get("file_path"), contents.PLACE).lstrip("/"),
        line=contents.line_of(lines[0], 20) if isinstance(lines, list) and lines else "",
        details=contents.line_of(failure.get("check_name"), contents.TEXT),
        severity=severity,
        scope=kind,
        standing=contents.FALSE_POSITIVE if suppressed else "",
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
        identifier = contents.identifier_of(row.get("code"), "Hadolint")
        message = contents.tidy(row.get("message"), contents.TEXT)
        path = contents.line_of(steady.path(contents.tidy(row.get("file"), contents.PLACE)), contents.PLACE)
        if not is_hadolint(row) or not identifier:
            report.leave_out("no-finding")
            continue
        severity = contents.severity_of(row.get("level"))
        mark = steady.without_lines(message[:200])
        sighting = Sighting(
            identifier=identifier,
            target=target,
            path=path,
            line=contents.line_of(row.get("line"), 20),
            mark=f"{mark} {gathering.turn(identifier, path, mark)}".strip(),
            details=message,
            severity=severity,
        )
        gathering.add(Weakness(identifier=identifier, title=message[:150] or identifier, severity=severity), sighting)
    return gathering.done()

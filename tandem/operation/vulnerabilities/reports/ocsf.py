"""Findings in the Open Cybersecurity Schema Framework (OCSF): Prowler and whoever else writes them."""

from typing import Any

from tandem.operation.vulnerabilities.reports import contents
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

Row = dict[str, Any]
FINDINGS = range(2001, 2008)
PASSED = frozenset({"pass", "passed", "success", "compliant"})
UNDECIDED = frozenset({"manual", "not_applicable", "notapplicable", "unknown"})
SUPPRESSED = frozenset({"suppressed", "muted"})
GRADES = {
    1: contents.INFORMATION,
    2: contents.LOW,
    3: contents.MEDIUM,
    4: contents.HIGH,
    5: contents.CRITICAL,
    6: contents.CRITICAL,
}


def is_event(row: Row) -> bool:
    """Whether an object is an event of OCSF."""
    return isinstance(row.get("class_uid"), int) and isinstance(row.get("metadata"), dict)


def read(rows: list[Row]) -> Report:
    """The findings of one tool; a check that passed was looked at, and found nothing."""
    report = Report(kind="ocsf", tool=_tool(rows), covers=[])
    gathering, covers = Gathering(report), set()
    for row in rows:
        newest = contents.day(row.get("time_dt")) or contents.day(row.get("time"))
        if newest >= report.scanned_on:
            report.when(row.get("time_dt"), row.get("time"))
        if not is_event(row) or row["class_uid"] not in FINDINGS:
            report.leave_out("no-finding")
            continue
        target = report.look_at(*_target(row))
        said = {contents.line_of(row.get(name), 40).casefold() for name in ("status_code", "status")}
        said |= {contents.line_of(contents.part(row, "compliance", "status"), 40).casefold()}
        covers.add(_check(row))
        if said & PASSED:
            report.leave_out("passed")
        elif said & UNDECIDED and not row.get("vulnerabilities"):
            covers.discard(_check(row))
            report.leave_out("undecided")
        else:
            _finding(gathering, target, row, said)
    report.covers = sorted(covers)
    return gathering.done()


def _tool(rows: list[Row]) -> str:
    names = (contents.line_of(contents.part(row, "metadata", "product", "name"), 100) for row in rows)
    return next((name for name in names if name), "OCSF")


def _check(row: Row) -> str:
    """The number of the check, else the title of the finding."""
    names = (
        contents.part(row, "metadata", "event_code"),
        contents.part(row, "finding_info", "title"),
        row.get("message"),
    )
    about = row.get("finding")
    older = (contents.part(about, "title"), contents.part(row, "compliance", "control"))
    return next((text for name in (*names, *older) if (text := contents.line_of(name, contents.IDENTIFIER))), "")


def _target(row: Row) -> tuple[str, list[str]]:
    """The account in the cloud, else the device, else the resource."""
    account = contents.part(row, "cloud", "account")
    uid, name = (contents.line_of(contents.part(account, key), 200) for key in ("uid", "name"))
    provider = contents.line_of(contents.part(row, "cloud", "provider"), 40)
    if uid or name:
        return (f"{provider} {uid or name}".strip(), [uid, name])
    device = row.get("device")
    names = [contents.line_of(contents.part(device, key), 200) for key in ("hostname", "name", "ip", "uid")]
    resource = next(iter(_resources(row)), {})
    names += [contents.line_of(resource.get(key), 200) for key in ("name", "uid")]
    return next((name for name in names if name), ""), [name for name in names if name]


def _resources(row: Row) -> list[Row]:
    several = contents.rows(row.get("resources"))
    return several or contents.rows([row.get("resource")])


def _finding(gathering: Gathering, target: str, row: Row, said: set[str]) -> None:
    resources = [
        contents.line_of(resource.get("uid") or resource.get("name"), contents.NAME) for resource in _resources(row)
    ] or [""]
    suppressed = bool(said & SUPPRESSED)
    standing = contents.FALSE_POSITIVE if suppressed else contents.FIXED if "resolved" in said else ""
    weaknesses = [*_vulnerabilities(row)] or [(_weakness(row), {})]
    for weakness, package in weaknesses:
        for resource in resources:
            sighting = Sighting(
                identifier=weakness.identifier,
                target=target,
                component=contents.line_of(package.get("name"), contents.NAME) or resource,
                component_version=contents.line_of(package.get("version"), 100),
                fixed_version=contents.line_of(package.get("fixed_in_version"), 100),
                path=resource if package else "",
                details=contents.tidy(row.get("status_detail") or row.get("message"), contents.TEXT),
                severity=weakness.severity,
                scope=_check(row),
                standing=standing,
                standing_reason=contents.tidy(row.get("status_detail"), 2_000) if standing else "",
            )
            gathering.add(weakness, sighting)


def _grade(row: Row) -> int:
    word = contents.severity_of("critical" if row.get("severity") == "Fatal" else row.get("severity"))
    number = row.get("severity_id")
    return GRADES.get(number, word) if word == contents.NOT_RATED and isinstance(number, int) else word


def _weakness(row: Row) -> Weakness:
    info = row.get("finding_info") if isinstance(row.get("finding_info"), dict) else row.get("finding")
    identifier = contents.identifier_of(_check(row) or "without a rule", _tool([row]))
    remedy = row.get("remediation") or contents.part(info, "remediation")
    links = contents.part(remedy, "references")
    return Weakness(
        identifier=identifier,
        title=contents.line_of(contents.part(info, "title"), contents.TITLE) or identifier,
        description=contents.tidy(row.get("risk_details") or contents.part(info, "desc"), contents.TEXT),
        severity=_grade(row),
        advice=contents.tidy(contents.part(remedy, "desc"), contents.TEXT),
        sources=contents.addresses(links if isinstance(links, list) else []),
    )


def _vulnerabilities(row: Row) -> list[tuple[Weakness, Row]]:
    """Numbered vulnerabilities of a finding, each with every package in which it sits."""
    pairs = []
    for vulnerability in contents.rows(row.get("vulnerabilities")):
        cve = vulnerability.get("cve")
        number = (
            contents.part(cve, "uid") or contents.part(vulnerability, "advisory", "uid") or vulnerability.get("title")
        )
        identifier = contents.identifier_of(number, _tool([row]))
        if identifier:
            packages = contents.rows(vulnerability.get("affected_packages")) or contents.rows(
                vulnerability.get("packages")
            )
            pairs += [(_numbered(identifier, vulnerability, row), package) for package in packages or [{}]]
    return pairs


def _numbered(identifier: str, vulnerability: Row, row: Row) -> Weakness:
    cve = vulnerability.get("cve")
    ratings = contents.rows(contents.part(cve, "cvss"))
    rating = next((rated for rated in ratings if rated.get("base_score") is not None or rated.get("vector_string")), {})
    score = contents.score_of(rating.get("base_score"))
    kinds = [
        contents.part(cve, "cwe", "uid"),
        *(kind.get("uid") for kind in contents.rows(contents.part(cve, "related_cwes"))),
    ]
    links = vulnerability.get("references")
    remedy = vulnerability.get("remediation")
    graded = _grade(vulnerability)
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(vulnerability.get("title") or contents.part(cve, "title"), contents.TITLE) or identifier,
        description=contents.tidy(vulnerability.get("desc") or contents.part(cve, "desc"), contents.TEXT),
        severity=graded if graded != contents.NOT_RATED else contents.severity_of("", score) if score else _grade(row),
        score=score,
        vector=contents.line_of(rating.get("vector_string"), contents.NAME),
        cwe=contents.cwe_of(kinds),
        advice=contents.tidy(contents.part(remedy, "desc"), contents.TEXT),
        sources=contents.addresses(links if isinstance(links, list) else []),
    )
    contents.take_epss(
        weakness, contents.part(cve, "epss", "score"), contents.part(cve, "epss", "percentile"), row.get("time_dt")
    )
    return weakness

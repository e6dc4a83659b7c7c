"""Findings in the Open Cybersecurity Schema Framework (OCSF): Prowler and whoever else writes them."""

from typing import Any

from tandem.operation.vulnerabilities.reports import told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

Row = dict[str, Any]
FINDINGS = range(2001, 2008)
PASSED = frozenset({"pass", "passed", "success", "compliant"})
UNDECIDED = frozenset({"manual", "not_applicable", "notapplicable", "unknown"})
SUPPRESSED = frozenset({"suppressed", "muted"})
GRADES = {1: told.INFORMATION, 2: told.LOW, 3: told.MEDIUM, 4: told.HIGH, 5: told.CRITICAL, 6: told.CRITICAL}


def is_event(row: Row) -> bool:
    """Whether an object is an event of OCSF."""
    return isinstance(row.get("class_uid"), int) and isinstance(row.get("metadata"), dict)


def read(rows: list[Row]) -> Report:
    """The findings of one tool; a check that passed was looked at, and found nothing."""
    report = Report(kind="ocsf", tool=_tool(rows), covers=[])
    gathering, covers = Gathering(report), set()
    for row in rows:
        newest = told.day(row.get("time_dt")) or told.day(row.get("time"))
        if newest >= report.scanned_on:
            report.when(row.get("time_dt"), row.get("time"))
        if not is_event(row) or row["class_uid"] not in FINDINGS:
            report.leave_out("no-finding")
            continue
        target = report.look_at(*_target(row))
        said = {told.line_of(row.get(name), 40).casefold() for name in ("status_code", "status")}
        said |= {told.line_of(told.part(row, "compliance", "status"), 40).casefold()}
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
    names = (told.line_of(told.part(row, "metadata", "product", "name"), 100) for row in rows)
    return next((name for name in names if name), "OCSF")


def _check(row: Row) -> str:
    """The number of the check, else the title of the finding."""
    names = (told.part(row, "metadata", "event_code"), told.part(row, "finding_info", "title"), row.get("message"))
    about = row.get("finding")
    older = (told.part(about, "title"), told.part(row, "compliance", "control"))
    return next((text for name in (*names, *older) if (text := told.line_of(name, told.IDENTIFIER))), "")


def _target(row: Row) -> tuple[str, list[str]]:
    """The account in the cloud, else the device, else the resource."""
    account = told.part(row, "cloud", "account")
    uid, name = (told.line_of(told.part(account, key), 200) for key in ("uid", "name"))
    provider = told.line_of(told.part(row, "cloud", "provider"), 40)
    if uid or name:
        return (f"{provider} {uid or name}".strip(), [uid, name])
    device = row.get("device")
    names = [told.line_of(told.part(device, key), 200) for key in ("hostname", "name", "ip", "uid")]
    resource = next(iter(_resources(row)), {})
    names += [told.line_of(resource.get(key), 200) for key in ("name", "uid")]
    return next((one for one in names if one), ""), [one for one in names if one]


def _resources(row: Row) -> list[Row]:
    several = told.rows(row.get("resources"))
    return several or told.rows([row.get("resource")])


def _finding(gathering: Gathering, target: str, row: Row, said: set[str]) -> None:
    resources = [told.line_of(one.get("uid") or one.get("name"), told.NAME) for one in _resources(row)] or [""]
    suppressed = bool(said & SUPPRESSED)
    standing = told.FALSE_POSITIVE if suppressed else told.FIXED if "resolved" in said else ""
    weaknesses = [*_vulnerabilities(row)] or [(_weakness(row), {})]
    for weakness, package in weaknesses:
        for resource in resources:
            sighting = Sighting(
                identifier=weakness.identifier,
                target=target,
                component=told.line_of(package.get("name"), told.NAME) or resource,
                component_version=told.line_of(package.get("version"), 100),
                fixed_version=told.line_of(package.get("fixed_in_version"), 100),
                path=resource if package else "",
                details=told.tidy(row.get("status_detail") or row.get("message"), told.TEXT),
                severity=weakness.severity,
                scope=_check(row),
                standing=standing,
                standing_reason=told.tidy(row.get("status_detail"), 2_000) if standing else "",
            )
            gathering.add(weakness, sighting)


def _grade(row: Row) -> int:
    word = told.severity_of("critical" if row.get("severity") == "Fatal" else row.get("severity"))
    number = row.get("severity_id")
    return GRADES.get(number, word) if word == told.NOT_RATED and isinstance(number, int) else word


def _weakness(row: Row) -> Weakness:
    info = row.get("finding_info") if isinstance(row.get("finding_info"), dict) else row.get("finding")
    identifier = told.identifier_of(_check(row) or "without a rule", _tool([row]))
    remedy = row.get("remediation") or told.part(info, "remediation")
    links = told.part(remedy, "references")
    return Weakness(
        identifier=identifier,
        title=told.line_of(told.part(info, "title"), told.TITLE) or identifier,
        description=told.tidy(row.get("risk_details") or told.part(info, "desc"), told.TEXT),
        severity=_grade(row),
        advice=told.tidy(told.part(remedy, "desc"), told.TEXT),
        sources=told.addresses(links if isinstance(links, list) else []),
    )


def _vulnerabilities(row: Row) -> list[tuple[Weakness, Row]]:
    """Numbered vulnerabilities of a finding, each with every package in which it sits."""
    found = []
    for one in told.rows(row.get("vulnerabilities")):
        cve = one.get("cve")
        number = told.part(cve, "uid") or told.part(one, "advisory", "uid") or one.get("title")
        identifier = told.identifier_of(number, _tool([row]))
        if identifier:
            packages = told.rows(one.get("affected_packages")) or told.rows(one.get("packages"))
            found += [(_numbered(identifier, one, row), package) for package in packages or [{}]]
    return found


def _numbered(identifier: str, one: Row, row: Row) -> Weakness:
    cve = one.get("cve")
    ratings = told.rows(told.part(cve, "cvss"))
    rating = next((rated for rated in ratings if rated.get("base_score") is not None or rated.get("vector_string")), {})
    score = told.score_of(rating.get("base_score"))
    kinds = [told.part(cve, "cwe", "uid"), *(kind.get("uid") for kind in told.rows(told.part(cve, "related_cwes")))]
    links = one.get("references")
    remedy = one.get("remediation")
    graded = _grade(one)
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(one.get("title") or told.part(cve, "title"), told.TITLE) or identifier,
        description=told.tidy(one.get("desc") or told.part(cve, "desc"), told.TEXT),
        severity=graded if graded != told.NOT_RATED else told.severity_of("", score) if score else _grade(row),
        score=score,
        vector=told.line_of(rating.get("vector_string"), told.NAME),
        cwe=told.cwe_of(kinds),
        advice=told.tidy(told.part(remedy, "desc"), told.TEXT),
        sources=told.addresses(links if isinstance(links, list) else []),
    )
    told.take_epss(weakness, told.part(cve, "epss", "score"), told.part(cve, "epss", "percentile"), row.get("time_dt"))
    return weakness

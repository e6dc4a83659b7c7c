"""Grype's JSON: what it matched in an image, a folder or a bill of materials."""

from typing import Any

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

TOOL = "Grype"
EARLIER = ("4", "3.1", "3.0", "3", "2")


def read(content: dict[str, Any]) -> Report:
    """The report of one run."""
    report = Report(kind="grype", tool=TOOL)
    report.when(told.part(content, "descriptor", "timestamp"))
    target = _target(report, content.get("source"))
    report.title = told.line_of(f"{TOOL} {target}", told.TITLE)
    gathering = Gathering(report)
    for match in told.rows(content.get("matches")):
        _match(gathering, target, match, "")
    for match in told.rows(content.get("ignoredMatches")):
        reason = _not_affected(match)
        if reason:
            _match(gathering, target, match, reason)
        else:
            report.leave_out("ignored")
    return gathering.done()


def _target(report: Report, source: Any) -> str:
    """The image without its build, else the folder or file where its name tells one from another."""
    target = told.part(source, "target")
    if isinstance(target, dict):
        names = [told.line_of(target.get("userInput"), 300), *told.texts(target.get("tags"))]
        bare = [steady.bare_image(name) for name in names]
        return report.look_where(map(steady.image, names), [*names, *bare])
    name = told.line_of(target, 300)
    return report.look_where([name])


def _not_affected(match: dict[str, Any]) -> str:
    """Why the maker says that it is none, where a rule of VEX left it out."""
    for rule in told.rows(match.get("appliedIgnoreRules")):
        status = told.line_of(rule.get("vex-status"), 40)
        if status in ("not_affected", "fixed"):
            return ": ".join(part for part in (status, told.line_of(rule.get("vex-justification"), 200)) if part)
    return ""


def _match(gathering: Gathering, target: str, match: dict[str, Any], settled: str) -> None:
    found, artifact = match.get("vulnerability"), match.get("artifact")
    related = told.rows(match.get("relatedVulnerabilities"))
    weakness = _weakness(found if isinstance(found, dict) else {}, related)
    if not weakness.identifier:
        gathering.report.leave_out("no-finding")
        return
    places = [told.line_of(one.get("path"), told.PLACE) for one in told.rows(told.part(artifact, "locations"))]
    fix = told.part(found, "fix")
    sighting = Sighting(
        identifier=weakness.identifier,
        target=target,
        component=told.line_of(told.part(artifact, "name"), told.NAME),
        component_version=told.line_of(told.part(artifact, "version"), 100),
        fixed_version=told.tidy(", ".join(told.texts(told.part(fix, "versions"), 60)), 100),
        path=next((place for place in places if place), ""),
        details=told.line_of(told.part(artifact, "purl"), told.NAME),
        severity=weakness.severity,
        standing=told.FALSE_POSITIVE if settled else "",
        standing_reason=settled.replace("_", " "),
    )
    gathering.add(weakness, sighting)


def _weakness(found: dict[str, Any], related: list[dict[str, Any]]) -> Weakness:
    identifier = told.identifier_of(found.get("id"), TOOL)
    score, vector = _rating([found, *related])
    descriptions = [told.tidy(one.get("description"), told.TEXT) for one in (found, *related)]
    description = next((text for text in descriptions if text), "")
    links = [found.get("dataSource"), *told.texts(found.get("urls"))]
    aliases = [told.identifier_of(one.get("id"), TOOL) for one in related]
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(description.partition("\n")[0], told.TITLE) or identifier,
        description=description,
        aliases=[other for other in dict.fromkeys(aliases) if other and other != identifier],
        severity=told.severity_of(found.get("severity"), score),
        score=score,
        vector=vector,
        cwe=told.cwe_of(one.get("cwe") for part in (found, *related) for one in told.rows(part.get("cwes"))),
        sources=told.addresses(links),
    )
    _attacks(weakness, [found, *related])
    return weakness


def _rating(parts: list[dict[str, Any]]) -> tuple[str, str]:
    """Score and vector of one rating: of the newest version of CVSS that the match itself or a related one has."""
    ratings = [one for part in parts for one in told.rows(part.get("cvss"))]
    ratings.sort(key=lambda one: _age(told.tidy(one.get("version"), 10)))
    for one in ratings:
        score = told.score_of(told.part(one, "metrics", "baseScore"))
        vector = told.line_of(one.get("vector"), told.NAME)
        if score or vector:
            return score, vector
    return "", ""


def _age(version: str) -> int:
    return next((place for place, start in enumerate(EARLIER) if version.startswith(start)), len(EARLIER))


def _attacks(weakness: Weakness, parts: list[dict[str, Any]]) -> None:
    """How likely an attack is held to be, and whether there are attacks already."""
    for one in (row for part in parts for row in told.rows(part.get("epss"))):
        told.take_epss(weakness, one.get("epss"), one.get("percentile"), one.get("date"))
    for one in (row for part in parts for row in told.rows(part.get("knownExploited"))):
        if since := told.day(one.get("dateAdded")):
            weakness.is_exploited, weakness.exploited_since = True, since
            weakness.exploited_due = told.day(one.get("dueDate"))
            weakness.is_ransomware = told.line_of(one.get("knownRansomwareCampaignUse"), 20).casefold() == "known"

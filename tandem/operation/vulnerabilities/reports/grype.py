"""Grype's JSON: what it matched in an image, a folder or a bill of materials."""

from typing import Any

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

TOOL = "Grype"
EARLIER = ("4", "3.1", "3.0", "3", "2")


def read(content: dict[str, Any]) -> Report:
    """The report of one run."""
    report = Report(kind="grype", tool=TOOL)
    report.when(contents.part(content, "descriptor", "timestamp"))
    target = _target(report, content.get("source"))
    report.title = contents.line_of(f"{TOOL} {target}", contents.TITLE)
    gathering = Gathering(report)
    for match in contents.rows(content.get("matches")):
        _match(gathering, target, match, "")
    for match in contents.rows(content.get("ignoredMatches")):
        reason = _not_affected(match)
        if reason:
            _match(gathering, target, match, reason)
        else:
            report.leave_out("ignored")
    return gathering.done()


def _target(report: Report, source: Any) -> str:
    """The image without its build, else the folder or file where its name tells one from another."""
    target = contents.part(source, "target")
    if isinstance(target, dict):
        names = [contents.line_of(target.get("userInput"), 300), *contents.texts(target.get("tags"))]
        bare = [steady.bare_image(name) for name in names]
        return report.look_where(map(steady.image, names), [*names, *bare])
    name = contents.line_of(target, 300)
    return report.look_where([name])


def _not_affected(match: dict[str, Any]) -> str:
    """Why the maker says that it is none, where a rule of VEX left it out."""
    for rule in contents.rows(match.get("appliedIgnoreRules")):
        status = contents.line_of(rule.get("vex-status"), 40)
        if status in ("not_affected", "fixed"):
            return ": ".join(part for part in (status, contents.line_of(rule.get("vex-justification"), 200)) if part)
    return ""


def _match(gathering: Gathering, target: str, match: dict[str, Any], settled: str) -> None:
    vulnerability, artifact = match.get("vulnerability"), match.get("artifact")
    related = contents.rows(match.get("relatedVulnerabilities"))
    weakness = _weakness(vulnerability if isinstance(vulnerability, dict) else {}, related)
    if not weakness.identifier:
        gathering.report.leave_out("no-finding")
        return
    places = [
        contents.line_of(location.get("path"), contents.PLACE)
        for location in contents.rows(contents.part(artifact, "locations"))
    ]
    fix = contents.part(vulnerability, "fix")
    sighting = Sighting(
        identifier=weakness.identifier,
        target=target,
        component=contents.line_of(contents.part(artifact, "name"), contents.NAME),
        component_version=contents.line_of(contents.part(artifact, "version"), 100),
        fixed_version=contents.tidy(", ".join(contents.texts(contents.part(fix, "versions"), 60)), 100),
        path=next((place for place in places if place), ""),
        details=contents.line_of(contents.part(artifact, "purl"), contents.NAME),
        severity=weakness.severity,
        standing=contents.FALSE_POSITIVE if settled else "",
        standing_reason=settled.replace("_", " "),
    )
    gathering.add(weakness, sighting)


def _weakness(vulnerability: dict[str, Any], related: list[dict[str, Any]]) -> Weakness:
    identifier = contents.identifier_of(vulnerability.get("id"), TOOL)
    score, vector = _rating([vulnerability, *related])
    descriptions = [contents.tidy(advisory.get("description"), contents.TEXT) for advisory in (vulnerability, *related)]
    description = next((text for text in descriptions if text), "")
    links = [vulnerability.get("dataSource"), *contents.texts(vulnerability.get("urls"))]
    aliases = [contents.identifier_of(other_row.get("id"), TOOL) for other_row in related]
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(description.partition("\n")[0], contents.TITLE) or identifier,
        description=description,
        aliases=[other for other in dict.fromkeys(aliases) if other and other != identifier],
        severity=contents.severity_of(vulnerability.get("severity"), score),
        score=score,
        vector=vector,
        cwe=contents.cwe_of(
            cwe_row.get("cwe") for part in (vulnerability, *related) for cwe_row in contents.rows(part.get("cwes"))
        ),
        sources=contents.addresses(links),
    )
    _attacks(weakness, [vulnerability, *related])
    return weakness


def _rating(parts: list[dict[str, Any]]) -> tuple[str, str]:
    """Score and vector of one rating: of the newest version of CVSS that the match itself or a related one has."""
    ratings = [rating for part in parts for rating in contents.rows(part.get("cvss"))]
    ratings.sort(key=lambda rating: _age(contents.tidy(rating.get("version"), 10)))
    for rating in ratings:
        score = contents.score_of(contents.part(rating, "metrics", "baseScore"))
        vector = contents.line_of(rating.get("vector"), contents.NAME)
        if score or vector:
            return score, vector
    return "", ""


def _age(version: str) -> int:
    return next((place for place, start in enumerate(EARLIER) if version.startswith(start)), len(EARLIER))


def _attacks(weakness: Weakness, parts: list[dict[str, Any]]) -> None:
    """How likely an attack is held to be, and whether there are attacks already."""
    for entry in (row for part in parts for row in contents.rows(part.get("epss"))):
        contents.take_epss(weakness, entry.get("epss"), entry.get("percentile"), entry.get("date"))
    for entry in (row for part in parts for row in contents.rows(part.get("knownExploited"))):
        if since := contents.day(entry.get("dateAdded")):
            weakness.is_exploited, weakness.exploited_since = True, since
            weakness.exploited_due = contents.day(entry.get("dueDate"))
            weakness.is_ransomware = contents.line_of(entry.get("knownRansomwareCampaignUse"), 20).casefold() == "known"

"""Trivy's JSON: the present scheme, the one before it, and its reports of clusters."""

from typing import Any

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

TOOL = "Trivy"
FOLDERS = ("filesystem", "repository")
SCOPES = {"lang-pkgs": "library", "config": "config", "secret": "secret"}


def read(content: Any) -> Report:
    """The report of one image, file system or cluster."""
    report = Report(kind="trivy", tool=TOOL)
    gathering = Gathering(report)
    if isinstance(content, list):
        _former(gathering, contents.rows(content))
        return gathering.done()
    report.title = contents.line_of(content.get("ArtifactName") or content.get("ClusterName"), contents.TITLE)
    report.when(content.get("CreatedAt"))
    if "ClusterName" in content:
        _cluster(gathering, content)
    else:
        _artifact(gathering, content)
    return gathering.done()


def _artifact(gathering: Gathering, content: dict[str, Any]) -> None:
    results = contents.rows(content.get("Results"))
    target = _target(gathering.report, content, results)
    gathering.report.covers = sorted({"", *map(_scope, results)})
    for result in results:
        _result(gathering, target, result)


def _former(gathering: Gathering, results: list[dict[str, Any]]) -> None:
    """The scheme before: only the system's own result names the image, other results are files in it."""
    systems = [name for result in results if " (" in (name := contents.line_of(result.get("Target"), 300))]
    image = systems[0].partition(" (")[0] if systems else ""
    target = gathering.report.look_at(steady.image(image), _untagged([image]))
    for result in results:
        is_system = contents.line_of(result.get("Target"), 300) in systems
        _result(gathering, target, result | ({"Class": "os-pkgs"} if is_system else {}))


def _target(report: Report, content: dict[str, Any], results: list[dict[str, Any]]) -> str:
    """The repository, else the image without its build, else the folder where its name tells one from another."""
    repository = contents.line_of(contents.part(content, "Metadata", "RepoURL"), 300)
    if repository:
        return report.look_at(steady.repository(repository))
    tags = contents.texts(contents.part(content, "Metadata", "RepoTags"))
    names = [contents.line_of(content.get("ArtifactName"), 300), *tags, *_first_target(results)]
    names = [name for name in names if name]
    if contents.tidy(content.get("ArtifactType"), 40) in FOLDERS:
        return report.look_where(map(steady.repository, names[:1]), names)
    return report.look_where(map(steady.image, names), _untagged(names))


def _scope(result: dict[str, Any]) -> str:
    """What kind of work found this: a run of one kind does not look for the others."""
    return SCOPES.get(contents.tidy(result.get("Class"), 40), "")


def _first_target(results: list[dict[str, Any]]) -> list[str]:
    """The name of the first result, without the system that Trivy writes behind it."""
    return [contents.line_of(entry.get("Target"), 300).partition(" (")[0] for entry in results[:1]]


def _untagged(names: list[str]) -> list[str]:
    """Images are known by their name without the tag too."""
    bare = [name.partition("@")[0] for name in names]
    return [*names, *(name.rpartition(":")[0] if ":" in name.rpartition("/")[2] else name for name in bare)]


def _cluster(gathering: Gathering, content: dict[str, Any]) -> None:
    """Each resource of the cluster is a target."""
    cluster = contents.line_of(content.get("ClusterName"), 120)
    for name in ("Resources", "Vulnerabilities", "Misconfigurations"):
        for resource in contents.rows(content.get(name)):
            parts = [contents.line_of(resource.get(key), 80) for key in ("Namespace", "Kind", "Name")]
            own = "/".join(part for part in parts if part)
            target = gathering.report.look_at("/".join(part for part in (cluster, own) if part), [parts[2], own])
            if error := contents.line_of(resource.get("Error"), 300):
                gathering.report.fail(target, error)
            for result in contents.rows(resource.get("Results")):
                _result(gathering, target, result)


def _result(gathering: Gathering, target: str, result: dict[str, Any]) -> None:
    place = "" if result.get("Class") == "os-pkgs" else contents.line_of(result.get("Target"), contents.PLACE)
    for issue in contents.rows(result.get("Vulnerabilities")):
        _package(gathering, target, place, issue, _scope(result))
    for issue in contents.rows(result.get("Misconfigurations")):
        _setting(gathering, target, place, issue)
    for issue in contents.rows(result.get("Secrets")):
        _secret(gathering, target, place, issue)
    if licences := contents.rows(result.get("Licenses")):
        gathering.report.leave_out("licence", len(licences))


def _package(gathering: Gathering, target: str, place: str, issue: dict[str, Any], scope: str) -> None:
    identifier = contents.identifier_of(issue.get("VulnerabilityID"), TOOL)
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    score, vector = _rating(issue)
    severity = contents.severity_of(issue.get("Severity"), score)
    name = contents.line_of(issue.get("PkgName"), contents.NAME)
    links = issue.get("References")
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(issue.get("Title"), contents.TITLE) or identifier,
        description=contents.tidy(issue.get("Description"), contents.TEXT),
        aliases=contents.texts(issue.get("VendorIDs"), contents.IDENTIFIER),
        severity=severity,
        score=score,
        vector=vector,
        cwe=contents.cwe_of(contents.texts(issue.get("CweIDs"), 20)),
        product=name,
        sources=contents.addresses([issue.get("PrimaryURL"), *(links if isinstance(links, list) else [])]),
    )
    sighting = Sighting(
        identifier=identifier,
        target=target,
        component=name,
        component_version=contents.line_of(issue.get("InstalledVersion"), 100),
        fixed_version=contents.line_of(issue.get("FixedVersion"), 100),
        path=contents.line_of(issue.get("PkgPath"), contents.PLACE) or place,
        scope=scope,
        details=contents.line_of(issue.get("Status"), contents.NAME).replace("_", " "),
        severity=severity,
    )
    gathering.add(weakness, sighting)


def _rating(issue: dict[str, Any]) -> tuple[str, str]:
    """Score and vector: of the source of the severity, else of the national database, else of any; newest first."""
    given = issue.get("CVSS")
    if not isinstance(given, dict):
        return "", ""
    order = [contents.tidy(issue.get("SeveritySource"), 40), "nvd", "ghsa", *given]
    rows = [
        (contents.score_of(contents.part(given, source, f"{version}Score")), _vector(given, source, version))
        for source in order
        for version in ("V40", "V3", "V2")
    ]
    scored = [row for row in rows if row[0]] or [row for row in rows if row[1]]
    return scored[0] if scored else ("", "")


def _vector(given: dict[str, Any], source: str, version: str) -> str:
    return contents.line_of(contents.part(given, source, f"{version}Vector"), contents.NAME)


def _setting(gathering: Gathering, target: str, place: str, issue: dict[str, Any]) -> None:
    if contents.tidy(issue.get("Status"), 20).upper() == "PASS":
        gathering.report.leave_out("passed")
        return
    number = contents.tidy(issue.get("AVDID"), 40) or contents.tidy(issue.get("ID"), 40)
    identifier, severity = contents.identifier_of(number, TOOL), contents.severity_of(issue.get("Severity"))
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    links = issue.get("References")
    weakness = Weakness(
        identifier=identifier,
        title=contents.line_of(issue.get("Title"), contents.TITLE) or identifier,
        description=contents.tidy(issue.get("Description"), contents.TEXT),
        severity=severity,
        advice=contents.tidy(issue.get("Resolution"), contents.TEXT),
        sources=contents.addresses([issue.get("PrimaryURL"), *(links if isinstance(links, list) else [])]),
    )
    where = issue.get("CauseMetadata")
    message = contents.tidy(issue.get("Message"), contents.TEXT)
    sighting = Sighting(
        identifier=identifier,
        target=target,
        component=contents.line_of(contents.part(where, "Resource"), contents.NAME),
        path=place,
        line=contents.line_of(contents.part(where, "StartLine"), 20),
        mark=steady.without_lines(message[:200]),
        scope="config",
        details=message,
        severity=severity,
    )
    gathering.add(weakness, sighting)


def _secret(gathering: Gathering, target: str, place: str, issue: dict[str, Any]) -> None:
    """A secret left lying about; what was found is not taken, only where."""
    identifier = contents.identifier_of(issue.get("RuleID"), TOOL)
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    severity = contents.severity_of(issue.get("Severity"))
    title = contents.line_of(issue.get("Title"), contents.TITLE) or identifier
    line = contents.line_of(issue.get("StartLine"), 20)
    mark = gathering.turn(identifier, target, place)
    seen = Sighting(
        identifier=identifier, target=target, path=place, line=line, severity=severity, mark=mark, scope="secret"
    )
    gathering.add(Weakness(identifier=identifier, title=title, severity=severity), seen)

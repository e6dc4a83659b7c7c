"""Trivy's JSON: the present scheme, the one before it, and its reports of clusters."""

from typing import Any

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

TOOL = "Trivy"
FOLDERS = ("filesystem", "repository")
SCOPES = {"lang-pkgs": "library", "config": "config", "secret": "secret"}


def read(content: Any) -> Report:
    """The report of one image, file system or cluster."""
    report = Report(kind="trivy", tool=TOOL)
    gathering = Gathering(report)
    if isinstance(content, list):
        _former(gathering, told.rows(content))
        return gathering.done()
    report.title = told.line_of(content.get("ArtifactName") or content.get("ClusterName"), told.TITLE)
    report.when(content.get("CreatedAt"))
    if "ClusterName" in content:
        _cluster(gathering, content)
    else:
        _artifact(gathering, content)
    return gathering.done()


def _artifact(gathering: Gathering, content: dict[str, Any]) -> None:
    results = told.rows(content.get("Results"))
    target = _target(gathering.report, content, results)
    gathering.report.covers = sorted({"", *map(_scope, results)})
    for result in results:
        _result(gathering, target, result)


def _former(gathering: Gathering, results: list[dict[str, Any]]) -> None:
    """The scheme before: only the system's own result names the image, other results are files in it."""
    systems = [name for one in results if " (" in (name := told.line_of(one.get("Target"), 300))]
    image = systems[0].partition(" (")[0] if systems else ""
    target = gathering.report.look_at(steady.image(image), _untagged([image]))
    for result in results:
        is_system = told.line_of(result.get("Target"), 300) in systems
        _result(gathering, target, result | ({"Class": "os-pkgs"} if is_system else {}))


def _target(report: Report, content: dict[str, Any], results: list[dict[str, Any]]) -> str:
    """The repository, else the image without its build, else the folder where its name tells one from another."""
    repository = told.line_of(told.part(content, "Metadata", "RepoURL"), 300)
    if repository:
        return report.look_at(steady.repository(repository))
    tags = told.texts(told.part(content, "Metadata", "RepoTags"))
    names = [told.line_of(content.get("ArtifactName"), 300), *tags, *_first_target(results)]
    names = [name for name in names if name]
    if told.tidy(content.get("ArtifactType"), 40) in FOLDERS:
        return report.look_where(map(steady.repository, names[:1]), names)
    return report.look_where(map(steady.image, names), _untagged(names))


def _scope(result: dict[str, Any]) -> str:
    """What kind of work found this: a run of one kind does not look for the others."""
    return SCOPES.get(told.tidy(result.get("Class"), 40), "")


def _first_target(results: list[dict[str, Any]]) -> list[str]:
    """The name of the first result, without the system that Trivy writes behind it."""
    return [told.line_of(one.get("Target"), 300).partition(" (")[0] for one in results[:1]]


def _untagged(names: list[str]) -> list[str]:
    """Images are known by their name without the tag too."""
    bare = [name.partition("@")[0] for name in names]
    return [*names, *(name.rpartition(":")[0] if ":" in name.rpartition("/")[2] else name for name in bare)]


def _cluster(gathering: Gathering, content: dict[str, Any]) -> None:
    """Each resource of the cluster is a target."""
    cluster = told.line_of(content.get("ClusterName"), 120)
    for name in ("Resources", "Vulnerabilities", "Misconfigurations"):
        for resource in told.rows(content.get(name)):
            parts = [told.line_of(resource.get(key), 80) for key in ("Namespace", "Kind", "Name")]
            own = "/".join(part for part in parts if part)
            target = gathering.report.look_at("/".join(part for part in (cluster, own) if part), [parts[2], own])
            if error := told.line_of(resource.get("Error"), 300):
                gathering.report.fail(target, error)
            for result in told.rows(resource.get("Results")):
                _result(gathering, target, result)


def _result(gathering: Gathering, target: str, result: dict[str, Any]) -> None:
    place = "" if result.get("Class") == "os-pkgs" else told.line_of(result.get("Target"), told.PLACE)
    for found in told.rows(result.get("Vulnerabilities")):
        _package(gathering, target, place, found, _scope(result))
    for found in told.rows(result.get("Misconfigurations")):
        _setting(gathering, target, place, found)
    for found in told.rows(result.get("Secrets")):
        _secret(gathering, target, place, found)
    if licences := told.rows(result.get("Licenses")):
        gathering.report.leave_out("licence", len(licences))


def _package(gathering: Gathering, target: str, place: str, found: dict[str, Any], scope: str) -> None:
    identifier = told.identifier_of(found.get("VulnerabilityID"), TOOL)
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    score, vector = _rating(found)
    severity = told.severity_of(found.get("Severity"), score)
    name = told.line_of(found.get("PkgName"), told.NAME)
    links = found.get("References")
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(found.get("Title"), told.TITLE) or identifier,
        description=told.tidy(found.get("Description"), told.TEXT),
        aliases=told.texts(found.get("VendorIDs"), told.IDENTIFIER),
        severity=severity,
        score=score,
        vector=vector,
        cwe=told.cwe_of(told.texts(found.get("CweIDs"), 20)),
        product=name,
        sources=told.addresses([found.get("PrimaryURL"), *(links if isinstance(links, list) else [])]),
    )
    sighting = Sighting(
        identifier=identifier,
        target=target,
        component=name,
        component_version=told.line_of(found.get("InstalledVersion"), 100),
        fixed_version=told.line_of(found.get("FixedVersion"), 100),
        path=told.line_of(found.get("PkgPath"), told.PLACE) or place,
        scope=scope,
        details=told.line_of(found.get("Status"), told.NAME).replace("_", " "),
        severity=severity,
    )
    gathering.add(weakness, sighting)


def _rating(found: dict[str, Any]) -> tuple[str, str]:
    """Score and vector: of the source of the severity, else of the national database, else of any; newest first."""
    given = found.get("CVSS")
    if not isinstance(given, dict):
        return "", ""
    order = [told.tidy(found.get("SeveritySource"), 40), "nvd", "ghsa", *given]
    rows = [
        (told.score_of(told.part(given, source, f"{version}Score")), _vector(given, source, version))
        for source in order
        for version in ("V40", "V3", "V2")
    ]
    scored = [row for row in rows if row[0]] or [row for row in rows if row[1]]
    return scored[0] if scored else ("", "")


def _vector(given: dict[str, Any], source: str, version: str) -> str:
    return told.line_of(told.part(given, source, f"{version}Vector"), told.NAME)


def _setting(gathering: Gathering, target: str, place: str, found: dict[str, Any]) -> None:
    if told.tidy(found.get("Status"), 20).upper() == "PASS":
        gathering.report.leave_out("passed")
        return
    number = told.tidy(found.get("AVDID"), 40) or told.tidy(found.get("ID"), 40)
    identifier, severity = told.identifier_of(number, TOOL), told.severity_of(found.get("Severity"))
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    links = found.get("References")
    weakness = Weakness(
        identifier=identifier,
        title=told.line_of(found.get("Title"), told.TITLE) or identifier,
        description=told.tidy(found.get("Description"), told.TEXT),
        severity=severity,
        advice=told.tidy(found.get("Resolution"), told.TEXT),
        sources=told.addresses([found.get("PrimaryURL"), *(links if isinstance(links, list) else [])]),
    )
    where = found.get("CauseMetadata")
    message = told.tidy(found.get("Message"), told.TEXT)
    sighting = Sighting(
        identifier=identifier,
        target=target,
        component=told.line_of(told.part(where, "Resource"), told.NAME),
        path=place,
        line=told.line_of(told.part(where, "StartLine"), 20),
        mark=steady.without_lines(message[:200]),
        scope="config",
        details=message,
        severity=severity,
    )
    gathering.add(weakness, sighting)


def _secret(gathering: Gathering, target: str, place: str, found: dict[str, Any]) -> None:
    """A secret left lying about; what was found is not taken, only where."""
    identifier = told.identifier_of(found.get("RuleID"), TOOL)
    if not identifier:
        gathering.report.leave_out("no-finding")
        return
    severity = told.severity_of(found.get("Severity"))
    title = told.line_of(found.get("Title"), told.TITLE) or identifier
    line = told.line_of(found.get("StartLine"), 20)
    mark = gathering.turn(identifier, target, place)
    seen = Sighting(
        identifier=identifier, target=target, path=place, line=line, severity=severity, mark=mark, scope="secret"
    )
    gathering.add(Weakness(identifier=identifier, title=title, severity=severity), seen)

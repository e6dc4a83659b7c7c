"""CycloneDX, JSON and XML: components, their vulnerabilities, and what the maker says of them (VEX)."""

from collections.abc import Iterator
from typing import Any

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.strict_xml import Node

TOOL = "CycloneDX"
STANDINGS = {
    "false_positive": contents.FALSE_POSITIVE,
    "not_affected": contents.FALSE_POSITIVE,
    "resolved": contents.FIXED,
    "resolved_with_pedigree": contents.FIXED,
}
METHODS = ("CVSSv4", "CVSSv31", "CVSSv3", "CVSSv2")
DEEPEST = 20


def read_json(content: dict[str, Any]) -> Report:
    """The report of a bill of materials; one that says nothing of vulnerabilities is no full report of them."""
    about = contents.part(content, "metadata", "component")
    name = contents.line_of(contents.part(about, "name"), contents.NAME)
    version = contents.line_of(contents.part(about, "version"), 100)
    report = Report(kind="cyclonedx", tool=_tool(content), title=contents.line_of(f"{name} {version}", contents.TITLE))
    report.when(contents.part(content, "metadata", "timestamp"))
    report.is_full = isinstance(content.get("vulnerabilities"), list) and isinstance(content.get("components"), list)
    purl = contents.line_of(contents.part(about, "purl"), 300)
    known_as = [purl, purl.partition("@")[0], name, steady.bare_image(name)]
    target = report.look_where([steady.image(_named(about if isinstance(about, dict) else {}))], known_as)
    components = {
        ref: component
        for component in _components(content.get("components"))
        if (ref := _ref(component.get("bom-ref")))
    }
    gathering = Gathering(report)
    own = _ref(contents.part(about, "bom-ref"))
    for vulnerability in contents.rows(content.get("vulnerabilities")):
        _vulnerability(gathering, target, {own: {}} | components, vulnerability)
    return gathering.done()


def _tool(content: dict[str, Any]) -> str:
    """Who made the report; the tools stand in a list or, since 1.5, as components."""
    tools = contents.part(content, "metadata", "tools")
    listed = contents.rows(tools) or contents.rows(contents.part(tools, "components"))
    names = [contents.line_of(tool.get("name"), 100) for tool in listed]
    return next((name for name in names if name), TOOL)


def _components(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    for component in contents.rows(value):
        yield component
        if depth < DEEPEST:
            yield from _components(component.get("components"), depth + 1)


def _ref(value: Any) -> str:
    """The name of a component inside its document, also out of a link to that document."""
    text = contents.tidy(value, contents.PLACE)
    return text.rpartition("#")[2] if text.startswith("urn:cdx:") else text


def _vulnerability(
    gathering: Gathering, target: str, components: dict[str, Any], vulnerability: dict[str, Any]
) -> None:
    weakness = _weakness(vulnerability)
    if not weakness.identifier:
        gathering.report.leave_out("no-finding")
        return
    state = contents.tidy(contents.part(vulnerability, "analysis", "state"), 40)
    why = [
        state,
        contents.part(vulnerability, "analysis", "justification"),
        contents.part(vulnerability, "analysis", "detail"),
    ]
    reason = contents.tidy(
        ": ".join(text for part in why if (text := contents.tidy(part, 2_000).replace("_", " "))), 4_000
    )
    affected = contents.rows(vulnerability.get("affects")) or [{}]
    for affect in affected:
        ref = _ref(affect.get("ref"))
        component = components.get(ref, {"name": ref})
        listed = [contents.line_of(row.get("version"), 60) for row in _affected(affect)]
        version = ", ".join(text for text in listed if text) or contents.line_of(component.get("version"), 100)
        sighting = Sighting(
            identifier=weakness.identifier,
            target=target,
            component=_named(component),
            component_version=contents.tidy(version, 100),
            details=contents.tidy(vulnerability.get("detail"), contents.TEXT),
            severity=weakness.severity,
            standing=STANDINGS.get(state, ""),
            standing_reason=reason,
        )
        gathering.add(weakness, sighting)


def _affected(affect: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in contents.rows(affect.get("versions")) if row.get("status") != "unaffected"]


def _named(component: dict[str, Any]) -> str:
    """Group and name of a component."""
    parts = [contents.line_of(component.get(name), contents.NAME) for name in ("group", "name")]
    return contents.tidy("/".join(part for part in parts if part), contents.NAME)


def _weakness(vulnerability: dict[str, Any]) -> Weakness:
    source = contents.line_of(contents.part(vulnerability, "source", "name"), 60) or TOOL
    identifier = contents.identifier_of(vulnerability.get("id"), source)
    ratings = sorted(contents.rows(vulnerability.get("ratings")), key=_rank)
    scored = [row for row in map(_rated, ratings) if row[0]] or [row for row in map(_rated, ratings) if row[1]]
    score, vector = scored[0] if scored else ("", "")
    words = [
        rating.get("severity")
        for rating in ratings
        if contents.severity_of(rating.get("severity")) != contents.NOT_RATED
    ]
    cwes = vulnerability.get("cwes")
    others = [contents.tidy(reference.get("id"), 60) for reference in contents.rows(vulnerability.get("references"))]
    links = [
        contents.part(vulnerability, "source", "url"),
        *(advisory.get("url") for advisory in contents.rows(vulnerability.get("advisories"))),
    ]
    description = contents.tidy(vulnerability.get("description"), contents.TEXT)
    return Weakness(
        identifier=identifier,
        title=contents.line_of(description.partition("\n")[0], contents.TITLE) or identifier,
        description=description,
        aliases=[other for other in dict.fromkeys(others) if other and other != identifier][: contents.SOURCES],
        severity=contents.severity_of(words[0] if words else "", score),
        score=score,
        vector=vector,
        cwe=contents.cwe_of(cwes if isinstance(cwes, list) else []),
        advice=contents.tidy(vulnerability.get("recommendation"), contents.TEXT),
        sources=contents.addresses(links),
    )


def _rated(rating: dict[str, Any]) -> tuple[str, str]:
    """Score and vector of one rating."""
    return contents.score_of(rating.get("score")), contents.line_of(rating.get("vector"), contents.NAME)


def _rank(rating: dict[str, Any]) -> int:
    method = rating.get("method")
    return METHODS.index(method) if method in METHODS else len(METHODS)


def read_xml(root: Node) -> Report:
    """The same report from XML."""
    about, tools = root.first("metadata", "component"), root.first("metadata", "tools")
    named = tools.all("tool") + tools.all("components", "component") if tools else []
    content: dict[str, Any] = {
        "serialNumber": root.get("serialNumber"),
        "metadata": {
            "timestamp": root.said("metadata", "timestamp"),
            "tools": [{"name": tool.said("name")} for tool in named],
            "component": _component(about) if about else {},
        },
        "components": [_component(component) for component in root.all("components", "component")],
    }
    listed, within = root.first("vulnerabilities"), list(_within(root.all("components", "component")))
    if listed or within:
        whole = [_from_xml(vulnerability) for vulnerability in root.all("vulnerabilities", "vulnerability")]
        content["vulnerabilities"] = [*whole, *within]
    return read_json(content)


def _within(components: list[Node], depth: int = 0) -> Iterator[dict[str, Any]]:
    """Vulnerabilities inside components, as the extension to 1.2 and 1.3 has them."""
    for component in components if depth < DEEPEST else []:
        for vulnerability in component.all("vulnerabilities", "vulnerability"):
            row = _from_xml(vulnerability)
            yield row if row["affects"] else row | {"affects": [{"ref": component.get("bom-ref") or _place(component)}]}
        yield from _within(component.all("components", "component"), depth + 1)


def _place(component: Node) -> str:
    """What stands for a component that has no reference of its own in the document."""
    return component.said("purl") or f"{component.said('group')}/{component.said('name')}@{component.said('version')}"


def _component(node: Node) -> dict[str, Any]:
    told_of = {name: node.said(name) for name in ("group", "name", "version", "purl")}
    return told_of | {
        "bom-ref": node.get("bom-ref") or _place(node),
        "components": [_component(inner) for inner in node.all("components", "component")],
    }


def _from_xml(node: Node) -> dict[str, Any]:
    rating = ("score", "severity", "method", "vector")
    return {
        "id": node.said("id"),
        "source": {"name": _source(node), "url": node.said("source", "url")},
        "references": [{"id": reference.said("id")} for reference in node.all("references", "reference")],
        "ratings": [
            {name: rated.said(name) for name in rating} | {"score": rated.said("score", "base") or rated.said("score")}
            for rated in node.all("ratings", "rating")
        ],
        "cwes": [cwe.text for cwe in node.all("cwes", "cwe")],
        "description": node.said("description"),
        "detail": node.said("detail"),
        "recommendation": node.said("recommendation")
        or "\n".join(advice.text for advice in node.all("recommendations", "recommendation")),
        "advisories": [
            {"url": advisory.said("url") or advisory.text} for advisory in node.all("advisories", "advisory")
        ],
        "analysis": {name: node.said("analysis", name) for name in ("state", "justification", "detail")},
        "affects": [
            {
                "ref": affect.said("ref"),
                "versions": [_version(version) for version in affect.all("versions", "version")],
            }
            for affect in node.all("affects", "target")
        ]
        or ([{"ref": node.get("ref")}] if node.get("ref") else []),
    }


def _source(node: Node) -> str:
    """Who gave the number: its own element since 1.4, an attribute before."""
    source = node.first("source")
    return source.said("name") or source.get("name") if source else ""


def _version(node: Node) -> dict[str, str]:
    return {"version": node.said("version"), "status": node.said("status")}

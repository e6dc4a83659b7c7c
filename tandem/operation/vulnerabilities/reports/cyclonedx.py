"""CycloneDX, JSON and XML: components, their vulnerabilities, and what the maker says of them (VEX)."""

from collections.abc import Iterator
from typing import Any

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.strict_xml import Node
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

TOOL = "CycloneDX"
STANDINGS = {
    "false_positive": told.FALSE_POSITIVE,
    "not_affected": told.FALSE_POSITIVE,
    "resolved": told.FIXED,
    "resolved_with_pedigree": told.FIXED,
}
METHODS = ("CVSSv4", "CVSSv31", "CVSSv3", "CVSSv2")
DEEPEST = 20


def read_json(content: dict[str, Any]) -> Report:
    """The report of a bill of materials; one that says nothing of vulnerabilities is no full report of them."""
    about = told.part(content, "metadata", "component")
    name = told.line_of(told.part(about, "name"), told.NAME)
    version = told.line_of(told.part(about, "version"), 100)
    report = Report(kind="cyclonedx", tool=_tool(content), title=told.line_of(f"{name} {version}", told.TITLE))
    report.when(told.part(content, "metadata", "timestamp"))
    report.is_full = isinstance(content.get("vulnerabilities"), list) and isinstance(content.get("components"), list)
    purl = told.line_of(told.part(about, "purl"), 300)
    known_as = [purl, purl.partition("@")[0], name, steady.bare_image(name)]
    target = report.look_where([steady.image(_named(about if isinstance(about, dict) else {}))], known_as)
    components = {ref: one for one in _components(content.get("components")) if (ref := _ref(one.get("bom-ref")))}
    gathering = Gathering(report)
    own = _ref(told.part(about, "bom-ref"))
    for found in told.rows(content.get("vulnerabilities")):
        _vulnerability(gathering, target, {own: {}} | components, found)
    return gathering.done()


def _tool(content: dict[str, Any]) -> str:
    """Who made the report; the tools stand in a list or, since 1.5, as components."""
    tools = told.part(content, "metadata", "tools")
    listed = told.rows(tools) or told.rows(told.part(tools, "components"))
    names = [told.line_of(one.get("name"), 100) for one in listed]
    return next((name for name in names if name), TOOL)


def _components(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    for one in told.rows(value):
        yield one
        if depth < DEEPEST:
            yield from _components(one.get("components"), depth + 1)


def _ref(value: Any) -> str:
    """The name of a component inside its document, also out of a link to that document."""
    text = told.tidy(value, told.PLACE)
    return text.rpartition("#")[2] if text.startswith("urn:cdx:") else text


def _vulnerability(gathering: Gathering, target: str, components: dict[str, Any], found: dict[str, Any]) -> None:
    weakness = _weakness(found)
    if not weakness.identifier:
        gathering.report.leave_out("no-finding")
        return
    state = told.tidy(told.part(found, "analysis", "state"), 40)
    why = [state, told.part(found, "analysis", "justification"), told.part(found, "analysis", "detail")]
    reason = told.tidy(": ".join(text for part in why if (text := told.tidy(part, 2_000).replace("_", " "))), 4_000)
    affected = told.rows(found.get("affects")) or [{}]
    for one in affected:
        ref = _ref(one.get("ref"))
        component = components.get(ref, {"name": ref})
        listed = [told.line_of(row.get("version"), 60) for row in _affected(one)]
        version = ", ".join(text for text in listed if text) or told.line_of(component.get("version"), 100)
        sighting = Sighting(
            identifier=weakness.identifier,
            target=target,
            component=_named(component),
            component_version=told.tidy(version, 100),
            details=told.tidy(found.get("detail"), told.TEXT),
            severity=weakness.severity,
            standing=STANDINGS.get(state, ""),
            standing_reason=reason,
        )
        gathering.add(weakness, sighting)


def _affected(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in told.rows(one.get("versions")) if row.get("status") != "unaffected"]


def _named(component: dict[str, Any]) -> str:
    """Group and name of a component."""
    parts = [told.line_of(component.get(name), told.NAME) for name in ("group", "name")]
    return told.tidy("/".join(part for part in parts if part), told.NAME)


def _weakness(found: dict[str, Any]) -> Weakness:
    source = told.line_of(told.part(found, "source", "name"), 60) or TOOL
    identifier = told.identifier_of(found.get("id"), source)
    ratings = sorted(told.rows(found.get("ratings")), key=_rank)
    scored = [row for row in map(_rated, ratings) if row[0]] or [row for row in map(_rated, ratings) if row[1]]
    score, vector = scored[0] if scored else ("", "")
    words = [one.get("severity") for one in ratings if told.severity_of(one.get("severity")) != told.NOT_RATED]
    cwes = found.get("cwes")
    others = [told.tidy(one.get("id"), 60) for one in told.rows(found.get("references"))]
    links = [told.part(found, "source", "url"), *(one.get("url") for one in told.rows(found.get("advisories")))]
    description = told.tidy(found.get("description"), told.TEXT)
    return Weakness(
        identifier=identifier,
        title=told.line_of(description.partition("\n")[0], told.TITLE) or identifier,
        description=description,
        aliases=[other for other in dict.fromkeys(others) if other and other != identifier][: told.SOURCES],
        severity=told.severity_of(words[0] if words else "", score),
        score=score,
        vector=vector,
        cwe=told.cwe_of(cwes if isinstance(cwes, list) else []),
        advice=told.tidy(found.get("recommendation"), told.TEXT),
        sources=told.addresses(links),
    )


def _rated(rating: dict[str, Any]) -> tuple[str, str]:
    """Score and vector of one rating."""
    return told.score_of(rating.get("score")), told.line_of(rating.get("vector"), told.NAME)


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
            "tools": [{"name": one.said("name")} for one in named],
            "component": _component(about) if about else {},
        },
        "components": [_component(one) for one in root.all("components", "component")],
    }
    listed, within = root.first("vulnerabilities"), list(_within(root.all("components", "component")))
    if listed or within:
        whole = [_from_xml(one) for one in root.all("vulnerabilities", "vulnerability")]
        content["vulnerabilities"] = [*whole, *within]
    return read_json(content)


def _within(components: list[Node], depth: int = 0) -> Iterator[dict[str, Any]]:
    """Vulnerabilities inside components, as the extension to 1.2 and 1.3 has them."""
    for component in components if depth < DEEPEST else []:
        for found in component.all("vulnerabilities", "vulnerability"):
            one = _from_xml(found)
            yield one if one["affects"] else one | {"affects": [{"ref": component.get("bom-ref") or _place(component)}]}
        yield from _within(component.all("components", "component"), depth + 1)


def _place(component: Node) -> str:
    """What stands for a component that has no reference of its own in the document."""
    return component.said("purl") or f"{component.said('group')}/{component.said('name')}@{component.said('version')}"


def _component(node: Node) -> dict[str, Any]:
    told_of = {name: node.said(name) for name in ("group", "name", "version", "purl")}
    return told_of | {
        "bom-ref": node.get("bom-ref") or _place(node),
        "components": [_component(one) for one in node.all("components", "component")],
    }


def _from_xml(node: Node) -> dict[str, Any]:
    rating = ("score", "severity", "method", "vector")
    return {
        "id": node.said("id"),
        "source": {"name": _source(node), "url": node.said("source", "url")},
        "references": [{"id": one.said("id")} for one in node.all("references", "reference")],
        "ratings": [
            {name: one.said(name) for name in rating} | {"score": one.said("score", "base") or one.said("score")}
            for one in node.all("ratings", "rating")
        ],
        "cwes": [one.text for one in node.all("cwes", "cwe")],
        "description": node.said("description"),
        "detail": node.said("detail"),
        "recommendation": node.said("recommendation")
        or "\n".join(one.text for one in node.all("recommendations", "recommendation")),
        "advisories": [{"url": one.said("url") or one.text} for one in node.all("advisories", "advisory")],
        "analysis": {name: node.said("analysis", name) for name in ("state", "justification", "detail")},
        "affects": [
            {"ref": one.said("ref"), "versions": [_version(version) for version in one.all("versions", "version")]}
            for one in node.all("affects", "target")
        ]
        or ([{"ref": node.get("ref")}] if node.get("ref") else []),
    }


def _source(node: Node) -> str:
    """Who gave the number: its own element since 1.4, an attribute before."""
    source = node.first("source")
    return source.said("name") or source.get("name") if source else ""


def _version(node: Node) -> dict[str, str]:
    return {"version": node.said("version"), "status": node.said("status")}

"""Advisories of makers in CSAF 2.0, and what they say of products that are not affected (VEX), OpenVEX too."""

from typing import Any

from tandem.operation.vulnerabilities.reports import steady, told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.told import Refused, Report, Sighting, Weakness

Row = dict[str, Any]
REVISIONS = ("2.0", "2.1")
DEEPEST = 30
STANDINGS = {
    "known_affected": "",
    "first_affected": "",
    "last_affected": "",
    "under_investigation": "",
    "known_not_affected": told.FALSE_POSITIVE,
    "fixed": told.FIXED,
    "first_fixed": told.FIXED,
}
OPEN_VEX = {"affected": "", "under_investigation": "", "not_affected": told.FALSE_POSITIVE, "fixed": told.FIXED}


def read(content: Row) -> Report:
    """The advisory; each product in each version that it names is a target. It is no scan: nothing is missed in it."""
    about = content.get("document")
    revision = told.tidy(told.part(about, "csaf_version"), 10)
    if revision not in REVISIONS:
        raise Refused("csaf-version", revision)
    publisher = told.line_of(told.part(about, "publisher", "name"), 80)
    report = Report(kind="csaf", tool=told.line_of(f"CSAF {publisher}", 100), is_full=False)
    number, title = told.part(about, "tracking", "id"), told.line_of(told.part(about, "title"), told.TITLE)
    report.title = told.line_of(f"{told.line_of(number, 60)} {title}", told.TITLE)
    report.when(
        told.part(about, "tracking", "current_release_date"), told.part(about, "tracking", "initial_release_date")
    )
    products = _products(content.get("product_tree"))
    gathering = Gathering(report)
    for found in told.rows(content.get("vulnerabilities")):
        _vulnerability(gathering, products, found)
    return gathering.done()


def _products(tree: Any) -> dict[str, Row]:
    """Each product by its number: its name, the component of it that is meant, and its further names."""
    found: dict[str, Row] = {}
    _branches(found, told.rows(told.part(tree, "branches")), "", 0)
    for product in told.rows(told.part(tree, "full_product_names")):
        _keep(found, product, "")
    for relation in told.rows(told.part(tree, "relationships")):
        part, whole = (
            found.get(told.tidy(relation.get(f"{name}product_reference"), 200), {}) for name in ("", "relates_to_")
        )
        number = told.tidy(told.part(relation, "full_product_name", "product_id"), 200)
        name = told.line_of(told.part(relation, "full_product_name", "name"), 300)
        found[number] = {
            "name": whole.get("name", name),
            "component": part.get("name", ""),
            "known_as": [*whole.get("known_as", []), name],
        }
    return found


def _branches(found: dict[str, Row], branches: list[Row], product: str, depth: int) -> None:
    for branch in branches if depth < DEEPEST else []:
        is_product = branch.get("category") in ("product_name", "product_family")
        name = told.line_of(branch.get("name"), 300) if is_product else product
        if isinstance(branch.get("product"), dict):
            _keep(found, branch["product"], name)
        _branches(found, told.rows(branch.get("branches")), name, depth + 1)


def _keep(found: dict[str, Row], product: Row, family: str) -> None:
    helper = product.get("product_identification_helper")
    names = [family, *(told.line_of(told.part(helper, kind), 300) for kind in ("purl", "cpe"))]
    number = told.tidy(product.get("product_id"), 200)
    found[number] = {
        "name": told.line_of(product.get("name"), 300) or number,
        "component": "",
        "known_as": [name for name in names if name],
    }


def _vulnerability(gathering: Gathering, products: dict[str, Row], found: Row) -> None:
    statuses = found.get("product_status")
    weakness = _weakness(gathering.report, found)
    affected = [number for name in STANDINGS for number in _numbers(told.part(statuses, name)) if not STANDINGS[name]]
    for status, standing in STANDINGS.items():
        for number in _numbers(told.part(statuses, status)):
            if standing and number in affected:
                continue
            product = products.get(number, {"name": number, "component": "", "known_as": []})
            target = gathering.report.look_at(product["name"], product["known_as"])
            reason = _reason(found, number, status) if standing else ""
            sighting = Sighting(
                identifier=weakness.identifier,
                target=target,
                component=told.line_of(product["component"], told.NAME),
                details="" if standing else status.replace("_", " "),
                severity=weakness.severity,
                standing=standing,
                standing_reason=reason,
            )
            gathering.add(weakness, sighting)


def _numbers(value: Any) -> list[str]:
    texts = [told.tidy(one, 200) for one in value] if isinstance(value, list) else []
    return [text for text in dict.fromkeys(texts) if text]


def _reason(found: Row, number: str, status: str) -> str:
    """Why a product is not affected: the flag, and what the maker says of the impact."""
    flags = [told.tidy(one.get("label"), 80) for one in told.rows(found.get("flags")) if _concerns(one, number)]
    impacts = [
        told.tidy(one.get("details"), 2_000)
        for one in told.rows(found.get("threats"))
        if one.get("category") == "impact" and _concerns(one, number)
    ]
    words = status.removeprefix("known_").removeprefix("first_")
    return ": ".join(part for part in (*(flag.replace("_", " ") for flag in (words, *flags)), *impacts) if part)


def _concerns(one: Row, number: str) -> bool:
    """A remark that names no product is about all of them."""
    named = _numbers(one.get("product_ids"))
    return number in named or not (named or one.get("group_ids"))


def _weakness(report: Report, found: Row) -> Weakness:
    ids = [told.line_of(one.get("text"), told.IDENTIFIER) for one in told.rows(found.get("ids"))]
    number = found.get("cve") or next((one for one in ids if one), "") or found.get("title")
    identifier = told.identifier_of(number, report.tool) or told.identifier_of(report.title, report.tool)
    notes = told.rows(found.get("notes"))
    order = ("description", "summary", "details", "general")
    texts = [told.tidy(note.get("text"), told.TEXT) for kind in order for note in notes if note.get("category") == kind]
    score, vector, word = _rating(found)
    remedies = [told.tidy(one.get("details"), 2_000) for one in told.rows(found.get("remediations"))]
    links = [one.get("url") for one in told.rows(found.get("references"))]
    cwes = [told.part(found, "cwe", "id"), *(one.get("id") for one in told.rows(found.get("cwes")))]
    return Weakness(
        identifier=identifier,
        title=told.line_of(found.get("title"), told.TITLE) or identifier,
        description=next((text for text in texts if text), ""),
        aliases=[one for one in (told.identifier_of(text, report.tool) for text in ids) if one and one != identifier],
        severity=told.severity_of(word, score),
        score=score,
        vector=vector,
        cwe=told.cwe_of(cwes),
        advice=told.tidy("\n".join(dict.fromkeys(remedies)), told.TEXT),
        sources=told.addresses(links),
    )


def _rating(found: Row) -> tuple[str, str, str]:
    """Score, vector and word of one rating, the newest version of CVSS first."""
    scores = [
        *told.rows(found.get("scores")),
        *(one["content"] for one in told.rows(found.get("metrics")) if isinstance(one.get("content"), dict)),
    ]
    for name in ("cvss_v4", "cvss_v3", "cvss_v2"):
        for one in scores:
            rating = one.get(name)
            score, vector = told.score_of(told.part(rating, "baseScore")), told.part(rating, "vectorString")
            if score or vector:
                return score, told.line_of(vector, told.NAME), told.tidy(told.part(rating, "baseSeverity"), 20)
    return "", "", ""


def is_open_vex(content: Row) -> bool:
    """Whether a document is one of OpenVEX."""
    return "openvex" in told.tidy(content.get("@context"), 200) and isinstance(content.get("statements"), list)


def read_open_vex(content: Row) -> Report:
    """Statements of a maker on whether products are affected."""
    report = Report(
        kind="csaf", tool=told.line_of(f"VEX {told.line_of(content.get('author'), 80)}", 100), is_full=False
    )
    report.title = report.tool
    report.when(content.get("last_updated"), content.get("timestamp"))
    gathering = Gathering(report)
    for statement in told.rows(content.get("statements")):
        _statement(gathering, statement)
    return gathering.done()


def _statement(gathering: Gathering, statement: Row) -> None:
    about = statement.get("vulnerability")
    number = told.part(about, "name") or told.part(about, "@id") or about
    identifier = told.identifier_of(number, gathering.report.tool)
    status = told.tidy(statement.get("status"), 40)
    if not identifier or status not in OPEN_VEX:
        gathering.report.leave_out("no-finding")
        return
    weakness = Weakness(
        identifier=identifier,
        title=identifier,
        description=told.tidy(told.part(about, "description"), told.TEXT),
        aliases=told.texts(told.part(about, "aliases"), told.IDENTIFIER),
        advice=told.tidy(statement.get("action_statement"), told.TEXT),
    )
    words = (status, statement.get("justification"), statement.get("impact_statement"))
    reason = ": ".join(text for word in words if (text := told.tidy(word, 2_000).replace("_", " ")))
    products = statement.get("products")
    for product in products if isinstance(products, list) else []:
        for name, component in _product(product):
            known_as = [name.partition("?")[0], name.partition("?")[0].partition("@")[0]]
            sighting = Sighting(
                identifier=identifier,
                target=gathering.report.look_at(steady.image(name), known_as),
                component=component,
                standing=OPEN_VEX[status],
                standing_reason=reason if OPEN_VEX[status] else "",
            )
            gathering.add(weakness, sighting)


def _product(product: Any) -> list[tuple[str, str]]:
    """A product with each of its components; it stands as text or under its number."""
    name = told.line_of(told.part(product, "@id") or told.part(product, "identifiers", "purl") or product, 300)
    parts = told.part(product, "subcomponents")
    components = (
        [told.line_of(told.part(one, "@id") or one, told.NAME) for one in parts] if isinstance(parts, list) else []
    )
    return [(name, component) for component in components or [""]] if name else []

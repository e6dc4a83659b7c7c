"""Advisories of makers in CSAF 2.0, and what they say of products that are not affected (VEX), OpenVEX too."""

from typing import Any

from tandem.operation.vulnerabilities.reports import contents, steady
from tandem.operation.vulnerabilities.reports.contents import Refused, Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering

Row = dict[str, Any]
REVISIONS = ("2.0", "2.1")
DEEPEST = 30
STANDINGS = {
    "known_affected": "",
    "first_affected": "",
    "last_affected": "",
    "under_investigation": "",
    "known_not_affected": contents.FALSE_POSITIVE,
    "fixed": contents.FIXED,
    "first_fixed": contents.FIXED,
}
OPEN_VEX = {"affected": "", "under_investigation": "", "not_affected": contents.FALSE_POSITIVE, "fixed": contents.FIXED}


def read(content: Row) -> Report:
    """The advisory; each product in each version that it names is a target. It is no scan: nothing is missed in it."""
    about = content.get("document")
    revision = contents.tidy(contents.part(about, "csaf_version"), 10)
    if revision not in REVISIONS:
        raise Refused("csaf-version", revision)
    publisher = contents.line_of(contents.part(about, "publisher", "name"), 80)
    report = Report(kind="csaf", tool=contents.line_of(f"CSAF {publisher}", 100), is_full=False)
    number, title = (
        contents.part(about, "tracking", "id"),
        contents.line_of(contents.part(about, "title"), contents.TITLE),
    )
    report.title = contents.line_of(f"{contents.line_of(number, 60)} {title}", contents.TITLE)
    report.when(
        contents.part(about, "tracking", "current_release_date"),
        contents.part(about, "tracking", "initial_release_date"),
    )
    products = _products(content.get("product_tree"))
    gathering = Gathering(report)
    for vulnerability in contents.rows(content.get("vulnerabilities")):
        _vulnerability(gathering, products, vulnerability)
    return gathering.done()


def _products(tree: Any) -> dict[str, Row]:
    """Each product by its number: its name, the component of it that is meant, and its further names."""
    products: dict[str, Row] = {}
    _branches(products, contents.rows(contents.part(tree, "branches")), "", 0)
    for product in contents.rows(contents.part(tree, "full_product_names")):
        _keep(products, product, "")
    for relation in contents.rows(contents.part(tree, "relationships")):
        part, whole = (
            products.get(contents.tidy(relation.get(f"{name}product_reference"), 200), {})
            for name in ("", "relates_to_")
        )
        number = contents.tidy(contents.part(relation, "full_product_name", "product_id"), 200)
        name = contents.line_of(contents.part(relation, "full_product_name", "name"), 300)
        products[number] = {
            "name": whole.get("name", name),
            "component": part.get("name", ""),
            "known_as": [*whole.get("known_as", []), name],
        }
    return products


def _branches(products: dict[str, Row], branches: list[Row], product: str, depth: int) -> None:
    for branch in branches if depth < DEEPEST else []:
        is_product = branch.get("category") in ("product_name", "product_family")
        name = contents.line_of(branch.get("name"), 300) if is_product else product
        if isinstance(branch.get("product"), dict):
            _keep(products, branch["product"], name)
        _branches(products, contents.rows(branch.get("branches")), name, depth + 1)


def _keep(products: dict[str, Row], product: Row, family: str) -> None:
    helper = product.get("product_identification_helper")
    names = [family, *(contents.line_of(contents.part(helper, kind), 300) for kind in ("purl", "cpe"))]
    number = contents.tidy(product.get("product_id"), 200)
    products[number] = {
        "name": contents.line_of(product.get("name"), 300) or number,
        "component": "",
        "known_as": [name for name in names if name],
    }


def _vulnerability(gathering: Gathering, products: dict[str, Row], vulnerability: Row) -> None:
    statuses = vulnerability.get("product_status")
    weakness = _weakness(gathering.report, vulnerability)
    affected = [
        number for name in STANDINGS for number in _numbers(contents.part(statuses, name)) if not STANDINGS[name]
    ]
    for status, standing in STANDINGS.items():
        for number in _numbers(contents.part(statuses, status)):
            if standing and number in affected:
                continue
            product = products.get(number, {"name": number, "component": "", "known_as": []})
            target = gathering.report.look_at(product["name"], product["known_as"])
            reason = _reason(vulnerability, number, status) if standing else ""
            sighting = Sighting(
                identifier=weakness.identifier,
                target=target,
                component=contents.line_of(product["component"], contents.NAME),
                details="" if standing else status.replace("_", " "),
                severity=weakness.severity,
                standing=standing,
                standing_reason=reason,
            )
            gathering.add(weakness, sighting)


def _numbers(value: Any) -> list[str]:
    texts = [contents.tidy(number, 200) for number in value] if isinstance(value, list) else []
    return [text for text in dict.fromkeys(texts) if text]


def _reason(vulnerability: Row, number: str, status: str) -> str:
    """Why a product is not affected: the flag, and what the maker says of the impact."""
    flags = [
        contents.tidy(flag_row.get("label"), 80)
        for flag_row in contents.rows(vulnerability.get("flags"))
        if _concerns(flag_row, number)
    ]
    impacts = [
        contents.tidy(threat.get("details"), 2_000)
        for threat in contents.rows(vulnerability.get("threats"))
        if threat.get("category") == "impact" and _concerns(threat, number)
    ]
    words = status.removeprefix("known_").removeprefix("first_")
    return ": ".join(part for part in (*(flag.replace("_", " ") for flag in (words, *flags)), *impacts) if part)


def _concerns(remark: Row, number: str) -> bool:
    """A remark that names no product is about all of them."""
    named = _numbers(remark.get("product_ids"))
    return number in named or not (named or remark.get("group_ids"))


def _weakness(report: Report, vulnerability: Row) -> Weakness:
    ids = [
        contents.line_of(number_row.get("text"), contents.IDENTIFIER)
        for number_row in contents.rows(vulnerability.get("ids"))
    ]
    number = (
        vulnerability.get("cve")
        or next((text_of_id for text_of_id in ids if text_of_id), "")
        or vulnerability.get("title")
    )
    identifier = contents.identifier_of(number, report.tool) or contents.identifier_of(report.title, report.tool)
    notes = contents.rows(vulnerability.get("notes"))
    order = ("description", "summary", "details", "general")
    texts = [
        contents.tidy(note.get("text"), contents.TEXT)
        for kind in order
        for note in notes
        if note.get("category") == kind
    ]
    score, vector, word = _rating(vulnerability)
    remedies = [
        contents.tidy(remedy.get("details"), 2_000) for remedy in contents.rows(vulnerability.get("remediations"))
    ]
    links = [reference.get("url") for reference in contents.rows(vulnerability.get("references"))]
    cwes = [
        contents.part(vulnerability, "cwe", "id"),
        *(cwe_row.get("id") for cwe_row in contents.rows(vulnerability.get("cwes"))),
    ]
    return Weakness(
        identifier=identifier,
        title=contents.line_of(vulnerability.get("title"), contents.TITLE) or identifier,
        description=next((text for text in texts if text), ""),
        aliases=[
            alias
            for alias in (contents.identifier_of(text, report.tool) for text in ids)
            if alias and alias != identifier
        ],
        severity=contents.severity_of(word, score),
        score=score,
        vector=vector,
        cwe=contents.cwe_of(cwes),
        advice=contents.tidy("\n".join(dict.fromkeys(remedies)), contents.TEXT),
        sources=contents.addresses(links),
    )


def _rating(vulnerability: Row) -> tuple[str, str, str]:
    """Score, vector and word of one rating, the newest version of CVSS first."""
    scores = [
        *contents.rows(vulnerability.get("scores")),
        *(
            metric["content"]
            for metric in contents.rows(vulnerability.get("metrics"))
            if isinstance(metric.get("content"), dict)
        ),
    ]
    for name in ("cvss_v4", "cvss_v3", "cvss_v2"):
        for one in scores:
            rating = one.get(name)
            score, vector = contents.score_of(contents.part(rating, "baseScore")), contents.part(rating, "vectorString")
            if score or vector:
                return (
                    score,
                    contents.line_of(vector, contents.NAME),
                    contents.tidy(contents.part(rating, "baseSeverity"), 20),
                )
    return "", "", ""


def is_open_vex(content: Row) -> bool:
    """Whether a document is one of OpenVEX."""
    return "openvex" in contents.tidy(content.get("@context"), 200) and isinstance(content.get("statements"), list)


def read_open_vex(content: Row) -> Report:
    """Statements of a maker on whether products are affected."""
    report = Report(
        kind="csaf", tool=contents.line_of(f"VEX {contents.line_of(content.get('author'), 80)}", 100), is_full=False
    )
    report.title = report.tool
    report.when(content.get("last_updated"), content.get("timestamp"))
    gathering = Gathering(report)
    for statement in contents.rows(content.get("statements")):
        _statement(gathering, statement)
    return gathering.done()


def _statement(gathering: Gathering, statement: Row) -> None:
    about = statement.get("vulnerability")
    number = contents.part(about, "name") or contents.part(about, "@id") or about
    identifier = contents.identifier_of(number, gathering.report.tool)
    status = contents.tidy(statement.get("status"), 40)
    if not identifier or status not in OPEN_VEX:
        gathering.report.leave_out("no-finding")
        return
    weakness = Weakness(
        identifier=identifier,
        title=identifier,
        description=contents.tidy(contents.part(about, "description"), contents.TEXT),
        aliases=contents.texts(contents.part(about, "aliases"), contents.IDENTIFIER),
        advice=contents.tidy(statement.get("action_statement"), contents.TEXT),
    )
    words = (status, statement.get("justification"), statement.get("impact_statement"))
    reason = ": ".join(text for word in words if (text := contents.tidy(word, 2_000).replace("_", " ")))
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
    name = contents.line_of(
        contents.part(product, "@id") or contents.part(product, "identifiers", "purl") or product, 300
    )
    parts = contents.part(product, "subcomponents")
    components = (
        [contents.line_of(contents.part(part, "@id") or part, contents.NAME) for part in parts]
        if isinstance(parts, list)
        else []
    )
    return [(name, component) for component in components or [""]] if name else []

"""Nmap's XML: open ports, and the vulnerabilities that its scripts found on them."""

import re
from collections.abc import Iterator

from tandem.operation.vulnerabilities.identifiers import is_cve
from tandem.operation.vulnerabilities.reports import contents
from tandem.operation.vulnerabilities.reports.contents import Report, Sighting, Weakness
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.strict_xml import Node

TOOL = "Nmap"
RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
SCRIPTS = re.compile(r"--script[= ]([^ -][^ ]*)")
VULNERS = re.compile(r"\t(CVE-\d{4}-\d{4,19})\t(\d{1,2}(?:\.\d)?)")
EVERY_PORT = 1_000  # what Nmap looks at when nobody chooses ports


def read(root: Node) -> Report:
    """The report of one run; a run over chosen ports only is not a full one."""
    report = Report(kind="nmap", tool=TOOL, title=contents.line_of(root.get("args"), contents.TITLE))
    if root.get("start").isascii() and root.get("start").isdigit() and len(root.get("start")) < 12:
        report.when(contents.moment(int(root.get("start"))))
    services = [contents.tidy(scan_info.get("numservices"), 10) for scan_info in root.all("scaninfo")]
    report.is_full = any(number.isdigit() and int(number) >= EVERY_PORT for number in services)
    tried = {scan_info.get("protocol"): _ranges(scan_info.get("services")) for scan_info in root.all("scaninfo")}
    report.ports = {protocol: ranges for protocol, ranges in tried.items() if ranges}
    report.covers = _scripts(root)
    gathering = Gathering(report)
    for host in root.all("host"):
        state = host.first("status")
        if state is None or state.get("state") != "down":
            _host(gathering, host)
        elif address := next(
            (address_node.get("addr") for address_node in host.all("address") if address_node.get("addr")), ""
        ):
            report.fail(address, "down")
    return gathering.done()


def _ranges(services: str) -> list[tuple[int, int]]:
    """The ports that were tried, as ranges; none where it does not say."""
    spans = (RANGE.fullmatch(part.strip()) for part in services.split(","))
    return [(int(span[1]), int(span[2] or span[1])) for span in spans if span]


def _scripts(root: Node) -> list[str] | None:
    """What this run looked for: ports, and by the scripts that it names or whose words are in it; None for all."""
    asked = SCRIPTS.findall(root.get("args"))
    names = {name for part in asked for name in re.split(r"[,\s]+(?:and|or)?\s*", part)}
    if names & {"vuln", "all"}:
        return None
    return sorted({"", *names, *(script.get("id") for host in root.all("host") for script in _every_script(host))})


def _every_script(host: Node) -> list[Node]:
    return [*host.all("ports", "port", "script"), *host.all("hostscript", "script")]


def _host(gathering: Gathering, host: Node) -> None:
    names = [hostname.get("name") for hostname in host.all("hostnames", "hostname")]
    numbers = [address.get("addr") for address in host.all("address")]
    known = [*numbers, *names]
    if not any(known):
        gathering.report.leave_out("no-target")
        return
    target = gathering.report.look_at(next(first_known for first_known in known if first_known), known)
    for port in host.all("ports", "port"):
        state = port.first("state")
        if state is not None and state.get("state") == "open":
            _port(gathering, target, port)
    for script in host.all("hostscript", "script"):
        _script(gathering, Sighting(identifier="", target=target), script)


def _port(gathering: Gathering, target: str, port: Node) -> None:
    number = contents.port_of(port.get("portid"), port.get("protocol"))
    service = port.first("service") or Node("service", {})
    product = contents.line_of(f"{service.get('product')} {service.get('extrainfo')}", contents.NAME)
    seen = Sighting(
        identifier=f"{TOOL}: open port",
        target=target,
        port=number,
        component=contents.line_of(service.get("product") or service.get("name"), contents.NAME),
        component_version=contents.line_of(service.get("version"), 100),
        details=contents.line_of(f"{number} {service.get('name')} {product}", contents.TEXT),
        severity=contents.INFORMATION,
    )
    weakness = Weakness(identifier=seen.identifier, title="Open port", severity=contents.INFORMATION)
    gathering.add(weakness, seen)
    for script in port.all("script"):
        _script(gathering, seen, script)


def _script(gathering: Gathering, seen: Sighting, script: Node) -> None:
    weaknesses = list(_vulners(script) if script.get("id") == "vulners" else _tables(script))
    for weakness in weaknesses:
        sighting = Sighting(
            identifier=weakness.identifier,
            target=seen.target,
            port=seen.port,
            component=seen.component,
            component_version=seen.component_version,
            details=contents.line_of(script.get("id"), contents.NAME),
            scope=contents.line_of(script.get("id"), contents.NAME),
            severity=weakness.severity,
        )
        gathering.add(weakness, sighting)
    if not weaknesses:
        gathering.report.leave_out("script")


def _vulners(script: Node) -> Iterator[Weakness]:
    """What the vulners script lists; of its references to exploits only the CVE numbers are taken."""
    listed = [(_elem(row, "id"), _elem(row, "cvss")) for row in script.all("table", "table")]
    for identifier, number in listed or VULNERS.findall(script.get("output")):
        if is_cve(identifier):
            score = contents.score_of(number)
            severity = contents.severity_of("", score)
            yield Weakness(identifier=identifier.upper(), title=identifier.upper(), severity=severity, score=score)


def _tables(script: Node) -> Iterator[Weakness]:
    """What scripts of the category “vuln” report as vulnerable."""
    for table in script.all("table"):
        state = _elem(table, "state").upper()
        if "VULNERABLE" not in state or state.startswith("NOT "):
            continue
        title = contents.line_of(_elem(table, "title"), contents.TITLE)
        numbers = [
            element.text for part in table.all("table") if part.get("key") == "ids" for element in part.all("elem")
        ]
        cves = contents.cves_in(numbers)
        identifier = cves[0] if cves else contents.identifier_of(title or script.get("id"), TOOL)
        links = [
            element.text for part in table.all("table") if part.get("key") == "refs" for element in part.all("elem")
        ]
        yield Weakness(
            identifier=identifier, title=title or identifier, aliases=cves[1:], sources=contents.addresses(links)
        )


def _elem(table: Node, key: str) -> str:
    return next((element.text for element in table.all("elem") if element.get("key") == key), "")

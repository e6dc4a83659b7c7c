"""Nmap's XML: open ports, and the vulnerabilities that its scripts found on them."""

import re
from collections.abc import Iterator

from tandem.operation.vulnerabilities.identifiers import is_cve
from tandem.operation.vulnerabilities.reports import told
from tandem.operation.vulnerabilities.reports.gathering import Gathering
from tandem.operation.vulnerabilities.reports.strict_xml import Node
from tandem.operation.vulnerabilities.reports.told import Report, Sighting, Weakness

TOOL = "Nmap"
RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
SCRIPTS = re.compile(r"--script[= ]([^ -][^ ]*)")
VULNERS = re.compile(r"\t(CVE-\d{4}-\d{4,19})\t(\d{1,2}(?:\.\d)?)")
EVERY_PORT = 1_000  # what Nmap looks at when nobody chooses ports


def read(root: Node) -> Report:
    """The report of one run; a run over chosen ports only is not a full one."""
    report = Report(kind="nmap", tool=TOOL, title=told.line_of(root.get("args"), told.TITLE))
    if root.get("start").isascii() and root.get("start").isdigit() and len(root.get("start")) < 12:
        report.when(told.moment(int(root.get("start"))))
    services = [told.tidy(one.get("numservices"), 10) for one in root.all("scaninfo")]
    report.is_full = any(number.isdigit() and int(number) >= EVERY_PORT for number in services)
    tried = {one.get("protocol"): _ranges(one.get("services")) for one in root.all("scaninfo")}
    report.ports = {protocol: ranges for protocol, ranges in tried.items() if ranges}
    report.covers = _scripts(root)
    gathering = Gathering(report)
    for host in root.all("host"):
        state = host.first("status")
        if state is None or state.get("state") != "down":
            _host(gathering, host)
        elif address := next((one.get("addr") for one in host.all("address") if one.get("addr")), ""):
            report.fail(address, "down")
    return gathering.done()


def _ranges(services: str) -> list[tuple[int, int]]:
    """The ports that were tried, as ranges; none where it does not say."""
    found = (RANGE.fullmatch(part.strip()) for part in services.split(","))
    return [(int(one[1]), int(one[2] or one[1])) for one in found if one]


def _scripts(root: Node) -> list[str] | None:
    """What this run looked for: ports, and by the scripts that it names or whose words are in it; None for all."""
    asked = SCRIPTS.findall(root.get("args"))
    names = {name for part in asked for name in re.split(r"[,\s]+(?:and|or)?\s*", part)}
    if names & {"vuln", "all"}:
        return None
    return sorted({"", *names, *(one.get("id") for host in root.all("host") for one in _every_script(host))})


def _every_script(host: Node) -> list[Node]:
    return [*host.all("ports", "port", "script"), *host.all("hostscript", "script")]


def _host(gathering: Gathering, host: Node) -> None:
    names = [one.get("name") for one in host.all("hostnames", "hostname")]
    numbers = [one.get("addr") for one in host.all("address")]
    known = [*numbers, *names]
    if not any(known):
        gathering.report.leave_out("no-target")
        return
    target = gathering.report.look_at(next(one for one in known if one), known)
    for port in host.all("ports", "port"):
        state = port.first("state")
        if state is not None and state.get("state") == "open":
            _port(gathering, target, port)
    for script in host.all("hostscript", "script"):
        _script(gathering, Sighting(identifier="", target=target), script)


def _port(gathering: Gathering, target: str, port: Node) -> None:
    number = told.port_of(port.get("portid"), port.get("protocol"))
    service = port.first("service") or Node("service", {})
    product = told.line_of(f"{service.get('product')} {service.get('extrainfo')}", told.NAME)
    seen = Sighting(
        identifier=f"{TOOL}: open port",
        target=target,
        port=number,
        component=told.line_of(service.get("product") or service.get("name"), told.NAME),
        component_version=told.line_of(service.get("version"), 100),
        details=told.line_of(f"{number} {service.get('name')} {product}", told.TEXT),
        severity=told.INFORMATION,
    )
    weakness = Weakness(identifier=seen.identifier, title="Open port", severity=told.INFORMATION)
    gathering.add(weakness, seen)
    for script in port.all("script"):
        _script(gathering, seen, script)


def _script(gathering: Gathering, seen: Sighting, script: Node) -> None:
    found = list(_vulners(script) if script.get("id") == "vulners" else _tables(script))
    for weakness in found:
        sighting = Sighting(
            identifier=weakness.identifier,
            target=seen.target,
            port=seen.port,
            component=seen.component,
            component_version=seen.component_version,
            details=told.line_of(script.get("id"), told.NAME),
            scope=told.line_of(script.get("id"), told.NAME),
            severity=weakness.severity,
        )
        gathering.add(weakness, sighting)
    if not found:
        gathering.report.leave_out("script")


def _vulners(script: Node) -> Iterator[Weakness]:
    """What the vulners script lists; of its references to exploits only the CVE numbers are taken."""
    listed = [(_elem(row, "id"), _elem(row, "cvss")) for row in script.all("table", "table")]
    for identifier, number in listed or VULNERS.findall(script.get("output")):
        if is_cve(identifier):
            score = told.score_of(number)
            severity = told.severity_of("", score)
            yield Weakness(identifier=identifier.upper(), title=identifier.upper(), severity=severity, score=score)


def _tables(script: Node) -> Iterator[Weakness]:
    """What scripts of the category “vuln” report as vulnerable."""
    for table in script.all("table"):
        state = _elem(table, "state").upper()
        if "VULNERABLE" not in state or state.startswith("NOT "):
            continue
        title = told.line_of(_elem(table, "title"), told.TITLE)
        numbers = [one.text for part in table.all("table") if part.get("key") == "ids" for one in part.all("elem")]
        cves = told.cves_in(numbers)
        identifier = cves[0] if cves else told.identifier_of(title or script.get("id"), TOOL)
        links = [one.text for part in table.all("table") if part.get("key") == "refs" for one in part.all("elem")]
        yield Weakness(
            identifier=identifier, title=title or identifier, aliases=cves[1:], sources=told.addresses(links)
        )


def _elem(table: Node, key: str) -> str:
    return next((one.text for one in table.all("elem") if one.get("key") == key), "")

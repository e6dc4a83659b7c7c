"""Which kind of report some bytes are, by their content; the name of a file says nothing."""

import codecs
from typing import Any

import msgspec

from tandem.operation.vulnerabilities.reports import cyclonedx, kev, nmap, openvas, sarif, strict_xml, trivy
from tandem.operation.vulnerabilities.reports.told import Refused, Report

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 4096


def read(raw: bytes) -> list[Report]:
    """The reports in a file; Refused says why there are none."""
    if not raw.strip():
        raise Refused("empty")
    text = _decoded(raw)
    if text.lstrip().startswith("<"):
        return [_from_xml(strict_xml.parse(raw))]
    if text.lstrip()[:1] in ("{", "[") or text.strip() in ("null", "true", "false"):
        return _from_json(text)
    return [_from_csv(text)]


def _decoded(raw: bytes) -> str:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise Refused("broken-text") from error
    if b"\x00" in raw[:HEAD]:
        raise Refused("not-text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _from_xml(root: strict_xml.Node) -> Report:
    if root.name == "nmaprun":
        return nmap.read(root)
    if root.name == "bom":
        return cyclonedx.read_xml(root)
    if root.name in ("report", "get_reports_response"):
        return openvas.read_xml(root)
    raise Refused("unknown-xml", root.name)


def _from_json(text: str) -> list[Report]:
    try:
        content = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Refused("broken-json", str(error)) from error
    except RecursionError as error:
        raise Refused("too-deep") from error
    if isinstance(content, list) and content and all(isinstance(one, dict) and "Target" in one for one in content):
        return [trivy.read(content)]
    if not isinstance(content, dict):
        raise Refused("nothing-in-it")
    return _from_object(content)


def _from_object(content: dict[str, Any]) -> list[Report]:
    if content.get("bomFormat") == "CycloneDX":
        return [cyclonedx.read_json(content)]
    if "runs" in content and "version" in content:
        return sarif.read(content)
    if "catalogVersion" in content or _lists_cves(content):
        return [kev.read_json(content)]
    if "ClusterName" in content or ("ArtifactName" in content and "SchemaVersion" in content):
        return [trivy.read(content)]
    raise Refused("unknown-json", ", ".join(sorted(content)[:6]))


def _lists_cves(content: dict[str, Any]) -> bool:
    entries = content.get("vulnerabilities")
    return isinstance(entries, list) and bool(entries) and isinstance(entries[0], dict) and "cveID" in entries[0]


def _from_csv(text: str) -> Report:
    headings = {name.strip().strip('"') for name in text.partition("\n")[0].split(",")}
    if headings >= kev.COLUMNS:
        return kev.read_csv(text)
    if headings >= openvas.COLUMNS:
        return openvas.read_csv(text)
    raise Refused("unknown")

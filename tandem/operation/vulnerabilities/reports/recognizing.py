"""Which kind of report some bytes are, by their content; the name of a file says nothing."""

import codecs
import json
from collections.abc import Callable
from typing import Any

import msgspec

from tandem.operation.vulnerabilities.reports import (
    arrays,
    csaf,
    cyclonedx,
    epss,
    grype,
    kev,
    lines,
    nmap,
    ocsf,
    openvas,
    sarif,
    strict_xml,
    trivy,
    unknown,
)
from tandem.operation.vulnerabilities.reports.contents import Refused, Report

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
HEAD = 4096
Rows = list[dict[str, Any]]
LISTS: tuple[tuple[Callable[[dict[str, Any]], bool], Callable[[Rows], Report]], ...] = (
    (ocsf.is_event, ocsf.read),
    (lines.is_nuclei, lines.nuclei),
    (lines.is_trufflehog, lines.trufflehog),
    (arrays.is_gitleaks, arrays.gitleaks),
    (arrays.is_hadolint, arrays.hadolint),
    (arrays.is_checkov, arrays.checkov),
    (lines.is_govulncheck, lines.govulncheck),
    (lambda row: "Target" in row, trivy.read),
)
MOST_LOOKED_AT = 50


def read(raw: bytes) -> list[Report]:
    """The reports in a file; Refused says why there are none."""
    if not raw.strip():
        raise Refused("empty")
    if kind := unknown.kind_of_bytes(raw):
        raise Refused("unknown", kind)
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
    if root.name in ("report", "get_reports_response") and not unknown.xml(root):
        return openvas.read_xml(root)
    raise Refused("unknown", unknown.xml(root) or unknown.element(root))


def _from_json(text: str) -> list[Report]:
    try:
        content = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        content = _one_after_the_other(text, str(error))
    except RecursionError as error:
        raise Refused("too-deep") from error
    if isinstance(content, list):
        return _from_list(content)
    if not isinstance(content, dict):
        raise Refused("nothing-in-it")
    return _from_object(content)


def _one_after_the_other(text: str, why: str) -> list[Any]:
    """Objects that follow each other, on a line each or over several; the place of one that is broken is named."""
    decoder, place = json.JSONDecoder(), 0
    documents: list[Any] = []
    while place < len(text):
        start = place + len(text[place:]) - len(text[place:].lstrip()) if text[place].isspace() else place
        if start >= len(text):
            break
        try:
            parsed, place = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:  # also a number without end
            number = text.count("\n", 0, start) + 1
            raise (Refused("broken-line", str(number)) if documents else Refused("broken-json", why)) from error
        documents.append(parsed)
    return documents


def _from_list(content: list[Any]) -> list[Report]:
    """What a list holds is told by the first objects in it; every kind is read for itself."""
    objects: Rows = [entry for entry in content if isinstance(entry, dict)]
    if not content:
        raise Refused("empty-list")
    if not objects:
        raise Refused("nothing-in-it")
    for is_kind, reader in LISTS:
        if any(map(is_kind, objects[:MOST_LOOKED_AT])):
            return [reader(objects)]
    if known := _documents(objects):
        return known
    raise Refused("unknown", unknown.several(objects))


def _documents(objects: Rows) -> list[Report]:
    """Whole documents in a list; none unless all of them are known."""
    if len(objects) > MOST_LOOKED_AT or not all(map(_reader, objects)):
        return []
    return [report for document in objects for report in _from_object(document)]


def _from_object(content: dict[str, Any]) -> list[Report]:
    reader = _reader(content)
    if reader is None:
        raise Refused("unknown", unknown.object_looks(content))
    reports = reader(content)
    return reports if isinstance(reports, list) else [reports]


def _reader(content: dict[str, Any]) -> Callable[[dict[str, Any]], Report | list[Report]] | None:
    if content.get("bomFormat") == "CycloneDX":
        return cyclonedx.read_json
    if "runs" in content and ("version" in content or "$schema" in content):
        return sarif.read
    if "catalogVersion" in content or _lists(content, "vulnerabilities", "cveID"):
        return kev.read_json
    if "ClusterName" in content or ("ArtifactName" in content and "SchemaVersion" in content):
        return trivy.read
    if _lists(content, "matches", "vulnerability") or {"matches", "source"} <= content.keys():
        return grype.read
    if isinstance(content.get("document"), dict) and "csaf_version" in content["document"]:
        return csaf.read
    if csaf.is_open_vex(content):
        return csaf.read_open_vex
    if _lists(content, "data", "epss"):
        return epss.read_json
    if {"Calls", "Vulns"} <= content.keys():
        return lines.former_govulncheck
    return _single(content)


def _single(content: dict[str, Any]) -> Callable[[dict[str, Any]], Report] | None:
    """A list of which there is only one entry."""
    for is_kind, reader in LISTS[:-1]:
        if is_kind(content):
            return lambda row: reader([row])
    return None


def _lists(content: dict[str, Any], name: str, key: str) -> bool:
    entries = content.get(name)
    return isinstance(entries, list) and bool(entries) and isinstance(entries[0], dict) and key in entries[0]


def _from_csv(text: str) -> Report:
    if text.startswith("#model_version"):
        return epss.read_csv(text)
    headings = {name.strip().strip('"') for name in text.partition("\n")[0].split(",")}
    if headings >= kev.COLUMNS:
        return kev.read_csv(text)
    if headings >= openvas.COLUMNS:
        return openvas.read_csv(text)
    if headings >= epss.COLUMNS:
        return epss.read_csv(text)
    raise Refused("unknown", unknown.text(text))

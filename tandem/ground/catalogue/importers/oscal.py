"""OSCAL, the control language of NIST (version 1): catalogs, profiles and mappings, in JSON or YAML."""

from pathlib import Path
from typing import Any, Final

import msgspec

from tandem.ground.catalogue.drafts import FrameworkDraft
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.importers.oscal_catalog import catalog_of, framework_of, tally
from tandem.ground.catalogue.importers.oscal_mapping import import_mappings
from tandem.ground.catalogue.importers.oscal_profile import profile_of
from tandem.ground.catalogue.importers.oscal_text import Entry
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.catalogue.models import Framework
from tandem.ground.catalogue.storing import store_framework
from tandem.ground.catalogue.vocabulary import Origin
from tandem.ground.catalogue.yaml_text import BYTE_LIMIT

REFUSED: Final = {
    "component-definition": "a component definition: how a product meets controls. It is no framework; "
    "write what of it you use down as your own controls",
    "system-security-plan": "a system security plan. It tells of one system; its framework is the profile it names",
    "assessment-plan": "an assessment plan, which is no framework",
    "assessment-results": "assessment results, which are no framework",
    "plan-of-action-and-milestones": "a plan of action and milestones, which is no framework",
}
MAPPINGS: Final = "mapping-collection"
MODELS: Final = frozenset({"catalog", "profile", MAPPINGS, *REFUSED})


def read_json(path: Path, name: str = "") -> Any:
    """The JSON in this file; None when it holds none. LibraryError for archives and for OSCAL in XML."""
    if not path.is_file() or path.stat().st_size > BYTE_LIMIT:
        return None
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
    if raw.startswith(b"PK\x03\x04"):
        raise LibraryError(name or path.name, 0, "This is an archive; unpack it and bring the files in it.")
    if raw.startswith(b"<") and b"csrc.nist.gov/ns/oscal" in raw[:4096]:
        raise LibraryError(name or path.name, 0, "This is OSCAL in XML; bring the same document as JSON or YAML.")
    if not raw.startswith(b"{"):
        return None
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def is_oscal(data: object) -> bool:
    """Whether this is a document of OSCAL, of whatever model."""
    return isinstance(data, dict) and bool(MODELS & data.keys())


def import_oscal(data: Entry, file: str, digest: str) -> ImportOutcome:
    """Keep the framework of a catalog or profile, or mappings; must run in a transaction. LibraryError says what is not
    right."""
    model = next(name for name in data if name in MODELS)
    if model in REFUSED:
        raise LibraryError(file, 0, f"This is {REFUSED[model]}.")
    body = data[model]
    if not isinstance(body, dict):
        raise LibraryError(file, 0, f"“{model}” must hold keys with values.")
    if model == MAPPINGS:
        return import_mappings(body, file, digest)
    held = Framework.objects.filter(key=framework_of(body, file, {}, []).key).first()
    draft, remarks = _read(model, body, file, held)
    _check_replaces(draft, held, file)
    stored = store_framework(draft, origin=Origin.IMPORTED, digest=digest)
    return ImportOutcome(
        draft.name,
        stored.created,
        stored.updated,
        stored.unchanged,
        stored.removed,
        tuple(remarks),
        tally(draft.requirements),
    )


def _read(model: str, body: Entry, file: str, held: Framework | None) -> tuple[FrameworkDraft, list[str]]:
    if model == "profile":
        return profile_of(body, file)
    return catalog_of(body, file, held.attributes.get("selected", ()) if held else ())


def _check_replaces(draft: FrameworkDraft, held: Framework | None, file: str) -> None:
    """Raise LibraryError when the key stands for something else already, or for a newer state of the same."""
    if held is None:
        return
    if held.urn != draft.urn:
        raise LibraryError(file, 0, f"{draft.key} is already the key of {held.name} ({held.urn or 'built in'}).")
    before, after = (str(facts.get("last_modified", "")) for facts in (held.attributes, draft.attributes))
    if before[:10] > after[:10] and after:
        message = f"{held.name} is here as of {before[:10]}; this file is older, of {after[:10]}."
        raise LibraryError(file, 0, message)

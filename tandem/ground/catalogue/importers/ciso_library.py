"""The outer shape of a CISO Assistant library file: who it is, and which of its objects Tandem has a place for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tandem.ground.catalogue.own_format import KEY_LIMIT
from tandem.ground.catalogue.vocabulary import is_framework_key
from tandem.ground.catalogue.yaml_text import Document, Step

Entry = dict[str, Any]
Place = tuple[Step, ...]

URN = re.compile(r"urn:(?P<owner>[^:\s]+):(?P<area>[^:\s]+):(?P<kind>[^:\s]+):(?P<tail>\S.*)")
HEAD_FACTS = (
    "ref_id",
    "locale",
    "packager",
    "copyright",
    "publication_date",
    "dependencies",
    "labels",
    "annotation",
    "translations",
)
USED = {
    "framework": "frameworks",
    "frameworks": "frameworks",
    "reference_controls": "controls",
    "reference_control": "controls",
    "threats": "threats",
    "threat": "threats",
    "tactics": "techniques",
    "techniques": "techniques",
    "ttp_catalogs": "techniques",
    "risk_matrix": "matrices",
    "risk_matrices": "matrices",
    "requirement_mapping_set": "mappings",
    "requirement_mapping_sets": "mappings",
}
UNUSED = {
    "preset": "a preset (a set-up of that other tool)",
    "presets": "presets (set-ups of that other tool)",
    "metric_definitions": "metric definitions",
}


@dataclass(frozen=True, slots=True)
class Library:
    """One library file, its identity checked; its objects are read one kind at a time."""

    document: Document
    urn: str
    version: int
    name: str
    publisher: str
    facts: Entry
    objects: Entry

    def entries(self, *kinds: str) -> Iterator[tuple[Entry, Place]]:
        """Every object of these kinds with its place in the file, whether written as one object or as a list."""
        for kind in kinds:
            content = self.objects.get(kind)
            if isinstance(content, dict):
                yield content, ("objects", kind)
            for position, entry in enumerate(content if isinstance(content, list) else []):
                yield self.entry(entry, ("objects", kind, position))

    def entry(self, entry: object, place: Place) -> tuple[Entry, Place]:
        """The entry and its place; raises LibraryError when it is not keys with values."""
        if not isinstance(entry, dict):
            raise self.document.error("This must be keys with values.", *place)
        return entry, place

    def entries_below(self, entry: Entry, place: Place, key: str) -> Iterator[tuple[Entry, Place]]:
        """The entries of a list inside an object, each with its place."""
        for position, below in enumerate(as_list(entry.get(key))):
            yield self.entry(below, (*place, key, position))

    def text(self, entry: Entry, key: str, place: Place, limit: int) -> str:
        """A value that must be given, as text; raises LibraryError when it is missing or too long."""
        value = as_text(entry.get(key))
        if not value:
            raise self.document.error(f"“{key}” is missing.", *place)
        if len(value) > limit:
            raise self.document.error(f"“{key}” is longer than {limit} characters.", *place, key)
        return value

    def urn_of(self, entry: Entry, key: str, place: Place) -> str:
        """A name of the form urn:owner:area:kind:name, in lower case."""
        value = self.text(entry, key, place, 300).lower()
        if URN.fullmatch(value) is None:
            raise self.document.error(f"“{value}” is no name of the form urn:owner:risk:kind:name.", *place, key)
        return value

    def key(self, urn: str, place: Place, suffix: str = "") -> str:
        """Tandem's key for what this urn names: its last part, with its owner before it unless that is intuitem."""
        _, owner, _, _, tail = urn.split(":", 4)
        name = tail if owner == "intuitem" else f"{owner}.{tail}"
        key = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._") + suffix
        if not is_framework_key(key) or len(key) > KEY_LIMIT:
            raise self.document.error(
                f"“{urn}” must end in a name of 1 to {KEY_LIMIT} letters and digits.", *place, "urn"
            )
        return key


def library_of(document: Document) -> Library:
    """The library in this document; raises LibraryError when it is none or holds nothing that Tandem can keep."""
    data = document.data
    objects = data.get("objects")
    if not isinstance(objects, dict) or not objects:
        raise document.error("“objects” must hold frameworks, mappings, controls, threats or matrices.", "objects")
    if not USED.keys() & objects.keys():
        held = ", ".join(UNUSED.get(kind, f"“{kind}”") for kind in objects)
        raise document.error(f"The library holds only {held}, for which Tandem has no place.", "objects")
    library = Library(
        document=document,
        urn="",
        version=_version(document),
        name=as_text(data.get("name")) or as_text(data.get("ref_id")) or as_text(data.get("urn")),
        publisher=as_text(data.get("provider"))[:300],
        facts={name: data[name] for name in HEAD_FACTS if data.get(name)},
        objects=objects,
    )
    return replace(library, urn=library.urn_of(data, "urn", ()))


def unused_objects(library: Library) -> list[str]:
    """A word on each kind of object that Tandem has no place for."""
    return [
        f"{UNUSED.get(kind, f'“{kind}”')}: no place for it in Tandem" for kind in library.objects if kind not in USED
    ]


def as_text(value: object) -> str:
    """Text without surrounding space; numbers as they are written, nothing for null."""
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).strip()


def as_list(value: object) -> list[Any]:
    """The list itself; one value alone as a list of one, nothing as an empty list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _version(document: Document) -> int:
    raw = document.data.get("version")
    try:
        version = int(as_text(raw))
    except ValueError as problem:
        raise document.error(f"The version “{raw}” must be a whole number.", "version") from problem
    if not 0 <= version < 2**31:
        raise document.error(f"The version {version} must be between 0 and {2**31 - 1}.", "version")
    return version

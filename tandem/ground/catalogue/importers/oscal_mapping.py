"""Mapping collections of OSCAL (1.2): how the controls of one catalogue correspond to those of another.

A map of OSCAL compares sets of controls. A pair out of a set of several is only part of what was compared: of one and
several the several are parts of the one, of several and several each pair overlaps.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from tandem.ground.catalogue.drafts import MappingDraft, RowDraft
from tandem.ground.catalogue.errors import LibraryError, MissingFramework
from tandem.ground.catalogue.importers.oscal_catalog import stem
from tandem.ground.catalogue.importers.oscal_text import Entry, entries, words
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.storing import Stored, store_mapping
from tandem.ground.catalogue.vocabulary import Origin, Relation

RELATIONS: Final = {
    "equal-to": Relation.EQUAL,
    "equivalent-to": Relation.EQUAL,
    "equal": Relation.EQUAL,
    "subset-of": Relation.SUBSET_OF,
    "superset-of": Relation.SUPERSET_OF,
    "intersects-with": Relation.INTERSECTS,
    "no-relationship": Relation.NO_RELATION,
}
STATEMENT: Final = re.compile(r"_(?:smt|stm|gdn|obj|fr)\b.*$", re.IGNORECASE)
REASON_LIMIT: Final = 2_000


@dataclass(frozen=True, slots=True)
class End:
    """One side of a mapping: the framework, and its reference by the id that the file uses."""

    framework: Framework
    refs: dict[str, str]


def import_mappings(data: Entry, file: str, digest: str) -> ImportOutcome:
    """Keep every mapping of a collection; must run in a transaction. LibraryError says what is not right."""
    metadata = data.get("metadata")
    name = words(metadata.get("title"), 300) if isinstance(metadata, dict) else ""
    mappings = _listed(data, "mappings", file, "The collection")
    if not mappings:
        raise LibraryError(file, 0, "The collection holds no mappings.")
    stored, remarks = Stored(), list[str]()
    for place, mapping in enumerate(mappings, start=1):
        draft, absent = _draft(data, mapping, file, place)
        remarks += absent
        stored += _kept(draft, file, digest)
    counts = (stored.created, stored.updated, stored.unchanged, stored.removed)
    return ImportOutcome(name or stem(file), *counts, tuple(dict.fromkeys(remarks)))


def _kept(draft: MappingDraft, file: str, digest: str) -> Stored:
    if not draft.rows:
        raise LibraryError(file, 0, f"No map finds both its ends in {draft.source} and {draft.target}.")
    return store_mapping(draft, origin=Origin.IMPORTED, digest=digest)


def _draft(data: Entry, mapping: Entry, file: str, place: int) -> tuple[MappingDraft, list[str]]:
    maps = _listed(mapping, "maps", file, f"Mapping {place}")
    if not maps:
        raise LibraryError(file, 0, f"Mapping {place} holds no maps.")
    for number, entry in enumerate(maps, start=1):
        for side in ("sources", "targets"):
            if not _listed(entry, side, file, f"Map {number} of mapping {place}"):
                raise LibraryError(file, 0, f"Map {number} of mapping {place} names no {side}.")
    source = _end(data, mapping, "source", maps, file)
    target = _end(data, mapping, "target", maps, file)
    absent: list[str] = []
    rows: dict[tuple[str | None, str | None], RowDraft] = {}
    for row in (row for entry in maps for row in _rows(entry, source, target, file, absent)):
        known = rows.setdefault((row.source, row.target), row)
        if known.relation != row.relation:
            message = (
                f"{row.source} and {row.target} are said to be {known.relation} and {row.relation}; which is right?"
            )
            raise LibraryError(file, 0, message)
    key = words(mapping.get("uuid")) or f"{words(data.get('uuid')) or stem(file)}-{place}"
    about = words(mapping.get("remarks"), REASON_LIMIT)
    draft = MappingDraft(
        key=f"oscal:{key}"[:150],
        source=source.framework.key,
        target=target.framework.key,
        about=about,
        rows=tuple(rows.values()),
    )
    return draft, absent


def _listed(holder: Entry, name: str, file: str, where: str) -> list[Entry]:
    """The objects of a list; LibraryError where there is something else."""
    listed = holder.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise LibraryError(file, 0, f"{where}: “{name}” must be a list of objects.")
    return listed


def _rows(entry: Entry, source: End, target: End, file: str, absent: list[str]) -> Iterator[RowDraft]:
    relation = _relation(entry, file)
    sources, targets = (_named(entry, side, end, absent) for side, end in (("sources", source), ("targets", target)))
    reason = words(entry.get("matching-rationale") or entry.get("remarks"), REASON_LIMIT)
    for (first, first_part), (second, second_part) in product(sources, targets):
        parts = {"source_part": first_part, "target_part": second_part}
        yield RowDraft(
            source=first,
            target=second,
            relation=_of_pair(relation, len(sources), len(targets)),
            reason=reason,
            extra={name: part for name, part in parts.items() if part},
        )


def _relation(entry: Entry, file: str) -> Relation:
    relationship = entry.get("relationship")
    word = (
        words(relationship.get("type") or relationship.get("value"))
        if isinstance(relationship, dict)
        else words(relationship)
    )
    if word not in RELATIONS:
        raise LibraryError(file, 0, f"“{word}” is no relationship; known are {', '.join(RELATIONS)}.")
    return RELATIONS[word]


def _of_pair(relation: Relation, sources: int, targets: int) -> Relation:
    """What holds of one pair, when sets of so many sources and targets were compared."""
    if relation == Relation.NO_RELATION or (sources, targets) == (1, 1):
        return relation
    if targets == 1 and relation in (Relation.EQUAL, Relation.SUBSET_OF):
        return Relation.SUBSET_OF
    if sources == 1 and relation in (Relation.EQUAL, Relation.SUPERSET_OF):
        return Relation.SUPERSET_OF
    return Relation.INTERSECTS


def _named(holder: Entry, side: str, end: End, absent: list[str]) -> list[tuple[str, str]]:
    """The controls of one side that are here, each with the part of it that is meant."""
    named = []
    for entry in entries(holder, side):
        id_ref = words(entry.get("id-ref"))
        whole = _control(id_ref)
        if whole in end.refs:
            named.append((end.refs[whole], id_ref if whole != id_ref.casefold() else ""))
        else:
            absent.append(f"{id_ref}: {end.framework.key} has no such control")
    return named


def _control(id_ref: str) -> str:
    """The control that an id names, also where it names a statement within it."""
    return STATEMENT.sub("", id_ref).casefold()


def _end(data: Entry, mapping: Entry, side: str, maps: list[Entry], file: str) -> End:
    """The framework that the resource names, else the one that has most of the controls."""
    ids = {_control(words(entry.get("id-ref"))) for holder in maps for entry in entries(holder, f"{side}s")} - {""}
    known = Requirement.objects.current().select_related("framework")
    by_framework: dict[Framework, dict[str, str]] = {}
    for requirement in known.iterator(chunk_size=2_000):
        for name in {requirement.urn.casefold(), requirement.ref.casefold()} & ids:
            by_framework.setdefault(requirement.framework, {})[name] = requirement.ref
    resource = _resource(data, mapping.get(f"{side}-resource"))
    if not by_framework:
        raise MissingFramework(
            file, 0, f"No catalogue here has the controls of its {side} ({resource}); import it first."
        )
    named = [framework for framework in by_framework if resource and resource in _names(framework)]
    counted = Counter(
        {framework: len(refs) for framework, refs in by_framework.items() if framework in (named or by_framework)}
    )
    (best, most), *others = counted.most_common(2)
    if others and others[0][1] == most and not named:
        message = f"{best.key} and {others[0][0].key} both have the controls of its {side}; name one as href."
        raise LibraryError(file, 0, message)
    return End(best, by_framework[best])


def _names(framework: Framework) -> set[str]:
    facts = framework.attributes
    return {framework.key, framework.name.casefold(), str(facts.get("file", "")), str(facts.get("resolved_from", ""))}


def _resource(data: Entry, resource: Any) -> str:
    """How a resource is called: the title or file behind its address."""
    href = words(resource.get("href")) if isinstance(resource, dict) else ""
    if not href.startswith("#"):
        return stem(href)
    matter = data.get("back-matter")
    for entry in entries(matter, "resources") if isinstance(matter, dict) else ():
        if words(entry.get("uuid")) == href[1:]:
            files = [stem(words(link.get("href"))) for link in entries(entry, "rlinks")]
            return next(filter(None, files), words(entry.get("title")).casefold())
    return ""

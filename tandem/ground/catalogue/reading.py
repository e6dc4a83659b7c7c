"""Reading Tandem's own library files strictly: every fault is found, on its line, before anything is kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tandem.ground.catalogue.drafts import FrameworkDraft, MappingDraft, RequirementDraft, RowDraft
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.nesting import DEPTH_LIMIT, ENDLESS, depths
from tandem.ground.catalogue.own_format import (
    FRAMEWORK_FORMAT,
    MAPPING_FORMAT,
    FrameworkHead,
    MappingHead,
    RequirementEntry,
    RowEntry,
)
from tandem.ground.catalogue.strict import converted, converted_each
from tandem.ground.catalogue.vocabulary import Change, FrameworkKind, Relation, is_framework_key
from tandem.ground.catalogue.yaml_text import Document, read_path

Entries = list[tuple[int, RequirementEntry]]
HEAD_FACTS = ("published", "replaces", "licence", "attribution", "amendments", "exclusions_allowed")
ROW_FACTS = ("basis", "layer", "evidence", "evidence_keys", "to_confirm")


def read_framework(path: Path, name: str = "") -> FrameworkDraft:
    """The framework in this file; raises LibraryError carrying every fault found."""
    return framework_of(read_path(path, name))


def framework_of(document: Document) -> FrameworkDraft:
    """The framework that this document writes down; raises LibraryError carrying every fault found."""
    _check_format(document, FRAMEWORK_FORMAT)
    head = converted(document, document.data, FrameworkHead)
    faults = _head_faults(document, head)
    entries = converted_each(document, head.requirements, RequirementEntry, "requirements", faults=faults)
    faults += _entry_faults(document, entries, head.requirements)
    if faults:
        raise LibraryError.of(faults)
    return FrameworkDraft(
        key=f"{head.key}:{head.edition}",
        standard=head.key,
        edition=head.edition,
        name=head.name.strip(),
        title=head.title.strip(),
        publisher=head.publisher.strip(),
        kind=head.kind,
        about=head.about.strip(),
        attributes=_facts(head, HEAD_FACTS),
        requirements=tuple(_requirement(entry) for _, entry in entries),
    )


def mapping_of(document: Document) -> MappingDraft:
    """The mapping that this document writes down; raises LibraryError carrying every fault found."""
    _check_format(document, MAPPING_FORMAT)
    head = converted(document, document.data, MappingHead)
    faults = [
        document.error(f"“{key}” is no framework key; write it like iso-27001:2022.", end)
        for end, key in (("source", head.source), ("target", head.target))
        if not is_framework_key(key)
    ]
    rows = converted_each(document, head.rows, RowEntry, "rows", faults=faults)
    faults += _row_faults(document, rows)
    if faults:
        raise LibraryError.of(faults)
    return MappingDraft(
        key=f"{head.source}--{head.target}",
        source=head.source,
        target=head.target,
        about=head.about.strip(),
        rows=tuple(_row(row) for _, row in rows),
    )


def dangling_ends(document: Document, draft: MappingDraft, refs: Mapping[str, Collection[str]]) -> list[LibraryError]:
    """An error for each end of this mapping that none of the frameworks (key → refs) has."""
    missing = [
        document.error(f"The framework {key} is not in the catalogue.", end)
        for end, key in (("source", draft.source), ("target", draft.target))
        if key not in refs
    ]
    for position, row in enumerate(draft.rows):
        for end, key, ref in (("source", draft.source, row.source), ("target", draft.target, row.target)):
            if ref is not None and key in refs and ref not in refs[key]:
                missing.append(document.error(f"{key} has no requirement {ref}.", "rows", position, end))
    return missing


def _check_format(document: Document, wanted: str) -> None:
    if not isinstance(document.data, dict):
        raise LibraryError(document.file, 1, f"The file must begin with “format: {wanted}”.")
    stated = document.data.get("format")
    if stated != wanted:
        complaint = f"The format is “{stated}”" if stated else "The line “format” is missing"
        raise document.error(f"{complaint}; it must be “{wanted}”.", "format")


def _head_faults(document: Document, head: FrameworkHead) -> list[LibraryError]:
    faults = []
    if not is_framework_key(f"{head.key}:{head.edition}") or ":" in head.key:
        faults.append(
            document.error("Key and edition use letters, digits, dots and hyphens, the key in lower case.", "key")
        )
    if head.kind not in FrameworkKind.values:
        faults.append(document.error(f"“{head.kind}” is no kind; use {_or(FrameworkKind.values)}.", "kind"))
    faults += [
        document.error(f"“{name}” is empty.", name) for name in ("name", "title") if not getattr(head, name).strip()
    ]
    return faults


def _entry_faults(document: Document, entries: Entries, written: Sequence[Any]) -> list[LibraryError]:
    """Faults between requirements; a parent counts as there even when its own entry is faulty."""
    raw_refs = [entry.get("ref") for entry in written if isinstance(entry, dict)]
    refs = Counter(ref for ref in raw_refs if isinstance(ref, str))
    depth = depths({entry.ref: entry.parent for _, entry in entries})
    first: set[str] = set()
    faults = []
    for position, entry in entries:
        at = ("requirements", position)
        faults += [
            document.error(f"“{name}” of {entry.ref or 'this requirement'} is empty.", *at, name)
            for name in ("ref", "title", "kind")
            if not getattr(entry, name).strip()
        ]
        if refs[entry.ref] > 1 and entry.ref in first:
            faults.append(document.error(f"The reference {entry.ref} is used twice.", *at, "ref"))
        first.add(entry.ref)
        if entry.parent is not None and entry.parent not in refs:
            faults.append(
                document.error(f"{entry.ref} has the parent {entry.parent}, which is not in this file.", *at, "parent")
            )
        if depth[entry.ref] == ENDLESS:
            faults.append(
                document.error(f"The parents of {entry.ref} go in a circle; they must lead to the top.", *at, "parent")
            )
        if depth[entry.ref] > DEPTH_LIMIT:
            faults.append(document.error(f"{entry.ref} stands more than {DEPTH_LIMIT} levels deep.", *at, "parent"))
    return faults


def _row_faults(document: Document, rows: list[tuple[int, RowEntry]]) -> list[LibraryError]:
    faults = []
    pairs: set[tuple[str | None, str | None]] = set()
    for position, row in rows:
        at = ("rows", position)
        if row.relation not in Relation.values:
            faults.append(
                document.error(f"“{row.relation}” is no relation; use {_or(Relation.values)}.", *at, "relation")
            )
        if row.change and row.change not in Change.values:
            faults.append(document.error(f"“{row.change}” is no change; use {_or(Change.values)}.", *at, "change"))
        if row.source is None and row.target is None:
            faults.append(document.error("A row needs a source, a target or both.", *at))
        if (row.source is None) != (row.target is None) and row.relation != Relation.NO_RELATION:
            faults.append(document.error("A row with one end only has the relation no-relation.", *at, "relation"))
        if (row.source, row.target) in pairs:
            faults.append(document.error(f"{row.source} and {row.target} are mapped twice.", *at))
        pairs.add((row.source, row.target))
    return faults


def _requirement(entry: RequirementEntry) -> RequirementDraft:
    return RequirementDraft(
        ref=entry.ref,
        title=entry.title.strip(),
        parent=entry.parent,
        kind=entry.kind,
        assessable=entry.assessable,
        about=entry.about.strip(),
        evidence=entry.evidence.strip(),
        attributes=entry.attributes,
        new=entry.new,
        documented=entry.documented,
    )


def _row(entry: RowEntry) -> RowDraft:
    return RowDraft(
        source=entry.source,
        target=entry.target,
        relation=entry.relation,
        change=entry.change,
        reason=entry.reason.strip(),
        extra=_facts(entry, ROW_FACTS),
    )


def _facts(entry: object, names: Iterable[str]) -> dict[str, Any]:
    """The named values that were given; an exclusion that is not allowed is a fact, an empty text is none."""
    given = {name: getattr(entry, name) for name in names}
    return {
        name: value
        for name, value in given.items()
        if value not in ("", [], None) and (value is not False or "_allowed" in name)
    }


def _or(words: Collection[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"

"""Mappings of a CISO Assistant library: between frameworks imported before, or editions that Tandem brings along."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tandem.ground.catalogue.drafts import MappingDraft, RowDraft
from tandem.ground.catalogue.errors import MissingFramework
from tandem.ground.catalogue.importers.ciso_library import Entry, Library, Place, as_text
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.catalogue.vocabulary import Origin, Relation

RELATIONS: Final = {
    "equal": Relation.EQUAL,
    "subset": Relation.SUBSET_OF,
    "superset": Relation.SUPERSET_OF,
    "intersect": Relation.INTERSECTS,
    "not_related": Relation.NO_RELATION,
}
OWN_EDITIONS: Final = {
    "urn:intuitem:risk:framework:iso27001-2013": "iso-27001:2013",
    "urn:intuitem:risk:framework:iso27001-2022": "iso-27001:2022",
    "urn:intuitem:risk:framework:nist-csf-2.0": "nist-csf:2.0",
}
READ_ROW_KEYS: Final = frozenset({"source_requirement_urn", "target_requirement_urn", "relationship", "rationale"})


@dataclass(frozen=True, slots=True)
class End:
    """One side of a mapping: the framework it is attached to, and the reference of each urn found there."""

    key: str
    refs: dict[str, str]


def mappings(library: Library) -> tuple[list[MappingDraft], list[str]]:
    """The library's mappings and a word on each row left out.

    Raises MissingFramework when a framework is not here, LibraryError when no row of a mapping finds both its ends.
    """
    drafts, left_out = [], []
    for entry, place in library.entries("requirement_mapping_set", "requirement_mapping_sets"):
        draft, remarks = _mapping(library, entry, place)
        drafts.append(draft)
        left_out += remarks
    return drafts, list(dict.fromkeys(left_out))


def _mapping(library: Library, entry: Entry, place: Place) -> tuple[MappingDraft, list[str]]:
    rows = list(library.entries_below(entry, place, "requirement_mappings"))
    source, target = (_end(library, entry, place, side, rows) for side in ("source", "target"))
    kept: dict[tuple[str, str, str], RowDraft] = {}
    absent: set[str] = set()
    for row, at in rows:
        row_draft = _row(library, row, at, source, target, absent)
        if row_draft is not None:
            kept.setdefault((str(row_draft.source), str(row_draft.target), row_draft.relation), row_draft)
    if not kept:
        raise library.document.error(f"No row finds both its ends in {source.key} and {target.key}.", *place)
    draft = MappingDraft(
        key=library.urn_of(entry, "urn", place),
        source=source.key,
        target=target.key,
        about=as_text(entry.get("description")) or as_text(entry.get("name")),
        version=library.version,
        rows=tuple(kept.values()),
    )
    return draft, [f"rows to {urn}: no framework here has it" for urn in sorted(absent)]


def _row(library: Library, row: Entry, place: Place, source: End, target: End, absent: set[str]) -> RowDraft | None:
    """The row, or None with the urns that no framework has added to `absent`."""
    urns = [as_text(row.get(f"{side}_requirement_urn")).lower() for side in ("source", "target")]
    missing = [urn for urn, end in zip(urns, (source, target), strict=True) if urn not in end.refs]
    relationship = as_text(row.get("relationship"))
    if relationship not in RELATIONS:
        known = ", ".join(RELATIONS)
        raise library.document.error(f"“{relationship}” is no relationship; known are {known}.", *place, "relationship")
    if missing:
        absent.update(missing)
        return None
    return RowDraft(
        source=source.refs[urns[0]],
        target=target.refs[urns[1]],
        relation=RELATIONS[relationship],
        reason=as_text(row.get("rationale")),
        extra={key: value for key, value in row.items() if key not in READ_ROW_KEYS and value is not None},
    )


def _end(library: Library, entry: Entry, place: Place, side: str, rows: Iterable[tuple[Entry, Place]]) -> End:
    """The framework that has most of this side's requirements: Tandem's own edition of it, or the imported one."""
    urn = library.urn_of(entry, f"{side}_framework_urn", place)
    wanted = {as_text(row.get(f"{side}_requirement_urn")).lower() for row, _ in rows}
    candidates = [*_own_edition(urn, wanted), *_imported(urn, wanted)]
    if not candidates:
        message = f"The mapping needs the framework {urn}, which is not here; import that one first."
        raise MissingFramework(library.document.file, library.document.line(*place, f"{side}_framework_urn"), message)
    return max(candidates, key=lambda end: len(end.refs))


def _own_edition(framework_urn: str, wanted: set[str]) -> list[End]:
    framework = (
        Framework.objects.current().filter(key=OWN_EDITIONS.get(framework_urn, ""), origin=Origin.BUILT_IN).first()
    )
    if framework is None:
        return []
    refs = {ref.casefold(): ref for ref in framework.requirements.current().values_list("ref", flat=True)}
    tails = {urn: urn.rpartition(":")[2] for urn in wanted}
    return [End(framework.key, {urn: refs[tail] for urn, tail in tails.items() if tail in refs})]


def _imported(framework_urn: str, wanted: set[str]) -> list[End]:
    framework = Framework.objects.current().filter(urn=framework_urn, origin=Origin.IMPORTED).first()
    if framework is None:
        return []
    rows: Iterable[tuple[str, str]] = (
        Requirement.objects.current().filter(framework=framework).values_list("urn", "ref")
    )
    return [End(framework.key, {urn: ref for urn, ref in rows if urn in wanted})]

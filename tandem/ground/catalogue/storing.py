"""Keeping drafts in the tables: every requirement keeps its row for good, only what differs is written."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tandem.ground.catalogue import models
from tandem.ground.catalogue.drafts import FrameworkDraft, MappingDraft, RequirementDraft, RiskMatrixDraft
from tandem.ground.catalogue.nesting import depths
from tandem.ground.kernel import clock

FRAMEWORK_FIELDS = (
    "standard",
    "edition",
    "name",
    "title",
    "publisher",
    "kind",
    "about",
    "attributes",
    "urn",
    "version",
)
SAID_FIELDS = ("title", "kind", "assessable", "about", "evidence", "attributes", "new", "documented", "urn")
PLACED_FIELDS = ("parent_id", "depth", "position", "is_current")
MATRIX_FIELDS = ("ref", "name", "about", "urn", "version", "definition")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Stored:
    """How many things a file brought, changed, left as they were and no longer has."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )


@transaction.atomic
def store_framework(draft: FrameworkDraft, *, origin: str, digest: str) -> Stored:
    """Keep the framework and its requirements; those it no longer has stay as rows that are not current."""
    framework, _ = models.Framework.objects.select_for_update().get_or_create(
        key=draft.key, defaults={"origin": origin, "kind": draft.kind, "name": draft.name}
    )
    values = {name: getattr(draft, name) for name in FRAMEWORK_FIELDS}
    _save_if_different(framework, values | {"origin": origin, "digest": digest, "is_current": True})
    return _store_requirements(framework, draft.requirements)


@transaction.atomic
def store_mapping(draft: MappingDraft, *, origin: str, digest: str) -> Stored:
    """Keep the mapping and its rows; both frameworks and every reference must be there."""
    frameworks = models.Framework.objects.in_bulk([draft.source, draft.target], field_name="key")
    source, target = frameworks[draft.source], frameworks[draft.target]
    mapping, _ = models.Mapping.objects.select_for_update().get_or_create(
        key=draft.key, defaults={"origin": origin, "source": source, "target": target}
    )
    values = {"about": draft.about, "version": draft.version, "source_id": source.pk, "target_id": target.pk}
    _save_if_different(mapping, values | {"origin": origin, "digest": digest})
    return _store_rows(mapping, draft, primary_keys(source), primary_keys(target))


@transaction.atomic
def store_matrix(draft: RiskMatrixDraft, *, origin: str, digest: str) -> Stored:
    """Keep the risk matrix."""
    values = {name: getattr(draft, name) for name in MATRIX_FIELDS}
    matrix, created = models.RiskMatrix.objects.select_for_update().get_or_create(
        key=draft.key, defaults=values | {"origin": origin, "digest": digest}
    )
    if created:
        return Stored(created=1)
    changed = _save_if_different(matrix, values) | _save_if_different(matrix, {"origin": origin, "digest": digest})
    return Stored(updated=1) if changed else Stored(unchanged=1)


def primary_keys(framework: models.Framework) -> dict[str, int]:
    """Primary key of each current requirement of the framework by its reference."""
    return dict(framework.requirements.filter(is_current=True).values_list("ref", "pk"))


def _save_if_different(row: Any, values: Mapping[str, Any]) -> bool:
    """Save the named fields when one of them differs; whether it did."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if not different:
        return False
    for name in different:
        setattr(row, name, values[name])
    row.imported_at = clock.now()
    row.save(update_fields=[*different, "imported_at"])
    return True


def _store_requirements(framework: models.Framework, drafts: Iterable[RequirementDraft]) -> Stored:
    fields = (*SAID_FIELDS, *PLACED_FIELDS)
    known = {row["ref"]: row for row in framework.requirements.values("ref", "pk", *fields)}
    primary = {ref: row["pk"] for ref, row in known.items()}
    counted: Counter[str] = Counter()
    wanted = set()
    for depth, level in enumerate(_levels(drafts)):
        writing = []
        for position, draft in level:
            wanted.add(draft.ref)
            values = {name: getattr(draft, name) for name in SAID_FIELDS}
            parent = None if draft.parent is None else primary[draft.parent]
            values |= {"parent_id": parent, "depth": depth, "position": position, "is_current": True}
            outcome = _compared(known.get(draft.ref), values)
            counted[outcome] += 1
            if outcome != "unchanged":
                writing.append(models.Requirement(framework=framework, ref=draft.ref, **values))
        primary |= _written(writing)
    gone = [row["pk"] for ref, row in known.items() if ref not in wanted and row["is_current"]]
    framework.requirements.filter(pk__in=gone).update(is_current=False)
    return Stored(counted["created"], counted["updated"], counted["unchanged"], len(gone))


def _compared(before: Mapping[str, Any] | None, values: Mapping[str, Any]) -> str:
    if before is None or not before["is_current"]:
        return "created"
    return "unchanged" if all(before[name] == value for name, value in values.items()) else "updated"


def _written(rows: list[models.Requirement]) -> dict[str, int]:
    """Insert the rows or bring the existing ones up to date; their primary keys by reference."""
    fields = [name.removesuffix("_id") for name in (*SAID_FIELDS, *PLACED_FIELDS)]
    models.Requirement.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["framework", "ref"], update_fields=fields
    )
    return {row.ref: row.pk for row in rows}


def _levels(drafts: Iterable[RequirementDraft]) -> list[list[tuple[int, RequirementDraft]]]:
    """The drafts with their position in the file, grouped by depth: the top first."""
    numbered = list(enumerate(drafts))
    depth = depths({draft.ref: draft.parent for _, draft in numbered})
    levels: list[list[tuple[int, RequirementDraft]]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for position, draft in numbered:
        levels[depth[draft.ref]].append((position, draft))
    return levels


def _store_rows(
    mapping: models.Mapping, draft: MappingDraft, sources: Mapping[str, int], targets: Mapping[str, int]
) -> Stored:
    rows = [
        models.MappingRow(
            mapping=mapping,
            source_id=None if row.source is None else sources[row.source],
            target_id=None if row.target is None else targets[row.target],
            relation=row.relation,
            change=row.change,
            reason=row.reason,
            extra=row.extra,
            position=position,
        )
        for position, row in enumerate(draft.rows)
    ]
    before, after = (
        [_fingerprint(row) for row in mapping.rows.order_by("position")],
        [_fingerprint(row) for row in rows],
    )
    if before != after:
        mapping.rows.all().delete()
        models.MappingRow.objects.bulk_create(rows, batch_size=BATCH)
    same = (Counter(before) & Counter(after)).total()
    return Stored(created=len(after) - same, unchanged=same, removed=len(before) - same)


def _fingerprint(row: models.MappingRow) -> tuple[int | None, int | None, str, str, str, str]:
    return (row.source_id, row.target_id, row.relation, row.change, row.reason, json.dumps(row.extra, sort_keys=True))

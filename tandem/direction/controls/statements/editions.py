"""From one edition of a catalogue to another: where each control went, what is inherited, what fell away."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.ground.catalogue.models import Framework, MappingRow
from tandem.ground.catalogue.vocabulary import Relation, inverse, requirement_key


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a control of the earlier edition went: `before` is empty for a new one, `after` for a withdrawn one."""

    before: str
    after: str
    change: str
    reason: str


@dataclass(frozen=True, slots=True)
class Task:
    """One control of the newer edition in the work list: `kind` is open, confirm, new or done."""

    kind: str
    entry: StatementEntry
    edges: tuple[Edge, ...]
    forerunners: tuple[StatementEntry, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class FellAway:
    """A decision of the earlier edition that nothing in the newer one goes on with, and why."""

    entry: StatementEntry
    reason: str


def edges_between(before: str, after: str) -> list[Edge]:
    """Every typed edge from one catalogue to another, whichever way round its mapping is written."""
    rows = MappingRow.objects.select_related("source", "target").order_by("mapping", "position")
    edges = [
        Edge(_ref(row.source), _ref(row.target), row.change, row.reason)
        for row in rows.filter(mapping__source__key=before, mapping__target__key=after)
    ]
    edges += [
        Edge(_ref(row.target), _ref(row.source), inverse(row.change), row.reason)
        for row in rows.filter(mapping__source__key=after, mapping__target__key=before)
    ]
    unrelated = rows.filter(relation=Relation.NO_RELATION, mapping__source__key__in=(before, after))
    apart = {(_ref(row.source), _ref(row.target)) for row in unrelated if row.source and row.target}
    return [edge for edge in edges if (edge.before, edge.after) not in apart and (edge.after, edge.before) not in apart]


def _ref(requirement: Any) -> str:
    return requirement.ref if requirement else ""


def forerunners_in(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """References of the earlier edition's controls that became each control of the newer one."""
    forerunners: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.before and edge.after and edge.before not in forerunners[edge.after]:
            forerunners[edge.after].append(edge.before)
    return {ref: refs for ref, refs in forerunners.items() if refs}


def other_editions(framework: str) -> list[Framework]:
    """Other editions of the same catalogue that a mapping leads to or from, oldest first."""
    standard = Framework.objects.filter(key=framework).values("standard")[:1]
    others = Framework.objects.current().filter(standard__in=standard, requirements__kind="control")
    joined = others.filter(mappings_from__target__key=framework) | others.filter(mappings_to__source__key=framework)
    return list(joined.exclude(key=framework).distinct().order_by("edition"))


def tasks_of(statement: Statement) -> list[Task]:
    """The work list of a statement carried over from another edition, in the catalogue's order."""
    before = statement.based_on
    if before is None or not is_transition(statement):
        return []
    edges = defaultdict(list)
    for edge in edges_between(before.framework, statement.framework):
        edges[edge.after].append(edge)
    earlier = {entry.ref: entry for entry in before.entries.all()}
    return [_task(entry, tuple(edges[entry.ref]), earlier) for entry in statement.entries.order_by("pk")]


def is_transition(statement: Statement) -> bool:
    """Whether a statement was carried over from another edition."""
    return statement.based_on is not None and statement.based_on.framework != statement.framework


def _task(entry: StatementEntry, edges: tuple[Edge, ...], earlier: dict[str, StatementEntry]) -> Task:
    before = tuple(earlier[edge.before] for edge in edges if edge.before in earlier)
    decided = {forerunner.decision for forerunner in before if forerunner.decision}
    kind = "done"
    if not entry.decision:
        kind = "open" if before else "new"
    elif not entry.is_confirmed:
        kind = "confirm"
    return Task(kind, entry, edges, before, len(decided) > 1)


def fell_away(statement: Statement) -> list[FellAway]:
    """What the earlier edition decided and the newer one has no control for, each with the reason."""
    before = statement.based_on
    if before is None or not is_transition(statement):
        return []
    edges = edges_between(before.framework, statement.framework)
    going_on = {edge.before for edge in edges if edge.before and edge.after}
    reasons = {edge.before: edge.reason for edge in edges if not edge.after}
    entries = before.entries.order_by("pk")
    return [FellAway(entry, reasons.get(entry.ref, "")) for entry in entries if entry.ref not in going_on]


def keys_in(framework: str, refs: Iterable[str]) -> list[str]:
    """References as requirements of a catalogue."""
    return [requirement_key(framework, ref) for ref in refs]

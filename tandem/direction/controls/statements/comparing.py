"""Versions of a statement: which came before, and what two of them decide differently."""

from collections.abc import Iterable
from dataclasses import dataclass

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.rules import REASONS

COMPARED = ("decision", *REASONS, "justification", "progress", "progress_reason")


@dataclass(frozen=True, slots=True)
class Difference:
    """One control that two statements of one catalogue do not say the same about; either side may lack it."""

    ref: str
    title: str
    was: StatementEntry | None
    now: StatementEntry | None
    changed: tuple[str, ...]


def differences(earlier: Statement, later: Statement) -> list[Difference]:
    """What the later one says otherwise than the earlier, in the catalogue's order; what fell away comes last."""
    before = {entry.ref: entry for entry in earlier.entries.order_by("pk")}
    after = {entry.ref: entry for entry in later.entries.order_by("pk")}
    refs = dict.fromkeys((*after, *before))
    compared = [_difference(before.get(ref), after.get(ref)) for ref in refs]
    return [difference for difference in compared if difference is not None]


def _difference(was: StatementEntry | None, now: StatementEntry | None) -> Difference | None:
    there = now or was
    if there is None:
        return None
    changed = tuple(name for name in COMPARED if _value(was, name) != _value(now, name))
    return Difference(there.ref, there.title, was, now, changed) if changed else None


def _value(entry: StatementEntry | None, name: str) -> object:
    return getattr(entry, name) if entry is not None else None


def versions_of(framework: str) -> list[Statement]:
    """Every statement of a catalogue, newest first."""
    versions: Iterable[Statement] = Statement.objects.filter(framework=framework).order_by("-pk")
    return list(versions)


def version_before(statement: Statement) -> Statement | None:
    """The version that was in force before this one, of the same catalogue."""
    earlier = Statement.objects.filter(framework=statement.framework, state__in=("approved", "superseded"))
    previous: Statement | None = earlier.filter(pk__lt=statement.pk).order_by("-pk").first()
    return previous

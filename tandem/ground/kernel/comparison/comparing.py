"""Holding the rows of one table against the ledger, field by field.

Nothing is locked, so a row may be written between the reading of its entry and of itself. What seems to differ is
therefore looked at again: entry, row, entry. A write changes both in one transaction, so a difference while the
entry stays the same is one that no write made.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models
from django.db.models import Max

from tandem.ground.kernel.comparison.findings import Finding, What
from tandem.ground.kernel.comparison.held import Held
from tandem.ground.kernel.shapes import absent
from tandem.ground.ledger import reading
from tandem.ground.ledger.canonical import NotCanonical, encode
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.states import ERASED

WINDOW = 1_000
BEFORE_ALL = -(2**63)
TRIES = 5
UNREADABLE = (ValueError, TypeError, ArithmeticError, AttributeError, ValidationError, DatabaseError)
EMPTIED: tuple[Any, ...] = ("", ERASED, [], {}, None)


@dataclass(frozen=True, slots=True)
class NewestEntry:
    """The newest entry of a row."""

    entry_id: int
    reference: str
    action: str
    state: str
    erased: frozenset[str]
    recorded_at: datetime


@dataclass(slots=True)
class Table:
    """One table of one organization while it is compared; `rows` counts the rows looked at."""

    subject: Held
    organization_id: int
    rows: int = 0

    def differences(self, look: Callable[[Sequence[Any]], None] | None = None) -> Iterator[Finding]:
        """Every difference, in the order of the primary keys; `look` is shown the readable rows of each window."""
        last = BEFORE_ALL
        while True:
            held = self._window(last)
            end = max(held) if len(held) == WINDOW else None
            entries = self._newest(last, end)
            if look:
                look([row for row in held.values() if row is not None])
            for pk in sorted(held.keys() | entries.keys()):
                if not self._agrees(entries.get(pk), held.get(pk), pk in held):
                    yield from self.again(pk)
            self.rows += len(held)
            if end is None:
                return
            last = end

    def again(self, pk: int) -> list[Finding]:
        """What differs in one row, looked at so that no write at the same moment is taken for an alteration."""
        for _attempt in range(TRIES):
            before = self._newest(pk - 1, pk).get(pk)
            findings = self._compare(pk, before)
            after = self._newest(pk - 1, pk).get(pk)
            if (before and before.entry_id) == (after and after.entry_id):
                return findings
        return []  # somebody writes it all the time; the next comparison looks again

    def _window(self, last: int) -> dict[int, Any]:
        """The next rows by primary key; None stands for one that cannot be read."""
        rows = self.subject.rows(self.organization_id).filter(pk__gt=last)
        try:
            return {row.pk: row for row in rows[:WINDOW]}
        except UNREADABLE:
            keys = list(rows.values_list("pk", flat=True)[:WINDOW])
            return {key: self._row(key) for key in keys}

    def _row(self, pk: int) -> Any:
        try:
            return self.subject.rows(self.organization_id).filter(pk=pk).first()
        except UNREADABLE:
            return None

    def _newest(self, last: int, end: int | None) -> dict[int, NewestEntry]:
        """The newest entry of each row behind a primary key, up to another one."""
        mine = Entry.objects.filter(organization_id=self.organization_id, register=self.subject.key, record_id__gt=last)
        mine = mine if end is None else mine.filter(record_id__lte=end)
        newest = mine.order_by().values("record_id").annotate(newest=Max("pk")).values("newest")
        names = ("record_id", "pk", "reference", "action", "state", "commitments", "salts", "recorded_at")
        rows = Entry.objects.filter(pk__in=newest).values_list(*names)
        return {
            record_id: NewestEntry(pk, reference, action, state, _erased(commitments, salts), recorded_at)
            for record_id, pk, reference, action, state, commitments, salts, recorded_at in rows
        }

    def _agrees(self, entry: NewestEntry | None, row: Any, is_there: bool) -> bool:
        """True when the row is certainly what the ledger tells; quickly for most."""
        if entry is None or entry.action in self.subject.gone:
            return not is_there
        if row is None:
            return self.subject.is_shared and not is_there
        try:
            as_written = not entry.erased and encode(self.subject.state(row)).decode() == entry.state
        except (NotCanonical, *UNREADABLE):
            return False
        return as_written or not self._fields(row.pk, entry, row)

    def _compare(self, pk: int, entry: NewestEntry | None) -> list[Finding]:
        subject = self.subject
        is_there = subject.rows(self.organization_id).filter(pk=pk).exists()
        if entry is None:
            return [self._finding(What.INSERTED, pk, entry)] if is_there and not subject.is_shared else []
        if entry.action in subject.gone:
            return [self._finding(What.INSERTED, pk, entry)] if is_there else []
        if not is_there:
            return [] if subject.is_shared else [self._finding(What.MISSING, pk, entry)]
        row = self._row(pk)
        if row is None:
            return [self._finding(What.UNREADABLE, pk, entry, ", ".join(self._unreadable(pk)))]
        return self._fields(pk, entry, row)

    def _fields(self, pk: int, entry: NewestEntry, row: Any) -> list[Finding]:
        """The fields in which a row differs from its newest entry."""
        raw = reading.as_written(entry.state)
        partial = self.subject.state_of(raw, entry.action)
        is_whole = partial is raw
        state: Mapping[str, Any] = reading.filled(self.subject.key, partial) if is_whole else partial
        try:
            held = {**absent(self.subject.model), **self.subject.state(row)}
        except UNREADABLE:
            return [self._finding(What.UNREADABLE, pk, entry)]
        names = [name for name in self.subject.names() if is_whole or name in partial]
        return [
            self._finding(What.CHANGED, pk, entry, name, state.get(name), held.get(name))
            for name in names
            if not _same(state.get(name), held.get(name), name in entry.erased)
        ]

    def _unreadable(self, pk: int) -> list[str]:
        """Names of the columns that hold what their field cannot read."""
        rows = self.subject.rows(self.organization_id).filter(pk=pk)
        return [name for name in self.subject.columns() if not _is_readable(rows, name)]

    def _finding(
        self, what: What, pk: int, entry: NewestEntry | None, field: str = "", tells: Any = None, held: Any = None
    ) -> Finding:
        reference, since = (entry.reference, entry.recorded_at) if entry else (self._reference(pk), None)
        return Finding(what, self.subject.key, pk, reference, field, tells, held, since)

    def _reference(self, pk: int) -> str:
        """What people call a row that the ledger does not know."""
        return str(getattr(self._row(pk), "reference", "") or "")


def _is_readable(rows: "models.QuerySet[Any]", name: str) -> bool:
    try:
        list(rows.values_list(name, flat=True))
    except UNREADABLE:
        return False
    return True


def _erased(commitments: str, salts: str) -> frozenset[str]:
    if not commitments:
        return frozenset()
    try:
        return frozenset(reading.as_written(commitments).keys() - reading.as_written(salts or "{}").keys())
    except ValueError:
        return frozenset()


def _same(stated: Any, held: Any, is_erased: bool) -> bool:
    """True when both are the same to the letter; an erased value has to be gone from the row too."""
    if is_erased:
        return held in EMPTIED
    try:
        return encode(stated) == encode(held)
    except NotCanonical:
        return False

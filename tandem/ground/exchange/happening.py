"""Working out an event log: the rows of one number become one record with one history entry for each.

Events of a number are taken in the order of their times. One that is older than what is known already, by an earlier
file or because somebody worked on the record since, is entered as having happened and changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.exchange import conversion
from tandem.ground.exchange.conversion import Options, Spelling, folded, spelling_of
from tandem.ground.exchange.keys import NUMBER
from tandem.ground.exchange.ordering import cases_in_order
from tandem.ground.exchange.outcomes import LineError, shown
from tandem.ground.exchange.planning import CHUNK, Plan, Planner, Progress, give_title, says
from tandem.ground.exchange.promises import Promises
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row
from tandem.ground.kernel import drafting
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.beginning import twin
from tandem.ground.kernel.errors import WHOLE, Invalid, WriteError
from tandem.ground.kernel.permissions import visible
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.states import last_told, occurrences


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a log."""

    occurred_at: datetime
    row: Row
    values: dict[str, Any]


Case = tuple[str, list[Event]]


class Historian(Planner):
    """Works out one log."""

    def __init__(
        self,
        actor: Actor,
        register: Register,
        sheet: Sheet,
        mapping: Mapping[int, str],
        options: Options,
        done: frozenset[int] = frozenset(),
        promises: Promises | None = None,
        *,
        time_column: int,
    ) -> None:
        super().__init__(actor, register, sheet, mapping, options, done, promises)
        self.sheet = sheet  # its rows are put in order number by number
        if NUMBER not in self.mapping.values():
            raise Invalid({WHOLE: [_("Map the column that holds the number of each record to “external number”.")]})
        self.time_column = time_column
        self.times = self._spelling()
        self.entered = occurrences(actor.organization_id, register.key)
        self.newest = last_told(actor.organization_id, register.key) if self.entered or self.keys.by_number else {}
        self.late = self.read = 0

    def _spelling(self) -> Spelling:
        cells = (row.values[self.time_column] for row in self.sheet.rows if self.time_column < len(row.values))
        field = self.register.model._meta.get_field("created_at")
        return replace(spelling_of(field, cells, self.options), is_from_1904=self.sheet.is_from_1904)

    def work_out(self, progress: Progress | None = None) -> Plan:
        """The whole plan."""
        cases = self._in_order(progress) if self.plan.is_own_named else self._as_they_come(progress)
        for number, events in cases:
            self._case(number, sorted(events, key=lambda event: (event.occurred_at, event.row.line)))
        self._tell_lacking()
        self.problems.close()
        self.outcome.notes += self._notes()
        return self.plan

    def _as_they_come(self, progress: Progress | None) -> Iterator[Case]:
        cases: dict[str, list[Event]] = {}
        for event in self._events(self.sheet.rows, progress):
            cases.setdefault(folded(event.values[NUMBER]), []).append(event)
        for number in list(cases):
            yield number, cases.pop(number)

    def _in_order(self, progress: Progress | None) -> Iterator[Case]:
        """Number by number, each after those that its rows name; only then is it known what they name."""
        rows: dict[str, list[Row]] = {}
        for row in self.sheet.rows:
            rows.setdefault(folded(self.reader.naming(row, (NUMBER,)).get(NUMBER, "")), []).append(row)
        order, circles = cases_in_order(rows, self.register, self.mapping)
        for number in order:
            if number in circles:
                self._refuse_circle(rows[number][0], [rows[other][0] for other in circles[number]])
            elif events := list(self._events(rows[number], progress)):
                yield number, events

    def _refuse_circle(self, row: Row, circle: list[Row]) -> None:
        message = _("These records name each other in a circle: %(numbers)s. Leave one of the names out.")
        numbers = (self.reader.naming(other, (NUMBER,))[NUMBER] for other in circle)
        self._error(row, NUMBER, message % {"numbers": ", ".join(numbers)})
        self._break(row)

    def _events(self, rows: Iterable[Row], progress: Progress | None) -> Iterator[Event]:
        for row in rows:
            event = self._event(row) if self._is_wanted(row) else None
            if event is not None:
                yield event
            self.read += 1
            if progress and self.read % CHUNK == 0:
                progress(self.read, len(self.sheet.rows))

    def _event(self, row: Row) -> Event | None:
        values = self._values(row, None)
        if values is None:
            self._break(row)
            return None
        try:
            told = conversion.moment(row.values[self.time_column], self.options, self.times)
            conversion.insist_past(told)
        except Invalid as invalid:
            message, cell = " ".join(invalid.problems[WHOLE]), shown(row.values[self.time_column])
            self.problems.add(LineError(row.line, self.sheet.headers[self.time_column], message, cell))
            return None
        if not values.get(NUMBER):
            self._error(row, NUMBER, _("This row has no number."))
            return None
        local = told if told.tzinfo else told.replace(tzinfo=self.actor.zone)
        return Event(local.astimezone(UTC), row, {name: value for name, value in values.items() if says(value)})

    def _case(self, number: str, events: list[Event]) -> None:
        if events[0].row.line in self.done:
            return
        reference = self.keys.by_number.get(number)
        try:
            if reference:
                self._go_on(reference, events)
            else:
                self._begin(events)
        except _Wrong as wrong:
            self._problems(wrong.row, wrong.problems)
            self._break(wrong.row)

    def _begin(self, events: list[Event]) -> None:
        """A record that is new, with everything that happened to it."""
        first = events[0]
        give_title(self.register, first.values)
        with _naming(first.row):
            record = drafting.draft(self.work, first.values)
        self.promises.promise(self.register, record)
        if self.plan.is_own_named:
            self.work.found[self.register.model, str(record.pk)] = record
        states = [(first.occurred_at, self._state(record), tuple(first.values))]
        for event in events[1:]:
            with _naming(event.row):
                record = drafting.drafted_change(self.work, twin(record), event.values, is_event=True)
            states.append((event.occurred_at, self._state(record), tuple(event.values)))
        self.plan.histories.add((first.row.line, "", states))
        self.outcome.new += 1
        self.outcome.changed += len(events) - 1

    def _state(self, record: Any) -> tuple[Any, ...]:
        state: tuple[Any, ...] = self.held(record.__dict__)
        return state

    def _go_on(self, reference: str, events: list[Event]) -> None:
        """What happened to a record that is known."""
        newest = self.newest.get(reference)
        fresh = [event for event in events if (reference, event.occurred_at) not in self.entered]
        self.outcome.unchanged += len(events) - len(fresh)
        if not fresh:
            return
        record = visible(self.actor, self.register).with_reference(reference)[0]
        steps: list[tuple[datetime, dict[str, Any] | None]] = []
        for event in fresh:
            is_late = newest is not None and event.occurred_at < newest
            self.late += is_late
            if not is_late:
                with _naming(event.row):
                    record = drafting.drafted_change(self.work, twin(record), event.values, is_event=True)
            steps.append((event.occurred_at, None if is_late else event.values))
        self.outcome.changed += len(steps)
        self.plan.histories.add((events[0].row.line, reference, steps))

    def _notes(self) -> Iterator[str]:
        yield from super()._notes()
        if self.late:
            yield ngettext(
                "%(count)d event is older than what is known; it is entered in the history and changes nothing.",
                "%(count)d events are older than what is known; they are entered in the history and change nothing.",
                self.late,
            ) % {"count": self.late}


class _Wrong(Exception):
    """An event that the rules refuse."""

    def __init__(self, row: Row, problems: Mapping[str, Any]) -> None:
        super().__init__()
        self.row, self.problems = row, problems


@contextmanager
def _naming(row: Row) -> Iterator[None]:
    """Say at which row the rules refused."""
    try:
        yield
    except Invalid as invalid:
        raise _Wrong(row, invalid.problems) from invalid
    except WriteError as error:
        raise _Wrong(row, {WHOLE: [str(error)]}) from error

"""Bringing rows of a table into a register: matched, converted, previewed, all or nothing, repeatable.

A row is matched to a record by its reference, else by its number elsewhere, else by the register's natural key.
A row that matches and says nothing new changes nothing, so the same file twice changes nothing the second time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from textwrap import shorten
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from tandem.ground.exchange.conversion import Options, convert, moment
from tandem.ground.exchange.keys import REFERENCE, Keys
from tandem.ground.exchange.mapping import Target, propose
from tandem.ground.exchange.plausibility import is_plausible
from tandem.ground.exchange.reading import Row, Sheet, Workbook
from tandem.ground.kernel import own_fields, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid, WriteError
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import Register
from tandem.ground.ledger.states import occurrences

DESCRIPTION = "description"
MOST_ERRORS = 500
SAMPLES = 50
CREATE_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong on one line of the file, in which column, and what would be right."""

    line: int
    column: str
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class LineChange:
    """What one line would do: create a record, or change these fields (label, before, after) of one."""

    line: int
    reference: str
    title: str
    changes: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do. With errors nothing is written."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[LineError] = field(default_factory=list)
    samples: list[LineChange] = field(default_factory=list)
    is_written: bool = False

    @property
    def rows(self) -> int:
        """Rows that were read."""
        return self.new + self.changed + self.unchanged


class _NothingKept(Exception):
    """Ends the transaction of a preview."""


def targets(register: Register) -> list[Target]:
    """The fields of a register that a column may be mapped to, own fields included."""
    names = (REFERENCE, "external_id", *register.writable, *register.exchange.importable, "tags")
    found = [
        Target(name, str(register.label(name)), register.exchange.synonyms.get(name, ()))
        for name in dict.fromkeys(names)
    ]
    own = own_fields.defined(register.key)
    return found + [Target(own_fields.PREFIX + item.key, item.label, ()) for item in own]


def proposed_mapping(register: Register, sheet: Sheet) -> dict[int, str]:
    """Which column probably is which field: by its heading, and only where its cells can be what the field holds."""
    return propose(sheet.headers, targets(register), lambda column, name: is_plausible(register, sheet, column, name))


def likeliest(register: Register, book: Workbook) -> Sheet:
    """The table of a file that most probably is meant for a register: most fields recognized, then most rows."""
    return max(
        book.sheets, key=lambda sheet: (bool(sheet.rows), len(proposed_mapping(register, sheet)), len(sheet.rows))
    )


def preview(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """What the import would do, found out by doing it and taking it back."""
    try:
        with transaction.atomic():
            outcome = _bring(actor, register, sheet, mapping, options, progress)
            raise _NothingKept
    except _NothingKept:
        return outcome


def bring(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Import every row, or none when any row has an error."""
    try:
        with transaction.atomic():
            outcome = _bring(actor, register, sheet, mapping, options, progress)
            if outcome.errors:
                raise _NothingKept
    except _NothingKept:
        return outcome
    outcome.is_written = True
    return outcome


def _bring(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    progress: Callable[[int, int], None] | None,
) -> Outcome:
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    importer = _Importer(actor.via("import"), register, sheet, mapping, options)
    importer.match()
    importer.create(progress)
    importer.change()
    importer.tell_lacking()
    return importer.outcome


def bring_history(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    time_column: int,
    progress: Callable[[int, int], None] | None = None,
    *,
    keep: bool = True,
) -> Outcome:
    """Import an event log: the rows of one number become one record with one history entry each.

    The time in `time_column` is kept as “occurred at” of the entry. Rows that are in the history already are left
    alone, so the same log twice changes nothing. With `keep` false it is done and taken back.
    """
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    importer = _Importer(actor.via("import"), register, sheet, mapping, options)
    if "external_id" not in importer.mapping.values():
        raise Invalid({WHOLE: [_("Map the column that holds the number of each record to “number elsewhere”.")]})
    try:
        with transaction.atomic():
            importer.replay(time_column, progress)
            importer.tell_lacking()
            if importer.outcome.errors or not keep:
                raise _NothingKept
    except _NothingKept:
        return importer.outcome
    importer.outcome.is_written = True
    return importer.outcome


class _Importer:
    """One run over one sheet."""

    def __init__(
        self, actor: Actor, register: Register, sheet: Sheet, mapping: Mapping[int, str], options: Options
    ) -> None:
        self.actor, self.register, self.sheet, self.options = actor, register, sheet, options
        self.mapping = {column: name for column, name in mapping.items() if name}
        self.outcome = Outcome()
        self.fixed: dict[str, Any] = {}
        self.shortened = 0
        self.fresh: list[tuple[Row, dict[str, Any]]] = []
        self.known: list[tuple[Row, str, dict[str, Any]]] = []
        self.lacking: dict[tuple[str, str], list[int]] = {}
        self._check_mapping()
        self.fixed = {name: self._fixed(name, raw) for name, raw in options.fixed.items()}

    def _check_mapping(self) -> None:
        possible = {target.name for target in targets(self.register)}
        unknown = sorted(set(self.mapping.values()) - possible)
        if unknown:
            raise Invalid({WHOLE: [_("There is no field “%(name)s” here.") % {"name": unknown[0]}]})
        names = list(self.mapping.values())
        twice = {name for name in names if names.count(name) > 1 and not self._is_text(name)}
        if twice:
            label = next(target.label for target in targets(self.register) if target.name in twice)
            raise Invalid({WHOLE: [_("Two columns are mapped to “%(label)s”.") % {"label": label}]})
        if not self.mapping and self.sheet.rows:
            raise Invalid({WHOLE: [_("No column is mapped to a field yet.")]})

    def _is_text(self, name: str) -> bool:
        """Whether several columns may fill a field together."""
        field = self._field(name)
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        return is_text and name not in (REFERENCE, "external_id")

    def _fixed(self, name: str, raw: Any) -> Any:
        """What holds for every row that says nothing else."""
        if name == REFERENCE or name not in {target.name for target in targets(self.register)}:
            raise Invalid({WHOLE: [_("There is no field “%(name)s” here.") % {"name": name}]})
        try:
            return convert(self._field(name), raw, self.options)
        except Invalid as invalid:
            label, told = self._label(name), " ".join(invalid.problems[WHOLE])
            raise Invalid({WHOLE: [f"{label}: {told}"]}) from None

    def match(self) -> None:
        """Convert every row and find the record it speaks of."""
        keys = Keys(self.register, set(self.mapping.values()))
        seen: dict[str, int] = {}
        numbered: dict[str, tuple[int, dict[str, Any]]] = {}
        for row in self.sheet.rows:
            values = self._converted(row)
            if values is None:
                continue
            reference = keys.reference_of(values)
            if not reference or values.get(self.register.headline):
                self._give_title(values)
                reference = reference or keys.reference_of(values)
            asked = values.pop(REFERENCE, None)
            if asked and not reference:
                self._error(row, REFERENCE, _("There is no %(reference)s here.") % {"reference": asked}, asked)
            elif reference and reference in seen:
                message = _("Line %(line)d already speaks of %(reference)s.")
                self._error(row, "", message % {"line": seen[reference], "reference": reference})
            elif reference:
                seen[reference] = row.line
                self.known.append((row, reference, values))
            elif not self._is_said_before(row, values, numbered):
                self.fresh.append((row, values))

    def _is_said_before(
        self, row: Row, values: dict[str, Any], numbered: dict[str, tuple[int, dict[str, Any]]]
    ) -> bool:
        """Whether an earlier line has the number of this new one; it may say the same, but nothing else."""
        number = str(values.get("external_id") or "").casefold()
        if not number or number not in numbered:
            numbered[number] = (row.line, values)
            return False
        line, before = numbered[number]
        if values == before:
            self.outcome.unchanged += 1
        else:
            told = {"line": line, "number": values["external_id"]}
            self._error(row, "external_id", _("Line %(line)d has the number %(number)s already.") % told)
        return True

    def _converted(self, row: Row) -> dict[str, Any] | None:
        """The row's values by field; None for a row without any, or with an error."""
        values, failed = {}, False
        for column, name in self.mapping.items():
            raw = row.values[column] if column < len(row.values) else None
            meant = (
                self.register.exchange.readings.get(name, {}).get(str(raw).strip().casefold())
                if raw is not None
                else None
            )
            if meant is not None:
                values |= meant
                continue
            try:
                value = convert(self._field(name), raw, self.options)
                values[name] = self._joined(name, values[name], value) if name in values else value
            except Invalid as invalid:
                failed = True
                self._error(row, name, " ".join(invalid.problems[WHOLE]), raw)
        if failed or all(value in (None, "", [], False) for value in values.values()):
            return None
        return {
            **self.fixed,
            **{name: value for name, value in values.items() if _says(value) or name not in self.fixed},
        }

    def _joined(self, name: str, before: Any, value: Any) -> str:
        """What several columns say of one field: names beside each other, longer texts below."""
        between = "\n" if isinstance(self._field(name), models.TextField) else " "
        return between.join(str(part) for part in (before, value) if _says(part))

    def _give_title(self, values: dict[str, Any]) -> None:
        """A new record without a title takes it from its description, else from its number; a long one is shortened
        and stands whole in the description, where that is free."""
        name = self.register.headline
        if name not in self.register.writable:
            return
        has_description = DESCRIPTION in self.register.writable
        title = str(values.get(name) or (values.get(DESCRIPTION) if has_description else "") or "")
        longest = getattr(self.register.field(name), "max_length", None)
        if longest and len(title) > longest and has_description and values.get(DESCRIPTION) in (None, "", title):
            values[DESCRIPTION] = title
            title = shorten(title, longest, placeholder=" …")
            self.shortened += 1
        if not title and values.get("external_id"):
            title = f"{self.register.singular} {values['external_id']}"
        if title:
            values[name] = title

    def _field(self, name: str) -> "models.Field[Any, Any] | None":
        return None if name == REFERENCE or name.startswith(own_fields.PREFIX) else self.register.field(name)

    def _error(self, row: Row, name: str, message: str, value: Any = "") -> None:
        if len(self.outcome.errors) < MOST_ERRORS:
            column = next((c for c, target in self.mapping.items() if target == name), None)
            header = self.sheet.headers[column] if column is not None else ""
            shown = "" if value is None else str(value)[:80]
            self.outcome.errors.append(LineError(row.line, header or name, str(message), shown))

    def create(self, progress: Callable[[int, int], None] | None) -> None:
        """Add the records that are new."""
        whole = len(self.fresh)
        for start in range(0, whole, CREATE_BATCH):
            batch = self.fresh[start : start + CREATE_BATCH]
            try:
                made = writing.create_many(self.actor, self.register, [_told(values) for _row, values in batch])
            except writing.InvalidRows as invalid:
                for position, problems in invalid.rows.items():
                    self._problems(batch[position][0], problems)
                continue
            self.outcome.new += len(made)
            self._sample(batch, made)
            if progress:
                progress(start + len(batch), whole)

    def _sample(self, batch: Sequence[tuple[Row, dict[str, Any]]], made: Sequence[Any]) -> None:
        for (row, _values), record in zip(batch, made, strict=True):
            if len(self.outcome.samples) >= SAMPLES:
                return
            title = str(getattr(record, self.register.headline))
            self.outcome.samples.append(LineChange(row.line, "", title))

    def change(self) -> None:
        """Change the records that are known, where the file says something new."""
        for row, reference, values in self.known:
            before = writing.find(self.actor, self.register, reference)
            try:
                after = writing.change(self.actor, self.register, reference, _told(values, before))
            except Invalid as invalid:
                self._problems(row, invalid.problems)
            except WriteError as error:
                self._error(row, "", str(error))
            else:
                self._count(row, before, after)

    def replay(self, time_column: int, progress: Callable[[int, int], None] | None) -> None:
        """Write the rows of an event log in the order of their times."""
        events = sorted(self._events(time_column), key=lambda event: (event[0], event[1].line))
        references = Keys(self.register, {"external_id"}).by_external
        known = occurrences(self.actor.organization_id, self.register.key)
        for done, (occurred_at, row, values) in enumerate(events, start=1):
            number = str(values["external_id"]).casefold()
            try:
                if number not in references:
                    self._give_title(values)
                    record = writing.create(self.actor, self.register, _told(values), occurred_at=occurred_at)
                    references[number] = record.reference
                    self.outcome.new += 1
                elif (references[number], occurred_at) in known:
                    self.outcome.unchanged += 1
                else:
                    reference, said = references[number], _said(values)
                    writing.change(self.actor, self.register, reference, said, occurred_at=occurred_at, always=True)
                    self.outcome.changed += 1
            except Invalid as invalid:
                self._problems(row, invalid.problems)
            if progress and done % 200 == 0:
                progress(done, len(events))

    def _events(self, time_column: int) -> Iterator[tuple[datetime, Row, dict[str, Any]]]:
        for row in self.sheet.rows:
            values = self._converted(row)
            if values is None:
                continue
            try:
                occurred_at = moment(row.values[time_column], self.options).replace(tzinfo=self.actor.zone)
            except Invalid as invalid:
                self._error(row, "", " ".join(invalid.problems[WHOLE]), row.values[time_column])
                continue
            if not values.get("external_id"):
                self._error(row, "external_id", _("This row has no number."))
                continue
            yield occurred_at.astimezone(UTC), row, values

    def _count(self, row: Row, before: Any, after: Any) -> None:
        if after.version == before.version:
            self.outcome.unchanged += 1
            return
        self.outcome.changed += 1
        if len(self.outcome.samples) < SAMPLES:
            names = (name for name in self.mapping.values() if name != REFERENCE and not name.startswith("own."))
            differing = tuple(
                (str(self.register.label(name)), getattr(before, name), getattr(after, name))
                for name in names
                if getattr(before, name) != getattr(after, name)
            )
            title = str(getattr(after, self.register.headline))
            self.outcome.samples.append(LineChange(row.line, after.reference, title, differing))

    def _problems(self, row: Row, problems: Mapping[str, Sequence[str]]) -> None:
        for name, messages in problems.items():
            told = " ".join(messages)
            if name == WHOLE or name in self.mapping.values():
                self._error(row, name, told)
            else:
                self.lacking.setdefault((name, told), []).append(row.line)

    def tell_lacking(self) -> None:
        """Say once what many lines lack because no column is mapped to it."""
        for (name, told), lines in self.lacking.items():
            message = f"{self._label(name)}: {told}"
            if len(lines) > 1:
                message = _(
                    "%(what)s On %(count)d lines; no column is mapped to it. Map one, or say what holds for every row."
                ) % {"what": message, "count": len(lines)}
            self.outcome.errors.append(LineError(lines[0], "", message))

    def _label(self, name: str) -> str:
        return str(self.register.label(name)) if not name.startswith(own_fields.PREFIX) else name


def _told(values: Mapping[str, Any], before: Any = None) -> dict[str, Any]:
    """What the file says: an empty cell says nothing about a new record, and clears a field of a known one."""
    if before is None:
        return {name: value for name, value in values.items() if _says(value)}
    return dict(values)


def _says(value: Any) -> bool:
    return value not in (None, "", [])


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says of a record that exists: an unknown value does not take back what was known."""
    return {name: value for name, value in values.items() if _says(value)}

"""Working out what a table would do, without any lock: every row read, matched, converted, drafted and checked.

Nothing is kept while this goes on, and nobody waits for it. What was worked out lies aside until it is written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from textwrap import shorten
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.exchange import columns, exporting
from tandem.ground.exchange.alike import Alike
from tandem.ground.exchange.conversion import Options, folded
from tandem.ground.exchange.keys import NUMBER, REFERENCE, Keys
from tandem.ground.exchange.numbers import refuse
from tandem.ground.exchange.ordering import named_first, own_relations
from tandem.ground.exchange.outcomes import SAMPLES, LineChange, LineError, Outcome, Problems, shown
from tandem.ground.exchange.promises import Promises
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rowreading import Reader
from tandem.ground.exchange.rows import Row
from tandem.ground.exchange.spool import Spool
from tandem.ground.kernel import drafting, filling, own_fields
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.beginning import twin
from tandem.ground.kernel.brought import Origin
from tandem.ground.kernel.errors import WHOLE, Invalid, WriteError
from tandem.ground.kernel.permissions import visible
from tandem.ground.kernel.registers import Register, of_model
from tandem.ground.kernel.values import changed_fields, coerce

DESCRIPTION = "description"
CHUNK = 250
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Plan:
    """What is to be written: new records as drafts, known ones with what changes, both with what happened to them.

    Each item begins with the line it stands on. With errors nothing may be written. `held` are the references of what
    the file holds, `promises` what other tables of the same file bring. One that `is_own_named` has drafts that name
    earlier drafts of the same plan.
    """

    register: Register
    file: str = ""
    run: str = ""
    promises: Promises = field(default_factory=Promises)
    held: set[str] = field(default_factory=set)
    is_own_named: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    drafts: Spool = field(default_factory=Spool)
    changes: Spool = field(default_factory=Spool)
    histories: Spool = field(default_factory=Spool)
    problems: Problems = field(init=False)

    def __post_init__(self) -> None:
        self.problems = Problems(self.outcome)

    def origin(self, line: int) -> Origin:
        """Where what stands on a line comes from."""
        return Origin(self.run, self.file, line)

    def __len__(self) -> int:
        return len(self.drafts) + len(self.changes) + len(self.histories)


def attributes(model: type[models.Model]) -> tuple[str, ...]:
    """Names of the attributes that make a record, in the order in which drafts keep them."""
    return tuple(item.attname for item in model._meta.concrete_fields)


class Planner:
    """Works out one sheet. Lines in `done` were written before, when this import was cut off."""

    def __init__(
        self,
        actor: Actor,
        register: Register,
        sheet: Sheet,
        mapping: Mapping[int, str],
        options: Options,
        done: frozenset[int] = frozenset(),
        promises: Promises | None = None,
    ) -> None:
        self.actor, self.register, self.options, self.done = actor, register, options, done
        self.mapping = columns.checked(register, sheet, mapping)
        ordered = named_first(register, sheet, self.mapping)
        self.sheet, self.circles = ordered.sheet, ordered.circles
        is_own_named = bool(own_relations(register, self.mapping))
        self.promises = promises or Promises({register.model} if is_own_named else ())
        self.plan = Plan(register, options.file, options.run, self.promises)
        self.plan.is_own_named = is_own_named
        self.outcome, self.problems = self.plan.outcome, self.plan.problems
        self.reader = Reader(actor, register, sheet, self.mapping, options, self.promises, self._create)
        self.work = filling.desk(actor, register)
        self.work.found.update(self.promises.found())
        self.keys = Keys(actor, register, {*self.mapping.values(), *self.reader.fixed})
        self.alike = Alike(register, self.keys.records, self._meant) if self.keys.whole else None
        self.attributes = attributes(register.model)
        self.held = itemgetter(*self.attributes)
        self._seen: dict[str, int] = {}
        self._numbered = self.promises.numbered.setdefault(register.key, {})
        self._once = list(_given_once(register))
        self._unique: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {}
        self._lacking: dict[tuple[str, str], list[int]] = {}
        self._shortened = 0
        self._made: dict[str, list[str]] = {}

    def work_out(self, progress: Progress | None = None) -> Plan:
        """The whole plan."""
        for count, part in enumerate(_parts(self.sheet.rows), start=1):
            self._part([row for row in part if row.line not in self.done])
            if progress:
                progress(min(count * CHUNK, len(self.sheet.rows)), len(self.sheet.rows))
        self._tell_lacking()
        self.problems.close()
        self.outcome.notes += self._notes()
        return self.plan

    def _create(self, model: Any, name: str, line: int) -> Any:
        """A record that a cell names and that is to be created; it is written before the row that names it."""
        register = of_model(model)
        if register is None:
            raise refuse(_("“%(name)s” cannot be created here.") % {"name": name[:60]})
        try:
            record = drafting.draft(filling.desk(self.actor, register), {register.headline: name})
        except WriteError as error:
            told = error.problems.items() if isinstance(error, Invalid) else [("", [str(error)])]
            why = "; ".join(f"{field}: {' '.join(messages)}" for field, messages in sorted(told))
            raise refuse(
                _("“%(name)s” cannot be created by its name alone: %(why)s") % {"name": name[:60], "why": why}
            ) from None
        self.promises.promise(register, record, is_named=True)
        self.work.found[model, str(record.pk)] = record
        plan = self.promises.created.setdefault(
            register.key, Plan(register, self.options.file, self.options.run, self.promises)
        )
        values = tuple(record.__dict__[attribute] for attribute in attributes(model))
        plan.drafts.add((line, values, (register.headline,)))
        self._made.setdefault(str(register.title), []).append(name)
        return record

    def _part(self, rows: Sequence[Row]) -> None:
        named = [(row, self._reference_in(row)) for row in rows if self._is_wanted(row)]
        references = [reference for _row, reference in named if reference]
        known = exporting.spoken(self.actor, self.register, references) if references else {}
        held = visible(self.actor, self.register).filter(reference__in=references) if references else ()
        records = {record.reference: record for record in held}
        for row, reference in named:
            if reference:
                self._known(row, reference, records, self.reader.differing(row, known[reference]))
            else:
                self._unmatched(row, records)

    def _is_wanted(self, row: Row) -> bool:
        if row.line not in self.options.left_out:
            return True
        self.outcome.left_out.append((row.line, self.reader.name_of(row)))
        self._break(row)
        self._hold(self._reference_in(row))
        return False

    def _break(self, row: Row) -> None:
        """Note that the record which a row speaks of will not be there, for rows that name it."""
        self.promises.break_(
            self.register, self.reader.naming(row, (*self.keys.names, self.register.headline)).values()
        )

    def _hold(self, reference: str) -> None:
        """Note that the file speaks of a known record, whatever it says of it."""
        if reference:
            self.plan.held.add(reference)

    def _reference_in(self, row: Row) -> str:
        """The record that a row names in so many words, before the rest of it is read."""
        whole = self.reader.whole_of(row, self.keys.whole) if self.keys.whole else None
        return self.keys.reference_of(self.reader.naming(row, self.keys.names), whole)

    def _unmatched(self, row: Row, records: dict[str, Any]) -> None:
        """A row that names no known record: it takes its title from elsewhere, or it is new."""
        if row.line in self.circles:
            lines = ", ".join(map(str, self.circles[row.line]))
            message = _("These rows name each other in a circle, lines %(lines)s: leave one of the names out.")
            self._error(row, "", message % {"lines": lines})
            return
        values = self._values(row, None)
        if values is None:
            self._break(row)
            return
        asked = values.pop(REFERENCE, None)
        self._give_title(values)
        reference = "" if asked else self.keys.reference_of(values, self._whole_in(values))
        if asked:
            self._error(row, REFERENCE, _("There is no %(reference)s here.") % {"reference": asked}, asked)
        elif reference:
            records[reference] = visible(self.actor, self.register).with_reference(reference)[0]
            self._hold(reference)
            self._change(row, records[reference], values)
        elif self.alike is not None and (kept := self.alike.take(values)):
            self._hold(kept)
            self.outcome.unchanged += 1
        elif not self._is_said_before(row, values):
            self._new(row, values)

    def _whole_in(self, values: Mapping[str, Any]) -> int | None:
        """Key of the record that a row read says it is part of."""
        whole = values.get(self.keys.whole)
        return whole.pk if isinstance(whole, models.Model) else None

    def _values(self, row: Row, names: set[int] | None) -> dict[str, Any] | None:
        """The row's values by field; None for a row without any, or with an error."""
        values, wrong = self.reader.values(row, names)
        for column, message, raw in wrong:
            self._column_error(row, column, message, raw)
        return None if wrong or not values else values

    def _known(self, row: Row, reference: str, records: dict[str, Any], differing: set[int]) -> None:
        self._hold(reference)
        if self._is_second(row, reference):
            return
        self.promises.keep(self.register, records[reference].pk, self.reader.naming(row, self.keys.names))
        if not differing and not self.reader.fixed:
            self.outcome.unchanged += 1
            return
        values, wrong = self.reader.values(row, differing)
        for column, message, raw in wrong:
            self._column_error(row, column, message, raw)
        if wrong:
            return
        values.pop(REFERENCE, None)
        if values.get(self.register.headline):
            self._give_title(values)
        self._change(row, records[reference], values)

    def _is_second(self, row: Row, reference: str) -> bool:
        if reference in self._seen:
            message = _("Line %(line)d already speaks of %(reference)s.")
            self._error(row, "", message % {"line": self._seen[reference], "reference": reference})
            return True
        self._seen[reference] = row.line
        return False

    def _change(self, row: Row, record: Any, values: dict[str, Any]) -> None:
        try:
            differing = self._differing(record, values)
            if not differing:
                self.outcome.unchanged += 1
                return
            before = {name: getattr(record, name) for name in differing if not name.startswith(own_fields.PREFIX)}
            known = twin(record)
            after = drafting.drafted_change(self.work, record, differing)
        except Invalid as invalid:
            self._problems(row, invalid.problems)
        except WriteError as error:
            self._error(row, "", str(error))
        else:
            if not changed_fields(known, after):  # a rule sets again what the row leaves empty
                self.outcome.unchanged += 1
                return
            self.outcome.changed += 1
            self.plan.changes.add((row.line, record.reference, {**differing}))
            self._sample_change(row, before, after)

    def _differing(self, record: Any, values: dict[str, Any]) -> dict[str, Any]:
        """Those of the values that are not the record's already; one that cannot be read stays, to be refused."""
        differing = {}
        for name, value in values.items():
            if name.startswith(own_fields.PREFIX):
                given = {name.removeprefix(own_fields.PREFIX): value}
                own, problems = own_fields.cleaned(self.work.own, given, record.own, self.actor.zone)
                if problems or own != record.own:
                    differing[name] = value
            elif not self._is_kept(record, name, value) and not self._is_left_to_default(name, value):
                differing[name] = value
        return differing

    def _is_left_to_default(self, name: str, value: Any) -> bool:
        """Whether a cell is empty in a field that is never empty: a new record takes the usual value there."""
        item = self.register.field(name)
        return value in (None, "") and not item.blank and item.has_default()

    def _is_kept(self, record: Any, name: str, value: Any) -> bool:
        try:
            meant = self._meant(name, value)
        except ValidationError:
            return False
        return bool(meant == getattr(record, self.register.field(name).attname))

    def _meant(self, name: str, value: Any) -> Any:
        """A value as a record keeps it, of another record its key; ValidationError for what cannot be kept."""
        coerced = coerce(self.register.field(name), value, self.actor.zone, self.work.found, takes_keys=False)
        return coerced.pk if isinstance(coerced, models.Model) else coerced

    def _new(self, row: Row, values: dict[str, Any]) -> None:
        given = {name: value for name, value in values.items() if says(value)}
        try:
            draft = drafting.draft(self.work, given)
            self._insist_unique(row, draft)
        except Invalid as invalid:
            self._problems(row, invalid.problems)
            self._break(row)
            return
        except WriteError as error:
            self._error(row, "", str(error))
            return
        self.promises.promise(self.register, draft)
        if self.plan.is_own_named:
            self.work.found[self.register.model, str(draft.pk)] = draft
        self.plan.drafts.add((row.line, self.held(draft.__dict__), tuple(given)))
        self.outcome.new += 1
        if len(self.outcome.samples) < SAMPLES:
            self.outcome.samples.append(LineChange(row.line, "", str(getattr(draft, self.register.headline))))

    def _insist_unique(self, row: Row, draft: Any) -> None:
        """What may be there once only is so among the rows of a file too."""
        for attnames in self._once:
            key = tuple(getattr(draft, attname) for attname in attnames)
            lines = self._unique.setdefault(attnames, {})
            if None not in key and lines.setdefault(key, row.line) != row.line:
                raise Invalid({WHOLE: [_("Line %(line)d says the same already.") % {"line": lines[key]}]})

    def _is_said_before(self, row: Row, values: dict[str, Any]) -> bool:
        """Whether an earlier line has the number of this new one; it may say the same, but nothing else."""
        number = folded(values.get(NUMBER) or "")
        said = hash(tuple(map(str, values.values())))
        if not number or number not in self._numbered:
            self._numbered[number] = (self.sheet.name, row.line, said)
            return False
        table, line, before = self._numbered[number]
        told = {"table": table, "line": line, "number": values[NUMBER]}
        if said == before:
            self.outcome.unchanged += 1
        elif table != self.sheet.name:
            message = _("Line %(line)d of “%(table)s” has the number %(number)s already.")
            self._error(row, NUMBER, message % told)
        else:
            self._error(row, NUMBER, _("Line %(line)d has the number %(number)s already.") % told)
        return True

    def _give_title(self, values: dict[str, Any]) -> None:
        """A record without a title takes it from its description, else from its number; a long one is shortened and
        stands whole in the description, where that is free."""
        self._shortened += give_title(self.register, values)

    def _error(self, row: Row, name: str, message: str, value: Any = "") -> None:
        column = next((c for c, target in self.mapping.items() if target == name), None)
        if column is not None:
            self._column_error(row, column, message, value)
        else:
            self.problems.add(LineError(row.line, name, message, shown(value)), name)

    def _column_error(self, row: Row, column: int, message: str, value: Any) -> None:
        name, header = self.mapping[column], self.sheet.headers[column]
        error = LineError(row.line, header, message, shown(value))
        self.problems.add(error, name, self.reader.offered(name, value))

    def _problems(self, row: Row, problems: Mapping[str, Sequence[str]]) -> None:
        for name, messages in problems.items():
            message = " ".join(messages)
            if name == WHOLE:
                self._error(row, name, message)
            elif name in self.mapping.values():
                self._error(row, name, message, self.reader.raw(row, name))
            else:
                self._lacking.setdefault((name, message), []).append(row.line)

    def _tell_lacking(self) -> None:
        """Say once what many lines lack because no column is mapped to it."""
        for (name, told), lines in self._lacking.items():
            what = f"{self._label(name)}: {told}"
            message = what
            if len(lines) > 1:
                words = ngettext(
                    "%(what)s On %(count)d line; no column is mapped to it. Map one, or say what holds for every row.",
                    "%(what)s On %(count)d lines; no column is mapped to it. Map one, or say what holds for every row.",
                    len(lines),
                )
                message = words % {"what": what, "count": len(lines)}
            group = self.problems.add(LineError(lines[0], "", message), name)
            group.count, group.lines = len(lines), lines[:20]
            self.problems.lines.update(lines)
            self.outcome.wrong = len(self.problems.lines)

    def _label(self, name: str) -> str:
        return str(self.register.label(name)) if not name.startswith(own_fields.PREFIX) else name

    def _sample_change(self, row: Row, before: Mapping[str, Any], after: Any) -> None:
        if len(self.outcome.samples) < SAMPLES:
            changes = tuple(
                (self._label(name), value, getattr(after, name))
                for name, value in before.items()
                if getattr(after, name) != value
            )
            title = str(getattr(after, self.register.headline))
            self.outcome.samples.append(LineChange(row.line, after.reference, title, changes))

    def _notes(self) -> Iterator[str]:
        yield from self.sheet.notes
        yield from self.reader.notes()
        for name, count in self.work.overruled.items():
            yield ngettext(
                "“%(column)s” follows from other fields here: what %(count)d row says there is not taken.",
                "“%(column)s” follows from other fields here: what %(count)d rows say there is not taken.",
                count,
            ) % {"column": self._label(name), "count": count}
        for title, names in self._made.items():
            yield _("Created because the file names them, in %(register)s: %(names)s.") % {
                "register": title,
                "names": ", ".join(names[:40]),
            }
        if self._shortened:
            yield ngettext(
                "%(count)d title was too long; it is shortened and stands whole in the description.",
                "%(count)d titles were too long; they are shortened and stand whole in the description.",
                self._shortened,
            ) % {"count": self._shortened}


def _given_once(register: Register) -> Iterator[tuple[str, ...]]:
    """The attributes that no two records of a register may share, whatever else they say."""
    for constraint in register.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            names = tuple(constraint.fields)
            if names and "reference" not in names:
                yield tuple(register.field(name).attname for name in names)


def _parts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == CHUNK:
            yield part
            part = []
    if part:
        yield part


def says(value: Any) -> bool:
    """Whether a value says anything."""
    return bool(value) or value not in (None, "", [])


def give_title(register: Register, values: dict[str, Any]) -> int:
    """Give a record without a title one; 1 when a title had to be shortened."""
    name = register.headline
    if name not in register.writable:
        return 0
    has_description = DESCRIPTION in register.writable
    title = str(values.get(name) or (values.get(DESCRIPTION) if has_description else "") or "")
    longest = getattr(register.field(name), "max_length", None)
    is_long = bool(longest and len(title) > longest)
    if is_long and has_description and values.get(DESCRIPTION) in (None, "", title):
        values[DESCRIPTION] = title
        title = shorten(title, longest or 0, placeholder=" …")
    else:
        is_long = False
    if not title and values.get(NUMBER):
        title = f"{register.singular} {values[NUMBER]}"
    if title:
        values[name] = title
    return int(is_long)

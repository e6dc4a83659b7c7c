"""Reading the cells of one row as values of fields, by the mapping and the words that a person chose."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.exchange import columns, translations
from tandem.ground.exchange.comparing import says_the_same
from tandem.ground.exchange.conversion import (
    DATES,
    FIGURES,
    NUMBERED,
    RELATED,
    Options,
    Spelling,
    convert,
    folded,
    is_made_a_date,
    kind_of,
    spelling_of,
    translated,
)
from tandem.ground.exchange.heads import unnamed
from tandem.ground.exchange.keys import NUMBER, REFERENCE
from tandem.ground.exchange.names import Names
from tandem.ground.exchange.numbers import currency_of, refuse
from tandem.ground.exchange.promises import Promises
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row, Silent
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.registers import Register

LEARNT_FROM = 20_000
MOST_OFFERED = 3
CREATED = "+"  # what a name means whose record is to be created
Create = Callable[[Any, str, int], Any]
Wrong = list[tuple[int, str, Any]]


class Reader:
    """Reads the rows of one sheet; what a column shows of how it is written is learnt first."""

    def __init__(
        self,
        actor: Actor,
        register: Register,
        sheet: Sheet,
        mapping: Mapping[int, str],
        options: Options,
        promises: Promises,
        create: Create,
    ) -> None:
        self.actor, self.register, self.sheet, self.options = actor, register, sheet, options
        self.create, self.line = create, 0
        self._created: dict[tuple[Any, str], Any] = {}
        self._named: dict[tuple[str, ...], tuple[tuple[int, str], ...]] = {}
        self.mapping = dict(mapping)
        self.names = Names(actor, promises)
        self.fields = {name: columns.model_field(register, name) for name in self.mapping.values()}
        names = () if options.is_ours else self.fields
        self.readings = {name: translations.readings(register, name) for name in names}
        self._worded = {name for name in self.fields if options.words.get(name) or self.readings.get(name)}
        self.alone = {c for c, name in self.mapping.items() if list(self.mapping.values()).count(name) == 1}
        self.spellings = {column: self._spelling(column) for column in self.mapping}
        self.currencies = {column: self._currencies(column) for column in self.mapping}
        self.silent: dict[tuple[str, str], int] = {}
        self.fixed = {name: self._fixed(name, raw) for name, raw in options.fixed.items()}
        self._read: dict[int, dict[Any, Any]] = {column: {} for column in self.mapping}

    def _spelling(self, column: int) -> Spelling:
        field = self.fields[self.mapping[column]]
        if kind_of(field) not in DATES | FIGURES:
            return Spelling(self.options.date_order)
        rows = islice(self.sheet.rows, LEARNT_FROM)
        spelling = spelling_of(field, (_cell(row, column) for row in rows), self.options)
        return replace(spelling, is_from_1904=self.sheet.is_from_1904)

    def _currencies(self, column: int) -> frozenset[str]:
        """The currencies that the amounts of a column are in, as far as its cells say it."""
        if kind_of(self.fields[self.mapping[column]]) not in FIGURES | {"number"} or self.options.is_ours:
            return frozenset()
        cells = (_cell(row, column) for row in islice(self.sheet.rows, LEARNT_FROM))
        return frozenset(filter(None, map(currency_of, cells)))

    def _currency_field(self, name: str) -> str:
        """The field beside an amount that says its currency, where the file does not fill it otherwise."""
        beside = getattr(self.fields[name], "currency", "")
        return beside if beside in self.register.writable and beside not in self.fields else ""

    def _fixed(self, name: str, raw: Any) -> Any:
        """What holds for every row that says nothing else."""
        if name == REFERENCE or name not in {target.name for target in columns.targets(self.register)}:
            raise Invalid({WHOLE: [_("There is no field “%(name)s” here.") % {"name": name}]})
        field = columns.model_field(self.register, name)
        try:
            return self._converted(name, field, raw, Spelling(self.options.date_order))
        except Invalid as invalid:
            label, why = self.register.label(name) if field else name, " ".join(invalid.problems[WHOLE])
            raise Invalid({WHOLE: [f"{label}: {why}"]}) from None

    def naming(self, row: Row, wanted: Sequence[str]) -> dict[str, str]:
        """What a row says of the names by which its record may be known."""
        told = {}
        for column, name in self._naming(tuple(wanted)):
            raw = _cell(row, column)
            if raw is not None and not isinstance(raw, Silent | list) and not self._is_unknown(raw):
                told[name] = str(raw)
        return told

    def _naming(self, wanted: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        """The columns that alone fill one of these fields, worked out once for all rows."""
        if wanted not in self._named:
            named = ((column, self.mapping[column]) for column in self.alone)
            self._named[wanted] = tuple((column, name) for column, name in named if name in wanted)
        return self._named[wanted]

    def whole_of(self, row: Row, name: str) -> int | None:
        """Key of the record that a row says it is part of, in the field of this name; None where it says none there
        is."""
        column = next((column for column in self.alone if self.mapping[column] == name), None)
        raw = None if column is None else _cell(row, column)
        whole = self.fixed.get(name)
        if column is not None and raw not in (None, "") and not isinstance(raw, Silent | list):
            chosen = self.options.words.get(name, {}).get(folded(raw), raw)
            try:
                whole = self._converted(name, self.fields[name], chosen, self.spellings[column])
            except Invalid:
                return None
        return whole.pk if isinstance(whole, models.Model) else None

    def _is_unknown(self, raw: Any) -> bool:
        return not self.options.is_ours and folded(raw) in self.options.unknown

    def name_of(self, row: Row) -> str:
        """By what a person knows a row: its title, else its number or reference, else its first word."""
        for name in (self.register.headline, NUMBER, REFERENCE):
            for column, target in self.mapping.items():
                if target == name and _cell(row, column) not in (None, ""):
                    return str(_cell(row, column))[:80]
        return next((str(value)[:80] for value in row.values if value is not None), "")

    def differing(self, row: Row, known: Mapping[str, Any]) -> set[int]:
        """The columns in which a row says something else than an export of its record would."""
        differing = set()
        for column, name in self.mapping.items():
            raw = _cell(row, column)
            if isinstance(raw, Silent):
                self._note_silent(column, raw)
            elif column not in self.alone or name not in known or not says_the_same(known[name], raw, self.actor):
                differing.add(column)
        if self.fixed:
            differing |= {column for column, name in self.mapping.items() if name in self.fixed}
        return {column for column in differing if self.mapping[column] != REFERENCE}

    def values(self, row: Row, among: set[int] | None) -> tuple[dict[str, Any], Wrong]:
        """The values of a row by field, and what is wrong by column; `among` are the columns that matter."""
        values: dict[str, Any] = {}
        wrong: Wrong = []
        self.line = row.line
        for column, name in self.mapping.items():
            raw = _cell(row, column)
            if among is not None and column not in among:
                continue
            if isinstance(raw, Silent):
                self._note_silent(column, raw)
                continue
            try:
                self._take(values, column, name, raw)
            except Invalid as invalid:
                wrong.append((column, " ".join(invalid.problems[WHOLE]), raw))
        if among is None and not any(value or value not in (None, "", [], False) for value in values.values()):
            return {}, wrong
        if self.fixed:
            said = {name: value for name, value in values.items() if _says(value) or name not in self.fixed}
            values = {**self.fixed, **said}
        return values, wrong

    def _take(self, values: dict[str, Any], column: int, name: str, raw: Any) -> None:
        kept = self._read[column]
        if type(raw) is str and raw in kept:
            value = kept[raw]
        else:
            value = self._meaning(column, name, raw)
            if type(raw) is str and len(raw) <= 60 and len(kept) < 5_000:
                kept[raw] = value
        if isinstance(value, _Meant):
            values.update(value.values)
        else:
            values[name] = self._joined(name, values[name], value) if name in values else value
        if self.currencies[column] and (currency := currency_of(raw)):
            self._take_currency(values, column, name, currency)

    def _take_currency(self, values: dict[str, Any], column: int, name: str, currency: str) -> None:
        """Keep beside an amount what it is in; amounts in several currencies cannot stand in one field without one."""
        if beside := self._currency_field(name):
            values.setdefault(beside, currency)
        elif len(self.currencies[column]) > 1:
            told = {"currencies": ", ".join(sorted(self.currencies[column]))}
            raise refuse(_("This column holds amounts in %(currencies)s; bring them in one currency.") % told)

    def _meaning(self, column: int, name: str, raw: Any) -> Any:
        if name in self._worded and raw is not None and not isinstance(raw, list):
            word = folded(raw)
            chosen = self.options.words.get(name, {}).get(word)
            if chosen == CREATED:
                return self._named_or_created(self.fields[name], raw)
            if chosen is not None:
                return self._converted(name, self.fields[name], chosen, self.spellings[column])
            meant = translations.meaning(self.readings.get(name, {}), word)
            if meant is not None:
                return _Meant(meant)
        return self._converted(name, self.fields[name], raw, self.spellings[column])

    def _named_or_created(self, field: Any, raw: Any) -> Any:
        """The record of this name; a new one where there is none, because a person said so."""
        key = (field.related_model, folded(raw))
        if key not in self._created:
            try:
                return self.names.find(field, raw)
            except Invalid:
                self._created[key] = self.create(field.related_model, str(raw), self.line)
        return self._created[key]

    def _converted(self, name: str, field: "models.Field[Any, Any] | None", raw: Any, spelling: Spelling) -> Any:
        if kind_of(field) in RELATED:
            is_nothing = raw is None or not str(raw).strip() or self._is_unknown(raw)
            return "" if is_nothing else self.names.find(field, raw)
        if name in (REFERENCE, NUMBER) and is_made_a_date(raw):
            raise Invalid({WHOLE: [self._suspected(raw)]})
        if isinstance(raw, date) and _is_text(field) and name not in self._dated:
            raise Invalid({WHOLE: [self._suspected(raw)]})
        return convert(field, raw, self.options, spelling)

    @cached_property
    def _dated(self) -> set[str]:
        """Text fields whose column holds dates throughout: they are meant."""
        return {name for column, name in self.mapping.items() if self._holds_dates(column)}

    def _holds_dates(self, column: int) -> bool:
        cells = (_cell(row, column) for row in islice(self.sheet.rows, LEARNT_FROM))
        return all(value is None or isinstance(value, date | Silent) for value in cells)

    def _suspected(self, raw: Any) -> str:
        return _(
            "“%(value)s” is a date; a spreadsheet seems to have made it of a number such as 5.10 or 1-2."
            " Write the number as text."
        ) % {"value": raw}

    def _joined(self, name: str, before: Any, value: Any) -> str:
        """What several columns say of one field: names beside each other, longer texts below."""
        between = " " if kind_of(self.fields[name]) == "text" else "\n"
        return between.join(str(part) for part in (before, value) if _says(part))

    def raw(self, row: Row, name: str) -> Any:
        """What stands in the column of a field."""
        return next((_cell(row, column) for column, target in self.mapping.items() if target == name), "")

    def offered(self, name: str, raw: Any) -> list[str]:
        """Meanings that a word may have in a field, the likeliest first; empty where any word may stand."""
        field: Any = self.fields.get(name)
        if kind_of(field) in RELATED:
            return self.names.offered(field.related_model, raw)
        if field is None or not field.choices:
            return []
        words = {folded(label): str(key) for key, label in field.flatchoices if key not in ("", None)}
        words |= {folded(key): key for key in words.values()}
        meant = [str(key) for key in translated(field, raw)]
        near = get_close_matches(folded(NUMBERED.sub("", folded(raw)).strip(" -–—:)=.")), words, MOST_OFFERED, 0.4)
        return list(dict.fromkeys([*meant, *(words[word] for word in near)]))

    def _note_silent(self, column: int, raw: Silent) -> None:
        if raw.why:
            key = (self.sheet.headers[column], raw.why)
            self.silent[key] = self.silent.get(key, 0) + 1

    def _is_nothing(self, column: int) -> bool:
        """Whether a column has neither a heading nor anything below it, as a bar at the beginning of lines makes it."""
        is_unnamed = self.sheet.headers[column] == unnamed(column)
        return is_unnamed and all(_cell(row, column) is None for row in self.sheet.rows)

    def notes(self) -> Iterator[str]:
        """What was noticed while reading, for the person."""
        left = [
            header
            for place, header in enumerate(self.sheet.headers)
            if place not in self.mapping and not self.options.is_ours and not self._is_nothing(place)
        ]
        if left:
            yield _("Columns that are left out: %(names)s.") % {"names": ", ".join(left[:40])}
        for (header, why), count in self.silent.items():
            what = _("a formula without a result") if why == "formula" else why
            yield ngettext(
                "“%(column)s” holds %(what)s in %(count)d row; what is known there stays.",
                "“%(column)s” holds %(what)s in %(count)d rows; what is known there stays.",
                count,
            ) % {"column": header, "what": what, "count": count}


class _Meant:
    """What another system's word says of several fields at once."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values


def _cell(row: Row, column: int) -> Any:
    return row.values[column] if column < len(row.values) else None


def _is_text(field: Any) -> bool:
    return field is not None and kind_of(field) in ("text", "long")


def _says(value: Any) -> bool:
    return bool(value) or value not in (None, "", [])

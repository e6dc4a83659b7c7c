"""A baseline held against an organization: what is new there, what differs, what is the same, what stays out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.exchange import exporting
from tandem.ground.exchange.baselines.taking import Baseline, Values, copied, registers_of_baselines, relations
from tandem.ground.exchange.comparing import says_the_same
from tandem.ground.exchange.conversion import folded, kind_of
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import EMPTY
from tandem.ground.kernel.registers import Register

Named = dict[tuple[str, str], str]  # what a record of the baseline is called here, by register and reference


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that the baseline says otherwise."""

    name: str
    label: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Met:
    """One record of a baseline as it would be here: its title, its values, and what differs where it is known."""

    title: str
    values: Values
    reference: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(slots=True, eq=False)
class Table:
    """One register of a baseline: what is new, what differs, what is the same, and why it stays out if it does."""

    register: Register
    new: list[Met] = field(default_factory=list)
    differing: list[Met] = field(default_factory=list)
    same: list[Met] = field(default_factory=list)
    why_not: str = ""

    @property
    def is_telling(self) -> bool:
        """Whether it would bring anything, or differs."""
        return bool(self.new or self.differing)


def meet(actor: Actor, baseline: Baseline) -> list[Table]:
    """A baseline held against the active organization, register by register; nothing is written."""
    called: Named = {}
    tables = []
    for register in registers_of_baselines():
        if rows := baseline.records.get(register.key):
            may = permissions.may_view_register(actor, register) and permissions.may_create(actor, register)
            table = Table(register, why_not="" if may else _("You may not add to this register."))
            if may:
                _Meeting(actor, register, baseline.source, called).fill(table, rows)
            tables.append(table)
    return tables


class _Meeting:
    """The records of one register here, and how those of a baseline are known among them."""

    def __init__(self, actor: Actor, register: Register, source: str, called: Named) -> None:
        self.actor, self.register, self.source, self.called = actor, register, source, called
        self.names = copied(register)
        self.relations = relations(register)
        references = permissions.visible(actor, register).values_list("reference", flat=True)
        self.known = exporting.spoken(actor, register, references)
        self.by_number = {folded(row["external_id"]): ref for ref, row in self.known.items() if row["external_id"]}
        self.by_title: dict[tuple[str, str], list[str]] = {}
        for reference, row in self.known.items():
            self.by_title.setdefault(self._title_in(row), []).append(reference)
        self.taken: set[str] = set()

    def fill(self, table: Table, rows: list[Values]) -> None:
        """Meet every record, those that others of the register name first."""
        for row in _named_first(rows, [name for name, other in self.relations.items() if other is self.register]):
            met = self._met(row)
            (table.new if not met.reference else table.differing if met.differences else table.same).append(met)
            self.called[self.register.key, row["reference"]] = met.reference or met.values["external_id"]

    def _met(self, row: Values) -> Met:
        number = str(row.get("external_id") or f"{self.source}/{row['reference']}")
        values = {name: self._value(name, row[name]) for name in self.names if row.get(name) not in EMPTY}
        values = {name: value for name, value in values.items() if value is not None}
        reference = self._reference(number, values)
        title = str(row.get(self.register.headline) or row["reference"])
        if not reference:
            return Met(title, {"external_id": number, **values})
        self.taken.add(reference)
        return Met(title, values, reference, tuple(self._differences(self.known[reference], values)))

    def _value(self, name: str, value: Any) -> Any:
        """A value of the baseline in the words of this organization; None for what is not here."""
        other = self.relations.get(name)
        return value if other is None else self.called.get((other.key, str(value)))

    def _reference(self, number: str, values: Values) -> str:
        """The record here that is the same: by its number, else by its title under the same whole."""
        reference = self.by_number.get(folded(number), "")
        if reference and reference not in self.taken:
            return reference
        alike = [ref for ref in self.by_title.get(self._title_in(values), []) if ref not in self.taken]
        same = [ref for ref in alike if not any(self._differences(self.known[ref], values))]
        return (same or (alike if self._is_told_by_title() else []) or [""])[0]

    def _is_told_by_title(self) -> bool:
        return self.register.headline in self.names and kind_of(self.register.field(self.register.headline)) == "text"

    def _title_in(self, row: Mapping[str, Any]) -> tuple[str, str]:
        return str(row.get(self.register.place.parent) or ""), folded(row.get(self.register.headline) or "")

    def _differences(self, known: Values, values: Values) -> list[Difference]:
        differing = [name for name, value in values.items() if not says_the_same(known[name], value, self.actor)]
        return [
            Difference(name, str(self.register.label(name)), self._spoken(known[name]), self._spoken(values[name]))
            for name in differing
            if name in known
        ]

    def _spoken(self, value: Any) -> str:
        return exporting.text_of(value, self.actor)


def _named_first(rows: list[Values], own: list[str]) -> list[Values]:
    """Rows after those of the same list that they name."""
    waiting, ordered, known = list(rows), list[Values](), set[str]()
    present = {row["reference"] for row in rows}
    while waiting:
        ready = [row for row in waiting if all(row.get(name) not in present - known for name in own)] or waiting
        ordered += ready
        known |= {row["reference"] for row in ready}
        waiting = [row for row in waiting if row["reference"] not in known]
    return ordered

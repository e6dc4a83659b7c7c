"""Which record a row speaks of: by its reference, its external number, a mark such as a serial number, or by name."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from tandem.ground.exchange.conversion import folded
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

REFERENCE = "reference"
NUMBER = "external_id"
Name = tuple[int | None, str]  # key of the whole, where the rows say it, and the name folded


class Keys:
    """Finds the record that a row speaks of, among those that the actor may see; one query for each kind of key.

    A row without a number of its own is known by its name, which is one of its whole: where the rows say of which
    record they are part, such as the audit of a question, a part of that name is looked for there alone. `names` are
    the fields by which a record is known.
    """

    def __init__(self, actor: Actor, register: Register, mapped: set[str]) -> None:
        self.records = permissions.visible(actor, register).order_by("-pk")
        self.by_reference = self._read(REFERENCE) if REFERENCE in mapped else {}
        self.by_number = self._read(NUMBER) if NUMBER in mapped else {}
        self.marks = tuple(name for name in register.exchange.marks if name in mapped)
        self.by_mark = {name: self._read_each(name, self.records) for name in self.marks}
        self.natural = register.exchange.natural_key
        self.whole = register.place.parent if register.place.parent in mapped else ""
        self.names = (REFERENCE, NUMBER, *self.marks, self.natural)

    @cached_property
    def by_natural(self) -> dict[Name, list[str]]:
        """By name; read where the first row has no number."""
        return self._read_each(self.natural, self.records, self.whole) if self.natural else {}

    @cached_property
    def by_natural_unmarked(self) -> dict[Name, list[str]]:
        """The same of records without a mark, which a marked row may speak of."""
        unmarked = self.records.filter(**dict.fromkeys(self.marks, ""))
        return self._read_each(self.natural, unmarked, self.whole) if self.natural else {}

    def _read(self, name: str) -> dict[str, str]:
        rows = self.records.exclude(**{name: ""}).values_list(name, "reference")
        return {folded(value): reference for value, reference in rows.iterator(chunk_size=5_000)}

    @staticmethod
    def _read_each(name: str, records: Any, whole: str = "") -> dict[Name, list[str]]:
        """The references of all records of one name in one whole, the oldest last."""
        found: dict[Name, list[str]] = {}
        names = (name, "reference", whole or "reference")
        for value, reference, part_of in records.values_list(*names).iterator(chunk_size=5_000):
            if value:
                found.setdefault((part_of if whole else None, folded(value)), []).append(reference)
        return found

    def reference_of(self, values: Mapping[str, Any], whole: int | None = None) -> str:
        """Reference of the record, empty when there is none yet; the second line of one name speaks of the second.

        `whole` is the key of the record that the row says it is part of.

        What has a mark of its own that nobody knows is not the same as a marked record of that name.
        """
        for name, known in ((REFERENCE, self.by_reference), (NUMBER, self.by_number)):
            value = values.get(name)
            if value and (folded(value) in known or not self.marks or name == REFERENCE):
                return known.get(folded(value), "")
        given = [(name, folded(values[name])) for name in self.marks if values.get(name)]
        for name, mark in given:
            marked = self.by_mark[name].get((None, mark), [])
            if len(marked) == 1:
                return marked[0]
        if values.get(NUMBER):
            return ""
        by_name = self.by_natural_unmarked if given else self.by_natural
        alike = by_name.get((whole if self.whole else None, folded(values.get(self.natural) or "")))
        return alike.pop() if alike else ""

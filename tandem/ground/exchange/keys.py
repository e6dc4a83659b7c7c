"""Which record a row speaks of: by its reference, its external number, a mark such as a serial number, or by name."""

from collections.abc import Mapping
from typing import Any

from tandem.ground.exchange.conversion import folded
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

REFERENCE = "reference"
NUMBER = "external_id"


class Keys:
    """Finds the record that a row speaks of, among those that the actor may see; one query for each kind of key."""

    def __init__(self, actor: Actor, register: Register, mapped: set[str]) -> None:
        self.records = permissions.visible(actor, register).order_by("-pk")
        self.by_reference = self._read(REFERENCE) if REFERENCE in mapped else {}
        self.by_number = self._read(NUMBER) if NUMBER in mapped else {}
        self.marks = tuple(name for name in register.exchange.marks if name in mapped)
        self.by_mark = {name: self._read_each(name, self.records) for name in self.marks}
        self.natural = register.exchange.natural_key if NUMBER not in mapped else ""
        self.by_natural = self._read_each(self.natural, self.records) if self.natural else {}
        unmarked = self.records.filter(**dict.fromkeys(self.marks, ""))
        self.by_natural_unmarked = self._read_each(self.natural, unmarked) if self.natural and self.marks else {}

    @property
    def names(self) -> tuple[str, ...]:
        """The fields by which a record is known."""
        return (REFERENCE, NUMBER, *self.marks, self.natural)

    def _read(self, name: str) -> dict[str, str]:
        rows = self.records.exclude(**{name: ""}).values_list(name, "reference")
        return {folded(value): reference for value, reference in rows.iterator(chunk_size=5_000)}

    def _read_each(self, name: str, records: Any) -> dict[str, list[str]]:
        """The references of all records of one name, the oldest last."""
        found: dict[str, list[str]] = {}
        for value, reference in records.values_list(name, "reference").iterator(chunk_size=5_000):
            if value:
                found.setdefault(folded(value), []).append(reference)
        return found

    def reference_of(self, values: Mapping[str, Any]) -> str:
        """Reference of the record, empty when there is none yet; the second line of one name speaks of the second.

        What has a mark of its own that nobody knows is not the same as a marked record of that name.
        """
        for name, known in ((REFERENCE, self.by_reference), (NUMBER, self.by_number)):
            value = values.get(name)
            if value and (folded(value) in known or not self.marks or name == REFERENCE):
                return known.get(folded(value), "")
        given = [(name, folded(values[name])) for name in self.marks if values.get(name)]
        for name, mark in given:
            marked = self.by_mark[name].get(mark, [])
            if len(marked) == 1:
                return marked[0]
        by_name = self.by_natural_unmarked if given else self.by_natural
        alike = by_name.get(folded(values.get(self.natural) or "")) if self.natural else None
        return alike.pop() if alike else ""

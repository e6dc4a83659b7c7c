"""Which record a row speaks of: by its reference, its number elsewhere, or the register's natural key."""

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
        self.natural = register.exchange.natural_key if NUMBER not in mapped else ""
        self.by_natural = self._read_each(self.natural) if self.natural else {}

    def _read(self, name: str) -> dict[str, str]:
        rows = self.records.exclude(**{name: ""}).values_list(name, "reference")
        return {folded(value): reference for value, reference in rows.iterator(chunk_size=5_000)}

    def _read_each(self, name: str) -> dict[str, list[str]]:
        """The references of all records of one name, the oldest last."""
        found: dict[str, list[str]] = {}
        for value, reference in self.records.values_list(name, "reference").iterator(chunk_size=5_000):
            if value:
                found.setdefault(folded(value), []).append(reference)
        return found

    def reference_of(self, values: Mapping[str, Any]) -> str:
        """Reference of the record, empty when there is none yet; the second line of one name speaks of the second."""
        for name, known in ((REFERENCE, self.by_reference), (NUMBER, self.by_number)):
            value = values.get(name)
            if value:
                return known.get(folded(value), "")
        alike = self.by_natural.get(folded(values.get(self.natural) or "")) if self.natural else None
        return alike.pop() if alike else ""

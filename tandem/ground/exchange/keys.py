"""Which record a row speaks of: by its reference, its number elsewhere, or the register's natural key."""

from collections.abc import Mapping
from typing import Any

from tandem.ground.kernel.registers import Register

REFERENCE = "reference"


class Keys:
    """Finds the record that a row speaks of, with one query for each kind of key."""

    def __init__(self, register: Register, mapped: set[str]) -> None:
        self.by_reference = self._read(register, "reference")
        self.by_external = self._read(register, "external_id") if "external_id" in mapped else {}
        self.natural = (
            register.exchange.natural_key
            if "external_id" not in mapped and register.exchange.natural_key in mapped
            else ""
        )
        self.by_natural = self._read_each(register, self.natural) if self.natural else {}

    @staticmethod
    def _read(register: Register, name: str) -> dict[str, str]:
        rows = register.model.objects.order_by("-pk").values_list(name, "reference")
        return {str(value).casefold(): reference for value, reference in rows if value}

    @staticmethod
    def _read_each(register: Register, name: str) -> dict[str, list[str]]:
        """The references of all records of one name, the oldest last."""
        found: dict[str, list[str]] = {}
        for value, reference in register.model.objects.order_by("-pk").values_list(name, "reference"):
            if value:
                found.setdefault(str(value).casefold(), []).append(reference)
        return found

    def reference_of(self, values: Mapping[str, Any]) -> str:
        """Reference of the record, empty when there is none yet; the second line of one name speaks of the second."""
        for name, known in ((REFERENCE, self.by_reference), ("external_id", self.by_external)):
            value = values.get(name)
            if value:
                return known.get(str(value).casefold(), "")
        alike = self.by_natural.get(str(values.get(self.natural) or "").casefold()) if self.natural else None
        return alike.pop() if alike else ""

"""Parts that are kept word for word: the same file brought a second time says nothing new of them.

A part of something, such as a question of a checklist, often has neither number nor a name of its own. Where a row
says of one whole exactly what a record says, it speaks of that record; two such rows speak of two.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from tandem.ground.kernel.own_fields import PREFIX
from tandem.ground.kernel.registers import Register

MOST_SHAPES = 16  # sets of fields that are looked through; the rows of one file fill in much the same ones
Meant = Callable[[str, Any], Any]
Said = tuple[Any, ...]


class Alike:
    """Records by what they say in the fields that rows fill in; one query for each set of fields."""

    def __init__(self, register: Register, records: Any, meant: Meant) -> None:
        self.register, self.records, self.meant = register, records, meant
        self._known: dict[tuple[str, ...], dict[Said, list[str]]] = {}
        self._taken: set[str] = set()

    def take(self, values: Mapping[str, Any]) -> str:
        """Reference of the oldest record that says all of this and that no row spoke of yet; empty for none."""
        given = {name: value for name, value in values.items() if value not in (None, "", [])}
        names = tuple(sorted(given))
        if any(name.startswith(PREFIX) for name in names):
            return ""
        try:
            said = tuple(_plain(self.meant(name, given[name])) for name in names)
        except ValidationError:
            return ""
        kept = self._of(names).get(said, ())
        reference = next((reference for reference in kept if reference not in self._taken), "")
        self._taken.add(reference)
        return reference

    def _of(self, names: tuple[str, ...]) -> Mapping[Said, list[str]]:
        if names not in self._known:
            if len(self._known) == MOST_SHAPES:
                return {}
            self._known[names] = self._read(names)
        return self._known[names]

    def _read(self, names: tuple[str, ...]) -> dict[Said, list[str]]:
        references: dict[Said, list[str]] = {}
        attributes = [self.register.field(name).attname for name in names]
        rows = self.records.order_by("pk").values_list("reference", *attributes)
        for reference, *said in rows.iterator(chunk_size=5_000):
            references.setdefault(tuple(map(_plain, said)), []).append(reference)
        return references


def _plain(value: Any) -> Any:
    """A value that can be looked up: equal moments and numbers alike, lists by what stands in them."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, Decimal):
        return value.normalize()
    return repr(value) if isinstance(value, list | dict) else value

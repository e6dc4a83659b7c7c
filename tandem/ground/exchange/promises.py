"""Records that earlier tables of one file bring, so that later ones can name them before anything is written.

A promised record has a negative key; writing it gives it the real one, and whatever named it is given that.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models

from tandem.ground.exchange.conversion import folded
from tandem.ground.exchange.keys import NUMBER
from tandem.ground.kernel.promised import is_promised
from tandem.ground.kernel.registers import Register, of_model

Named = tuple[int, tuple[str, ...]]


class Promises:
    """What the tables of a file will bring, by what people call it; of `wanted` kinds of records only."""

    def __init__(self, wanted: Iterable[type[models.Model]] = ()) -> None:
        self.wanted = frozenset(wanted)
        self.records: dict[tuple[type[models.Model], int], Any] = {}
        self.numbered: dict[str, dict[str, tuple[str, int, int]]] = {}
        self.created: dict[str, Any] = {}  # plans of records that are created because a cell names them, by register
        self._named: dict[type[models.Model], list[Named]] = {}
        self._broken: dict[type[models.Model], set[str]] = {}
        self._written: dict[int, int] = {}
        self._last = 0

    def promise(self, register: Register, record: Any, *, is_named: bool = False) -> None:
        """A new record will be there; where others may name it or do so, it is given the key for that."""
        if is_named or register.model in self.wanted:
            self._last -= 1
            record.pk = self._last
            self.records[register.model, record.pk] = record
            self._name(register, record.pk, (record.external_id, getattr(record, register.headline)))

    def keep(self, register: Register, key: int, values: Mapping[str, Any]) -> None:
        """A known record is called like this in the file."""
        if register.model in self.wanted:
            self._name(register, key, (values.get(NUMBER), values.get(register.headline)))

    def _name(self, register: Register, key: int, names: Sequence[Any]) -> None:
        texts = tuple(str(name) for name in names if name)
        self._named.setdefault(register.model, []).append((key, texts))

    def break_(self, register: Register, names: Iterable[str]) -> None:
        """What a row of the file calls its record, which will not be there: the row is wrong or left out."""
        if register.model in self.wanted:
            self._broken.setdefault(register.model, set()).update(map(folded, names))

    def is_broken(self, model: type[models.Model], name: Any) -> bool:
        """Whether a record of this name stands in the file, but will not be there."""
        return folded(name) in self._broken.get(model, ())

    def named(self, model: type[models.Model]) -> list[Named]:
        """Key and names of what the file itself brings of a kind of record."""
        return self._named.get(model, [])

    def as_records(self) -> dict[tuple[type[models.Model], str], Any]:
        """Promised records as the gate looks them up."""
        return {(model, str(key)): record for (model, key), record in self.records.items()}

    def named_by(self, model: type[models.Model], attributes: Sequence[str], values: Sequence[Any]) -> set[int]:
        """The keys of promised records that a draft names."""
        return {values[place] for place in _relations(model, tuple(attributes)) if is_promised(values[place])}

    def written(self, promised: int | None, key: int) -> None:
        """A promised record was written under this key."""
        if promised is not None:
            self._written[promised] = key

    def real(self, model: type[models.Model], attributes: Sequence[str], values: Sequence[Any]) -> list[Any]:
        """The attributes of a draft with the keys that were promised replaced by those that were given."""
        given = list(values)
        for place in _relations(model, tuple(attributes)) if self._last else ():
            if is_promised(given[place]):
                given[place] = self._written[given[place]]
        return given

    def real_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What changes of a known record, with promised records replaced by those that were written."""
        return {name: self._real_value(value) for name, value in values.items()}

    def _real_value(self, value: Any) -> Any:
        if isinstance(value, models.Model) and is_promised(value.pk):
            return type(value)._base_manager.get(pk=self._written[value.pk])
        return value


@cache
def _relations(model: type[models.Model], attributes: tuple[str, ...]) -> tuple[int, ...]:
    """At which places the attributes stand that name other records."""
    naming = {item.attname for item in model._meta.concrete_fields if item.is_relation}
    return tuple(place for place, name in enumerate(attributes) if name in naming)


def pointed_at(register: Register, names: Iterable[str]) -> set[type[models.Model]]:
    """The kinds of records that these fields of a register name."""
    fields = (register.field(name) for name in names if name in register.writable)
    related = {item.related_model for item in fields if item.is_relation}
    return {model for model in related if isinstance(model, type) and of_model(model) is not None}

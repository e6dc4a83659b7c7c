"""Which item a device is: by serial number, asset tag, MAC address, external number; by name where none is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tandem.operation.inventory.models import Item
from tandem.operation.inventory.sources.devices import Device, spelt

SERIAL, TAG, MAC, NUMBER, NAME = "serial_number", "asset_tag", "mac_addresses", "external_id", "title"
MARKS = (SERIAL, TAG, MAC, NUMBER)
COLUMNS = ("pk", "reference", *MARKS, NAME)


@dataclass(frozen=True, slots=True)
class Match:
    """The item that was found, by which mark; several where a mark is alike to several and none is taken."""

    reference: str = ""
    by: str = ""
    alike: tuple[str, ...] = ()


class Known:
    """Every item of the organization by its marks, retired ones too, for what is gone may come back."""

    def __init__(self) -> None:
        self.by: dict[str, dict[str, set[str]]] = {name: {} for name in (*MARKS, NAME)}
        for row in Item.objects.order_by("pk").values(*COLUMNS).iterator(chunk_size=5_000):
            self._learn(row["reference"], {name: row[name] for name in (*MARKS, NAME)})

    def learn(self, item: Any) -> None:
        """Know an item that was just written."""
        self._learn(item.reference, {name: getattr(item, name) for name in (*MARKS, NAME)})

    def _learn(self, reference: str, marks: dict[str, Any]) -> None:
        has_mark = False
        for name in MARKS:
            for mark in _spellings(name, marks[name]):
                self.by[name].setdefault(mark, set()).add(reference)
                has_mark = True
        if not has_mark:
            self.by[NAME].setdefault(str(marks[NAME]).casefold(), set()).add(reference)

    def match(self, device: Device) -> Match:
        """The item of a device: the first mark that means anything decides."""
        for name, values in _marks_of(device):
            references = {reference for value in values for reference in self.by[name].get(value, ())}
            if len(references) == 1:
                return Match(references.pop(), name)
            if references:
                return Match(by=name, alike=tuple(sorted(references)))
        return Match()


def _marks_of(device: Device) -> Iterator[tuple[str, list[str]]]:
    yield SERIAL, _spellings(SERIAL, device.serial_number)
    yield TAG, _spellings(TAG, device.asset_tag)
    yield MAC, _spellings(MAC, device.macs)
    yield NUMBER, _spellings(NUMBER, device.number)
    yield NAME, [device.name.casefold()]


def _spellings(name: str, value: Any) -> list[str]:
    if name == MAC:
        listed: Iterable[Any] = value or ()
        return [mac for spelling in listed if (mac := spelt(str(spelling)))]
    return [str(value).strip().casefold()] if value else []

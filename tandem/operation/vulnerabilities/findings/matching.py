"""Which item of the inventory a report means: by name, host name, address, number or package address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tandem.ground.kernel import registers

SEPARATED = re.compile(r"[,;\s]+")
ADDRESS = re.compile(r"^[\d.]+$|^[0-9a-f:][0-9a-f]*+:[0-9a-f:]+$", re.IGNORECASE)
GONE = "retired"
NAMED_BY = ("title", "external_id", "reference", "identifier", "serial_number", "asset_tag", "mac_addresses")
ANSWERED_BY = ("owner", "service__owner")


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: one item, or several of which none is taken."""

    item: Any = None
    is_ambiguous: bool = False


class Inventory:
    """The names by which the organization's items are known."""

    def __init__(self) -> None:
        self.known: dict[str, dict[int, Any]] = {}
        items = registers.declared("items").model.objects.exclude(state=GONE).select_related("service")
        for item in items.only(*NAMED_BY, *ANSWERED_BY).order_by("pk"):
            self.learn(item)

    def learn(self, item: Any) -> None:
        """Know an item by all of its names."""
        for name in _names_of(item):
            self.known.setdefault(name, {})[item.pk] = item

    def match(self, names: Iterable[str]) -> Match:
        """The item that one of these names stands for; the first name that means anything decides."""
        for name in _spellings(names):
            items = self.known.get(name)
            if items:
                return Match(next(iter(items.values()))) if len(items) == 1 else Match(is_ambiguous=True)
        return Match()


def _names_of(item: Any) -> set[str]:
    texts = [item.title, item.external_id, item.reference, item.identifier, *SEPARATED.split(item.identifier)]
    texts += [item.serial_number, item.asset_tag, *item.mac_addresses]
    names = {text.strip().casefold() for text in texts}
    names |= {short for text in (item.title, item.identifier) if (short := _short(text.strip().casefold()))}
    return names - {""}


def _short(name: str) -> str:
    """The host's own name without its domain."""
    return "" if " " in name or "/" in name or "." not in name or ADDRESS.match(name) else name.partition(".")[0]


def _spellings(names: Iterable[str]) -> list[str]:
    """Every name as it is, then every host name without its domain."""
    whole = [name.strip().casefold() for name in names if name.strip()]
    return list(dict.fromkeys([*whole, *(short for name in whole if (short := _short(name)))]))

"""Which item and which service the events of a source are about."""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from string import ascii_lowercase, ascii_uppercase
from typing import Any
from urllib.parse import urlsplit

from django.db.models.functions import Lower

from tandem.operation.events.formats.alert import Alert
from tandem.operation.events.models import Event
from tandem.operation.events.sources.names.models import EventName

PORT = re.compile(r":\d{1,5}$")
LOOKED_UP = 500
SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
KNOWN_BY = ("title", "identifier", "external_id", "asset_tag", "serial_number")
About = tuple[Any, Any]


class Names:
    """What is known of the names in one source while its messages are taken in."""

    def __init__(self, source: Any) -> None:
        written = EventName.objects.filter(source=source).select_related("item__service", "service")
        by_exactness = sorted(written, key=lambda name: (name.title.count("*"), -len(name.title), name.pk))
        self._written = [(_pattern(name.title), name.item, name.service) for name in by_exactness]
        self._items: dict[str, list[Any]] = {}
        self._services: dict[str, Any] = {}

    def learn(self, alerts: Iterable[Alert]) -> None:
        """Look up, at once for all of them, what these events name."""
        alerts = list(alerts)
        names = {spelling.lower() for alert in alerts for name in alert.names for spelling in spellings(name)}
        self._learn_items(names - self._items.keys())
        for name in {alert.service.lower() for alert in alerts if alert.service} - self._services.keys():
            services = Event._meta.get_field("service").related_model._default_manager
            self._services[name] = services.filter(title__iexact=name).order_by("pk").first()

    def _learn_items(self, names: set[str]) -> None:
        """For each name the items in use that are called so by the first mark by which any is."""
        self._items |= {name: [] for name in names}
        ordered = sorted(names)
        called: dict[str, list[int]] = {}
        for start, mark in product(range(0, len(ordered), LOOKED_UP), KNOWN_BY):
            for name, keys in _called(mark, ordered[start : start + LOOKED_UP]).items():
                called.setdefault(name, keys)
        items = _items().select_related("service").in_bulk([key for keys in called.values() for key in keys])
        self._items |= {name: [items[key] for key in keys if key in items] for name, keys in called.items()}

    def about(self, alert: Alert) -> About:
        """Item and service of an event: as somebody wrote for this source, else by name; None for what is unknown."""
        names = [spelling for name in alert.names for spelling in spellings(name)]
        for pattern, item, service in self._written:
            if any(pattern.fullmatch(name) for name in (*names, alert.service, alert.title)):
                return item, service or (item.service if item else None)
        called = (self._items.get(name.lower(), []) for name in names)
        item = next((items[0] for items in called if len(items) == 1), None)  # a name that several have means none
        service = self._services.get(alert.service.lower())
        return item, service or (item.service if item else None)


def _items() -> Any:
    """The items in use."""
    return Event._meta.get_field("item").related_model._default_manager.exclude(state="retired")


def _called(mark: str, names: Sequence[str]) -> dict[str, list[int]]:
    """The items that have one of these names, in small letters, by a mark; SQLite knows those of a to z only."""
    spelt = {*names, *(capital.translate(SMALL) for name in names for capital in (name.upper(), name.capitalize()))}
    keys: dict[str, list[int]] = {}
    known = _items().alias(small=Lower(mark)).filter(small__in=spelt)
    for key, name in known.order_by("pk").values_list("pk", mark):
        keys.setdefault(name.lower(), []).append(key)
    return keys


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in written.split("*")), re.IGNORECASE)


def spellings(name: str) -> list[str]:
    """A name as told, the host in it if it is an address, without its port, and without its domain."""
    host = _host(name)
    bare = PORT.sub("", host or name)
    short = bare.partition(".")[0] if not bare.replace(".", "").isdigit() else ""
    return list(dict.fromkeys(part for part in (name, host, bare, short) if part))


def _host(name: str) -> str:
    try:
        return urlsplit(name).hostname or "" if "://" in name else ""
    except ValueError:
        return ""

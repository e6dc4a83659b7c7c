"""Which item and which service the events of a source are about."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from string import ascii_lowercase, ascii_uppercase
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from tandem.ground.kernel.tenancy import active_organization_id
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
        self._source = source
        self._items: dict[str, list[Any]] = {}
        self._services: dict[str, Any] = {}

    @cached_property
    def _written(self) -> list[tuple[re.Pattern[str], Any, Any]]:
        """What somebody wrote for this source, the most exact first."""
        written = EventName.objects.filter(source=self._source).select_related("item__service", "service")
        by_exactness = sorted(written, key=lambda name: (name.title.count("*"), -len(name.title), name.pk))
        return [(_pattern(name.title), name.item, name.service) for name in by_exactness]

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
        for start in range(0, len(ordered), LOOKED_UP):
            called |= _called(ordered[start : start + LOOKED_UP])
        keys = [key for of_name in called.values() for key in of_name]
        items = _items().select_related("service").in_bulk(keys) if keys else {}
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


def _called(names: Sequence[str]) -> dict[str, list[int]]:
    """The items that have one of these names, in small letters, by the first mark by which any has it.

    One statement for all marks: Django takes longer to write five than the database to answer them. SQLite knows the
    small letters of A to Z only.
    """
    spelt = sorted(
        {*names, *(capital.translate(SMALL) for name in names for capital in (name.upper(), name.capitalize()))}
    )
    keys: dict[str, list[int]] = {}
    by: dict[str, int] = {}
    for place, key, written in sorted(_rows_called(spelt)):
        name = written.lower()
        if by.setdefault(name, place) == place:
            keys.setdefault(name, []).append(key)
    return keys


def _rows_called(spelt: Sequence[str]) -> list[tuple[int, int, str]]:
    """Place of the mark, key and name as it is written, of every item in use that has one of these names."""
    quoted = connection.ops.quote_name
    table, asked = quoted(_items().model._meta.db_table), ", ".join(["%s"] * len(spelt))
    of_mark = (
        f"SELECT {place}, id, {quoted(mark)} FROM {table} WHERE organization_id = %s AND LOWER({quoted(mark)}) IN"  # noqa: S608
        f" ({asked}) AND state <> 'retired'"
        for place, mark in enumerate(KNOWN_BY)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(of_mark), [active_organization_id(), *spelt] * len(KNOWN_BY))
        return list(cursor.fetchall())


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

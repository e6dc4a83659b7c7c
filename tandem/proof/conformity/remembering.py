"""What was found the last time, for as long as nothing it rests on has changed.

Kept in the memory of the process: a page that only reads must not wait for the database's writer. Each result is kept
with what it rests on: the stamp of every register (how many records, the time of the newest change and the secret of
its ledger entry, which no other history shares), the day if time alone changes it, and the digest of the library.
"""

from collections import OrderedDict
from datetime import date, datetime, timedelta, tzinfo
from threading import Lock
from typing import Final

from django.db import connection

from tandem.ground.kernel import clock
from tandem.proof.conformity.declarations import Check, Part
from tandem.proof.conformity.live import LiveSource
from tandem.proof.conformity.tallies import Tally

MOST_ORGANIZATIONS: Final = 8
SETTLING: Final = timedelta(minutes=5)  # an older write may still be committed beside a newer one
Found = list[tuple[Part, Tally]]
RestsOn = tuple[object, ...]

_remembered: OrderedDict[int, dict[str, tuple[RestsOn, Found]]] = OrderedDict()
_lock = Lock()


def rests_on(check: Check, parts: list[Part], source: LiveSource, digest: str, day: date, zone: tzinfo) -> RestsOn:
    """Everything that the findings of a check rest on; equal as long as they stay the same."""
    keys = sorted({key for part in parts for key in part.measure.registers})
    ages = any(part.measure.ages for part in parts)
    stamps = tuple((key, source.stamp(key)) for key in keys)
    return (digest, stamps, tuple(part.standard for part in parts), (day, str(zone)) if ages else None)


def recall(organization_id: int, key: str, wanted: RestsOn, newest: datetime | None) -> Found | None:
    """What was found for a check when it rested on the same; None when it has to be looked at again."""
    kept = _remembered.get(organization_id, {}).get(key)
    if kept is None or kept[0] != wanted or not _is_settled(newest):
        return None
    return kept[1]


def keep(organization_id: int, found: dict[str, tuple[RestsOn, Found]]) -> None:
    """Remember what was found; the organizations not asked about for longest are forgotten."""
    with _lock:
        _remembered[organization_id] = _remembered.get(organization_id, {}) | found
        _remembered.move_to_end(organization_id)
        while len(_remembered) > MOST_ORGANIZATIONS:
            _remembered.popitem(last=False)


def forget() -> None:
    """Remember nothing, as a new process does."""
    with _lock:
        _remembered.clear()


def _is_settled(newest: datetime | None) -> bool:
    """SQLite has one writer, so its newest change is the last; elsewhere an earlier one may appear after it."""
    return connection.vendor == "sqlite" or newest is None or clock.now() - newest > SETTLING

"""The events of a clock as they are kept: a list that only grows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tandem.ground.clocks.deadlines import Event, Kind

SWAP = "swap"  # another target or calendar from then on; says which, and moves nothing by itself
Kept = Mapping[str, Any]


class BadLog(ValueError):
    """Kept events that make no sense, in words."""


def entry(kind: str, at: datetime, **said: Any) -> dict[str, Any]:
    """One event as it is kept, in whole seconds; `said` is what else is to be known of it."""
    if at.tzinfo is None:
        raise BadLog("An event needs its time zone.")
    return {"kind": str(kind), "at": at.replace(microsecond=0).isoformat(), **said}


def events_of(kept: Iterable[Kept]) -> list[Event]:
    """The events that move a clock, in the order in which they were kept; BadLog for what is none."""
    return [Event(_moment(item), _kind(item)) for item in kept if item.get("kind") != SWAP]


def is_continued(before: Sequence[Kept], after: Sequence[Kept]) -> bool:
    """Whether nothing was taken away or altered, only added."""
    return list(after[: len(before)]) == list(before)


def taken_up_at(kept: Iterable[Kept]) -> datetime | None:
    """When what had stopped last went on; None where it never did."""
    again = (event.at for event in events_of(kept) if event.kind in (Kind.REOPEN, Kind.RESTART))
    return max(again, default=None)


def _moment(item: Kept) -> datetime:
    try:
        moment = datetime.fromisoformat(str(item.get("at", "")))
    except ValueError as wrong:
        raise BadLog(f"“{item.get('at')}” is no moment.") from wrong
    if moment.tzinfo is None:
        raise BadLog(f"“{item.get('at')}” lacks its time zone.")
    return moment


def _kind(item: Kept) -> Kind:
    try:
        return Kind(str(item.get("kind", "")))
    except ValueError as wrong:
        raise BadLog(f"“{item.get('kind')}” is nothing that happens to a clock.") from wrong

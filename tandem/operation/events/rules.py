"""What an event is when its source tells of it again: the same, over, come back, or another one."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.operation.events.formats.alert import Alert

FLAPPING_WITHIN = timedelta(minutes=10)
FLAPS_COUNT = 3
CLOCKS_AGREE = timedelta(days=1)  # beyond that the clock of a source is wrong, and says nothing of what came first
UNDER_WAY = timedelta(hours=1)  # how late a message may come that has been on its way
MOST_STARTS = 50
LONGEST_FINGERPRINT = 200


def fingerprint_of(text: str) -> str:
    """A fingerprint that fits, the same for the same text."""
    whole = " ".join(text.split())
    if len(whole) <= LONGEST_FINGERPRINT:
        return whole
    return hashlib.sha256(whole.encode()).hexdigest()


def derive_event(event: Any, before: Any, actor: Actor) -> None:
    """An event that somebody writes down is heard of now, and known again by its title."""
    if before is None:
        now = clock.now()
        event.fingerprint = event.fingerprint or fingerprint_of(event.title)
        event.first_seen, event.last_seen = event.first_seen or now, event.last_seen or now
        if event.state == "firing":
            event.firing_since = event.firing_since or now


def is_late(event: Any, alert: Alert, now: datetime) -> bool:
    """True when a message tells of something that is over: the source sent it again, or it was long under way."""
    if alert.began_at is None:
        return False
    if spelt(alert.began_at) in event.starts:
        return True
    is_lately = event.recovered_at is not None and now - event.recovered_at <= UNDER_WAY
    if event.ended_at is None or not is_lately:
        return False
    return (not event.starts and alert.began_at <= event.ended_at) or _shortly_before(alert.began_at, event.ended_at)


def comes_back(event: Any, now: datetime, hold_down: timedelta) -> bool:
    """True when it fires again so soon that it is the same event still."""
    return event.recovered_at is not None and now - event.recovered_at <= max(FLAPPING_WITHIN, hold_down)


def ends(event: Any, alert: Alert) -> bool:
    """True when a recovery is that of the present occurrence, and not of one before it that was told late."""
    began, known = alert.began_at, event.starts
    if began is None:
        over = alert.ended_at
        return over is None or event.began_at is None or not _shortly_before(over, event.began_at)
    if not known or spelt(began) == known[-1]:
        return True
    return spelt(began) not in known and not _shortly_before(began, event.began_at)


def _shortly_before(moment: datetime, began: datetime | None) -> bool:
    return began is not None and timedelta() < began - moment <= CLOCKS_AGREE


def starts_with(event: Any, began: datetime | None) -> dict[str, Any]:
    """The beginnings known of an event with one more; an earlier one told late does not become the present one."""
    if began is None or spelt(began) in event.starts:
        return {}
    if event.starts and _shortly_before(began, event.began_at):
        return {"starts": [spelt(began), *event.starts][-MOST_STARTS:]}
    return {"starts": [*event.starts, spelt(began)][-MOST_STARTS:], "began_at": began}


def spelt(moment: datetime) -> str:
    """A moment as it is kept among the beginnings."""
    return moment.isoformat(timespec="milliseconds")


def is_due(event: Any, now: datetime, hold_down: timedelta) -> bool:
    """True when it fires for longer than it is held back, or comes and goes so often that it is no chance."""
    return bool(event.flaps >= FLAPS_COUNT or event.fires_longer_than(now - hold_down))

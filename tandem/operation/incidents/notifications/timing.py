"""The clock of a notification: around the clock, from when the organization became aware until it was sent."""

from datetime import datetime
from typing import Any

from tandem.ground.clocks import calendars, log, reckoning
from tandem.ground.clocks.deadlines import Kind, Target
from tandem.ground.clocks.hours import AROUND_THE_CLOCK
from tandem.ground.kernel import clock

STANDS_STILL = ("waived", "lapsed")


def happened(notification: Any, before: Any) -> list[dict[str, Any]]:
    """The events that lead from how a notification was to how it is.

    What was not sent after all, or is to be sent again, counts from the beginning: no time is given back.
    """
    if before is None or not notification.events:
        return [log.entry(Kind.START, notification.began_at), *_ended(notification)]
    if before.state != notification.state and notification.state != "waiting":
        return _ended(notification)
    if before.state != notification.state or before.began_at != notification.began_at:
        return [log.entry(Kind.RESTART, notification.began_at)]
    if before.hours != notification.hours:
        return [log.entry(log.SWAP, clock.now(), hours=notification.hours, before=before.hours)]
    return []


def _ended(notification: Any) -> list[dict[str, Any]]:
    if notification.state == "sent":
        return [log.entry(Kind.STOP, notification.sent_at or clock.now())]
    return [log.entry(Kind.PAUSE, clock.now(), why=notification.state)] if notification.state in STANDS_STILL else []


def stand(notification: Any, now: datetime) -> reckoning.Stand:
    """How its clock stands; what happened before it last began anew no longer counts, even where that goes back."""
    restarts = [place for place, event in enumerate(notification.events) if event["kind"] == Kind.RESTART]
    counting = notification.events[restarts[-1] :] if restarts else notification.events
    return reckoning.stand(counting, AROUND_THE_CLOCK, _target(notification), now)


def due(notification: Any) -> datetime:
    """Until when it is to be sent, whether it was or not."""
    return calendars.after(AROUND_THE_CLOCK, notification.began_at, _target(notification).seconds)


def _target(notification: Any) -> Target:
    return Target(notification.hours * 3_600)

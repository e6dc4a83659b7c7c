"""When a notice is tried again."""

from datetime import datetime, timedelta
from typing import Any

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor

TRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))


def derive_notice(notice: Any, before: Any, actor: Actor) -> None:
    """One that is new is due at once."""
    if before is None:
        notice.next_at = notice.next_at or clock.now()


def send_again(notice: Any, actor: Actor) -> None:
    """Somebody wants it sent again, from the beginning."""
    notice.attempts, notice.next_at, notice.problem = 0, clock.now(), ""


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When it is tried again after so many tries; None once it is given up."""
    return now + TRIES[attempts - 1] if attempts <= len(TRIES) else None

"""The one clock of Tandem; tests and demonstrations can fix it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today(zone: tzinfo = UTC) -> date:
    """The present day in a time zone."""
    return now().astimezone(zone).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Within this block it is always this moment, which must carry its time zone."""
    if moment.tzinfo is None:
        raise ValueError("A fixed moment needs a time zone.")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)

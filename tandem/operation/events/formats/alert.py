"""What a message of a monitoring system tells of one event, whatever system it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tandem.ground.kernel.text import STEERING, SURROGATE

EARLIEST, LATEST = 1990, 2200  # before and after, a time means none: systems write year 1 for “not yet”
RECOVERED = frozenset(
    {"ok", "up", "resolved", "recovered", "recovery", "normal", "closed", "close", "clear", "cleared", "inactive"}
    | {"success", "solved", "green", "healthy", "passed", "good", "running", "available"}
)
SILENCED = frozenset(
    {"suppressed", "silenced", "muted", "inhibited", "paused", "maintenance", "downtime", "downtimestart"}
)
ABOUT_IT = frozenset(
    {"acknowledgement", "acknowledged", "acknowledge", "ack", "comment", "custom", "note", "flappingstart"}
    | {"flappingstop", "flappingdisabled", "downtimeend", "downtimecancelled"}
)
SEVERITIES: Mapping[str, str] = {
    **dict.fromkeys(("critical", "crit", "disaster", "emergency", "emerg", "fatal", "page", "p1"), "critical"),
    **dict.fromkeys(("alert", "sev1", "down"), "critical"),
    **dict.fromkeys(("major", "error", "err", "high", "average", "p2", "sev2", "unreachable"), "major"),
    **dict.fromkeys(("warning", "warn", "minor", "medium", "moderate", "p3", "sev3"), "warning"),
    **dict.fromkeys(("info", "information", "informational", "notice", "low", "debug", "ok", "none"), "info"),
    **dict.fromkeys(("p4", "p5", "sev4", "sev5", "not classified"), "info"),
}


class NotUnderstood(Exception):
    """A message that tells of no event that can be read, and why."""


@dataclass(slots=True)
class Alert:
    """One event as a message tells it; times are those of the source, in UTC, None where it tells none.

    A remark, such as that somebody acknowledged it, says of an event neither that it began nor that it is over.
    """

    title: str
    fingerprint: str
    is_recovered: bool = False
    is_silenced: bool = False
    is_remark: bool = False
    severity: str = "unknown"
    names: tuple[str, ...] = ()
    service: str = ""
    details: str = ""
    address: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None


def text(value: Any, most: int = 200) -> str:
    """A value in words, without what only steers machines; empty for what is no single value."""
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else ""
    if not isinstance(value, str | int | float):
        return ""
    written = value if isinstance(value, str) else f"{value:.15g}" if isinstance(value, float) else str(value)
    return STEERING.sub("", SURROGATE.sub("�", written)).strip()[:most]


def in_line(value: Any, most: int = 200) -> str:
    """The same in one line."""
    return " ".join(text(value, most * 2).split())[:most]


def moment(value: Any) -> datetime | None:
    """A time as systems write it: ISO 8601, or seconds or milliseconds since 1970; one without a zone is UTC."""
    written = text(value, 60)
    try:
        if written.replace(".", "", 1).isdigit() and written.isascii():
            seconds = float(written)
            at = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
        else:
            at = datetime.fromisoformat(written.removesuffix(" UTC"))
            at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if EARLIEST <= at.year < LATEST else None


def severity(value: Any) -> str:
    """Our word for a system's severity; unknown for none that is known."""
    return SEVERITIES.get(in_line(value).lower(), "unknown")


def distinct(names: Iterable[Any]) -> tuple[str, ...]:
    """Names in their order, each once, at most twenty."""
    return tuple(dict.fromkeys(name for value in names if (name := in_line(value))))[:20]

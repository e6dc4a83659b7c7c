"""What people read of a clock: what happened to it, and how much of its time is used."""

import pytest
from django.utils import timezone

from tandem.ground.clocks import log
from tandem.operation.agreements.clocks import words


@pytest.mark.parametrize(
    ("seconds", "read"),
    [(0, "0 min"), (40, "40 s"), (720, "12 min"), (7_200, "2 h"), (7_530, "2 h 5 min"), (360_000, "100 h")],
)
def test_service_time_is_read_in_hours_and_minutes(seconds: int, read: str) -> None:
    assert words.used(seconds) == read


def test_what_happened_to_a_clock_is_read_line_by_line() -> None:
    events = [
        {"kind": "start", "at": "2026-01-24T08:20:00+00:00"},
        {"kind": "pause", "at": "2026-01-24T08:25:00+00:00", "why": "approval"},
        {"kind": "resume", "at": "2026-01-24T12:00:00+00:00"},
        {"kind": log.SWAP, "at": "2026-01-25T08:00:00+00:00", "why": "New hours"},
        {"kind": "stop", "at": "2026-01-25T09:00:00+00:00"},
    ]
    with timezone.override("UTC"):
        assert words.happened(events) == [
            "Started 24 Jan 2026, 08:20",
            "Paused 24 Jan 2026, 08:25: Approval",
            "Resumed 24 Jan 2026, 12:00",
            "Counted by another target 25 Jan 2026, 08:00: New hours",
            "Stopped 25 Jan 2026, 09:00",
        ]

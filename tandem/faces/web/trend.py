"""Met requirements over a year as a drawing with axes, and as a table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tandem.proof.conformity import snapshots
from tandem.proof.conformity.report import StandardReport, Totals

WIDTH, HEIGHT = 560.0, 150.0
LEFT, BOTTOM, TOP, RIGHT = 34.0, 22.0, 8.0, 8.0
STEPS = (10, 20, 25, 50, 100)
LINES_MOST = 5
TABLE = 12


def lines(standards: Iterable[StandardReport], since: date, today: date) -> dict[str, Any] | None:
    """The share of requirements met by standard, drawn from the first kept day on; None with fewer than two days."""
    kept = [(standard, snapshots.trend(standard.key, since)) for standard in standards]
    kept = [(standard, points) for standard, points in kept if len(points) > 1]
    if not kept:
        return None
    first = min(points[0].day for _standard, points in kept)
    highest = max(_share(point.totals) for _standard, points in kept for point in points)
    step = next(step for step in STEPS if step * LINES_MOST >= highest or step == STEPS[-1])
    top = max(step, -(-int(highest + 1) // step) * step)
    days = max(1, (today - first).days)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "rows": [{"word": f"{share} %", "y": round(_y(share, top), 1)} for share in range(0, top + 1, step)],
        "months": [{"day": day, "x": round(_x(day, first, days), 1)} for day in _months(first, today)],
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "foot": HEIGHT - 6,
        "lines": [
            {
                "name": standard.name,
                "style": style,
                "path": "M"
                + " L".join(
                    f"{_x(point.day, first, days):.1f},{_y(_share(point.totals), top):.1f}" for point in points
                ),
                "table": [(point.day, point.totals.met, point.totals.whole) for point in points[-TABLE:]],
            }
            for (standard, points), style in zip(kept, "abc", strict=False)
        ],
    }


def _share(totals: Totals) -> float:
    """Met of all, in per cent."""
    return 100 * totals.met / max(1, totals.whole)


def _x(day: date, first: date, days: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days


def _y(share: float, top: int) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share / top)


def _months(first: date, today: date) -> list[date]:
    """Beginnings of months, no more than seven of them."""
    months = []
    year, month = first.year, first.month
    while (day := date(year, month, 1)) <= today:
        if day >= first:
            months.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months[:: max(1, -(-len(months) // 7))]

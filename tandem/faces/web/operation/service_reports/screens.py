"""What the page of a report shows beside its words: targets and figures with their trend, each opening its records."""

from typing import Any
from urllib.parse import urlencode

from tandem.faces.web.shell import Visit

WIDTH, HEIGHT, INSET = 120.0, 26.0, 3.0


def figures(visit: Visit, report: Any) -> dict[str, Any]:
    """The figures that count records, and apart from them the targets with what was achieved."""
    rows = [_figure(visit, row) for row in report.figures]
    return {
        "figures": [row for row in rows if "key" in row],
        "targets": [row for row in rows if "key" not in row],
    }


def _figure(visit: Visit, row: dict[str, Any]) -> dict[str, Any]:
    """A figure with the address of the records behind it and its trend as a line."""
    address = f"{visit.url('list', row['register'])}?{urlencode(sorted(row['filters'].items()))}"
    return {**row, "url": address, "line": trend([float(value or 0) for value in row["series"]])}


def trend(values: list[float]) -> str:
    """The points of a line through values, the oldest left; empty for fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    step = (WIDTH - 2 * INSET) / (len(values) - 1)
    tall = (HEIGHT - 2 * INSET) / ((high - low) or 1)
    return " ".join(
        f"{INSET + step * place:.1f},{HEIGHT - INSET - (value - low) * tall:.1f}" for place, value in enumerate(values)
    )

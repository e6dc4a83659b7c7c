"""The figures of vulnerability findings; each comes with the address of the list behind it."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F, Max, Min, Q
from django.utils.translation import gettext as _

from tandem.operation.vulnerabilities.findings.models import OPEN_STATES
from tandem.operation.vulnerabilities.findings.register import FINDINGS
from tandem.operation.vulnerabilities.models import SEVERITIES

OPEN = ",".join(OPEN_STATES)
SOON, NEAR = timedelta(days=7), timedelta(days=30)
MOST_GROUPS, MOST_ITEMS = 10, 60
MONTHS = 12
RECENT = timedelta(days=90)
WIDTH, HEIGHT, EDGE = 560, 150, 24
Figure = dict[str, Any]


def figures(findings: Any, today: date, address: str) -> dict[str, Any]:
    """Everything the summary page shows."""
    board = _Board(findings, today, address)
    return {
        "figures": board.figures(),
        "rows": board.by_severity(),
        "periods": [title for title, _filters, _condition, _style in board.periods()],
        "groups": [group for group in board.groups() if group["rows"]],
        "months": (months := board.months()),
        "picture": picture(months),
        "fixed": board.fixed(),
        "is_empty": not findings.exists(),
    }


class _Board:
    def __init__(self, findings: Any, today: date, address: str) -> None:
        self.findings, self.open = findings, findings.open()
        self.today, self.address = today, address

    def link(self, **filters: str) -> str:
        """Address of the list of these findings."""
        return f"{self.address}?{urlencode({name.replace('__', '~'): value for name, value in filters.items()})}"

    def figures(self) -> list[Figure]:
        """The numbers that are asked for first."""
        counted = self.open.aggregate(
            all=Count("pk"),
            overdue=Count("pk", filter=Q(due__lt=self.today)),
            exploited=Count("pk", filter=Q(is_exploited=True)),
            nowhere=Count("pk", filter=Q(item=None)),
            gone=Count("pk", filter=Q(is_gone=True)),
        )
        accepted = self.findings.filter(state="accepted").count()
        return [
            {"title": _("open"), "count": counted["all"], "url": self.link(state=OPEN)},
            {"title": _("overdue"), "count": counted["overdue"], "url": self.link(state=OPEN, due__before="today")},
            {
                "title": _("known to be exploited"),
                "count": counted["exploited"],
                "url": self.link(state=OPEN, is_exploited="true"),
            },
            {"title": _("on no item"), "count": counted["nowhere"], "url": self.link(state=OPEN, item="none")},
            {"title": _("no longer reported"), "count": counted["gone"], "url": self.link(state=OPEN, is_gone="true")},
            {"title": _("risk accepted"), "count": accepted, "url": self.link(state="accepted")},
        ]

    def periods(self) -> list[tuple[str, dict[str, str], Q, str]]:
        """How the deadlines are told apart: title, filters of the list, condition, colour."""
        soon, near = self.today + SOON, self.today + NEAR
        tomorrow = (soon + timedelta(days=1)).isoformat(), (near + timedelta(days=1)).isoformat()
        now = self.today.isoformat()
        return [
            (_("Overdue"), {"due__before": "today"}, Q(due__lt=self.today), "fail"),
            (
                _("Within 7 days"),
                {"due__from": now, "due__to": soon.isoformat()},
                Q(due__gte=self.today, due__lte=soon),
                "stale",
            ),
            (
                _("Within 30 days"),
                {"due__from": tomorrow[0], "due__to": near.isoformat()},
                Q(due__gt=soon, due__lte=near),
                "judge",
            ),
            (_("Later"), {"due__from": tomorrow[1]}, Q(due__gt=near), "met"),
            (_("No deadline"), {"due": "none"}, Q(due=None), "none"),
        ]

    def by_severity(self) -> list[Figure]:
        """Open findings of each severity by how far their deadline is."""
        periods = self.periods()
        counts = {f"n{place}": Count("pk", filter=period[2]) for place, period in enumerate(periods)}
        grouped = self.open.order_by().values("severity").annotate(all=Count("pk"), oldest=Min("first_seen"), **counts)
        rows = {row["severity"]: row for row in grouped}
        most = max((row["all"] for row in rows.values()), default=1)
        return [self._severity(key, str(word), rows[key], periods, most) for key, word in SEVERITIES if key in rows]

    def _severity(self, key: int, word: str, row: Figure, periods: list[Any], most: int) -> Figure:
        cells, parts, x = [], [], 0.0
        for place, (title, filters, _condition, style) in enumerate(periods):
            count = row[f"n{place}"]
            cells.append({"count": count, "url": self.link(state=OPEN, severity=str(key), **filters)})
            width = 1000 * count / most
            if count:
                parts.append(
                    {
                        "x": round(x, 1),
                        "width": round(max(width - 2, 2), 1),
                        "style": style,
                        "title": title,
                        "count": count,
                    }
                )
            x += width
        return {
            "title": word,
            "tone": FINDINGS.listing.tones["severity"][str(key)],
            "cells": cells,
            "parts": parts,
            "count": row["all"],
            "url": self.link(state=OPEN, severity=str(key)),
            "oldest": (self.today - row["oldest"]).days,
        }

    def groups(self) -> list[Figure]:
        """Where open findings gather: by service, item and owner."""
        return [
            {"title": _("By service"), "rows": self._by_service()},
            {"title": _("By item"), "rows": self._by("item", "item__reference", "item__title", _("On no item"))},
            {"title": _("By owner"), "rows": self._by("owner", "owner_id", "owner__name", _("Nobody yet"))},
        ]

    def _counted(self, *names: str) -> list[Figure]:
        return list(
            self.open.order_by()
            .values(*names)
            .annotate(
                n=Count("pk"),
                overdue=Count("pk", filter=Q(due__lt=self.today)),
                exploited=Count("pk", filter=Q(is_exploited=True)),
                gravest=Min("severity"),
            )
            .order_by("-overdue", "gravest", "-n", *names)[:MOST_GROUPS]
        )

    def _by(self, filter_name: str, key: str, title: str, without: str) -> list[Figure]:
        return [
            self._group(row[title] or without, row, **{filter_name: str(row[key] or "none")})
            for row in self._counted(key, title)
        ]

    def _by_service(self) -> list[Figure]:
        """A service is asked for by its items, since findings name those."""
        rows = self._counted("item__service", "item__service__title")
        named = [row for row in rows if row["item__service"]]
        figures = []
        for row in named:
            items = self.open.filter(item__service=row["item__service"]).order_by("item__reference")
            references = items.values_list("item__reference", flat=True).distinct()[:MOST_ITEMS]
            figures.append(self._group(row["item__service__title"], row, item=",".join(references)))
        return figures

    def _group(self, title: str, row: Figure, **filters: str) -> Figure:
        return {
            "title": title,
            "count": row["n"],
            "overdue": row["overdue"],
            "exploited": row["exploited"],
            "gravest": dict(SEVERITIES).get(row["gravest"], ""),
            "tone": FINDINGS.listing.tones["severity"].get(str(row["gravest"]), "quiet"),
            "url": self.link(state=OPEN, **filters),
            "overdue_url": self.link(state=OPEN, due__before="today", **filters),
            "exploited_url": self.link(state=OPEN, is_exploited="true", **filters),
        }

    def months(self) -> list[Figure]:
        """Found and fixed in each of the last twelve months, the present one last."""
        first = self.today.replace(day=1)
        starts = [first - relativedelta(months=back) for back in range(MONTHS - 1, -1, -1)]
        return [self._month(start, start + relativedelta(months=1) - timedelta(days=1)) for start in starts]

    def _month(self, start: date, end: date) -> Figure:
        discovered = self.findings.filter(first_seen__gte=start, first_seen__lte=end).count()
        fixed = self.findings.filter(state="fixed", fixed_on__gte=start, fixed_on__lte=end).count()
        bounds = start.isoformat(), end.isoformat()
        return {
            "start": start,
            "found": discovered,
            "fixed": fixed,
            "found_url": self.link(first_seen__from=bounds[0], first_seen__to=bounds[1]),
            "fixed_url": self.link(state="fixed", fixed_on__from=bounds[0], fixed_on__to=bounds[1]),
        }

    def fixed(self) -> Figure:
        """Of what was fixed in ninety days, how much in time."""
        since = self.today - RECENT
        fixed = self.findings.filter(state="fixed", fixed_on__gte=since)
        late = Q(due__isnull=False, fixed_on__gt=F("due"))
        counted = fixed.aggregate(all=Count("pk"), late=Count("pk", filter=late), last=Max("fixed_on"))
        in_time = counted["all"] - counted["late"]
        return {
            "count": counted["all"],
            "in_time": in_time,
            "url": self.link(state="fixed", fixed_on__from=since.isoformat()),
        }


def picture(months: list[Figure]) -> list[Figure]:
    """The months as pairs of columns in the units of an SVG of 560 × 150."""
    most = max((max(month["found"], month["fixed"]) for month in months), default=0) or 1
    step = WIDTH / len(months)
    columns = []
    for place, month in enumerate(months):
        for offset, name, style in ((0.12, "found", "fail"), (0.5, "fixed", "met")):
            high = (HEIGHT - EDGE) * month[name] / most
            columns.append(
                {
                    "x": round((place + offset) * step, 1),
                    "y": round(HEIGHT - EDGE - high, 1),
                    "width": round(step * 0.34, 1),
                    "height": round(high, 1),
                    "style": style,
                    "count": month[name],
                    "url": month[f"{name}_url"],
                    "start": month["start"],
                    "name": name,
                    "middle": round((place + 0.5) * step, 1),
                }
            )
    return columns

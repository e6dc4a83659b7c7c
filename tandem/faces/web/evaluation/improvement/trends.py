"""Nonconformities by where they come from, which process, and where their cause lies, month by month."""

from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.evaluation.improvement.nonconformities.models import OPEN
from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.evaluation.improvement.vocabulary import BRANCHES, SOURCES
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions

MONTHS = 12
WIDTH, HEIGHT, EDGE = 560, 150, 24


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The page of trends over twelve months."""
    register_of(visit, NONCONFORMITIES.key)
    records = permissions.visible(visit.actor, NONCONFORMITIES).exclude(state="withdrawn")
    today, address = visit.actor.today, visit.url("list", NONCONFORMITIES.key)
    months = _months(records, today)
    return visit.page(
        "evaluation/trends.html",
        title=_("Trends of nonconformities"),
        register=NONCONFORMITIES,
        is_empty=not records.exists(),
        months=months,
        picture=picture(months),
        groups=[group for group in _groups(records, today, address) if group["rows"]],
    )


def _months(records: Any, today: date) -> list[dict[str, Any]]:
    """How many were raised in each of the last twelve months."""
    first = today.replace(day=1) - relativedelta(months=MONTHS - 1)
    seen = records.filter(raised_on__gte=first).annotate(month=TruncMonth("raised_on")).values_list("month", flat=True)
    counts = Counter(seen.order_by())
    starts = [first + relativedelta(months=number) for number in range(MONTHS)]
    return [{"start": start, "count": counts[start]} for start in starts]


def picture(months: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A column for each month."""
    most = max((month["count"] for month in months), default=0) or 1
    wide = WIDTH / len(months)
    columns = []
    for place, month in enumerate(months):
        height = (HEIGHT - 2 * EDGE) * month["count"] / most
        x, y = place * wide + wide * 0.2, HEIGHT - EDGE - height
        middle = place * wide + wide / 2
        columns.append(
            {**month, "x": round(x, 1), "y": round(y, 1), "width": round(wide * 0.6, 1), "height": round(height, 1)}
            | {"middle": round(middle, 1)}
        )
    return columns


def _groups(records: Any, today: date, address: str) -> list[dict[str, Any]]:
    """The same records by three questions."""
    sources, causes = dict(SOURCES), dict(BRANCHES)
    half = today - relativedelta(months=MONTHS // 2)
    return [
        {"title": _("By source"), "rows": _rows(records, "source", sources, half, today, address)},
        {"title": _("By process"), "rows": _by_process(records, half, today, address)},
        {"title": _("By where the cause lies"), "rows": _rows(records, "cause_kind", causes, half, today, address)},
    ]


def _counted(records: Any, half: date, today: date, *names: str) -> list[dict[str, Any]]:
    is_open = Q(state__in=OPEN)
    year = half - relativedelta(months=MONTHS // 2)
    return list(
        records.order_by()
        .values(*names)
        .annotate(
            n=Count("pk"),
            open=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(due__lt=today)),
            major=Count("pk", filter=Q(grade="major")),
            lately=Count("pk", filter=Q(raised_on__gte=half)),
            earlier=Count("pk", filter=Q(raised_on__lt=half, raised_on__gte=year)),
        )
        .order_by("-n", *names)
    )


def _rows(
    records: Any, name: str, words: dict[str, Any], half: date, today: date, address: str
) -> list[dict[str, Any]]:
    return [
        row
        | {
            "title": str(words.get(row[name], _("not said yet"))),
            "url": f"{address}?{urlencode({name: row[name] or 'none'})}",
        }
        for row in _counted(records, half, today, name)
    ]


def _by_process(records: Any, half: date, today: date, address: str) -> list[dict[str, Any]]:
    names = ("process__reference", "process__title")
    return [
        row
        | {
            "title": row["process__title"] or _("no process"),
            "url": f"{address}?{urlencode({'process': row['process__reference'] or 'none'})}",
        }
        for row in _counted(records, half, today, *names)
    ]

"""What a budget comes to on a day, by line, by service, by cost type."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from tandem.operation.budgets import arithmetic
from tandem.operation.budgets.arithmetic import NOTHING, Figures


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its figures on a day, and how they go to services."""

    record: Any
    figures: Figures
    by_service: dict[Any, Figures]


def lines_of(budget: Any, day: date) -> list[Line]:
    """Every line that was not dropped, with its figures by the end of a day."""
    within = Q(costs__booked_on__lte=day)
    lines = budget.lines.exclude(state="dropped").annotate(spent=Sum("costs__value", filter=within)).order_by("pk")
    return [_line(budget, line, day) for line in lines.select_related("service").prefetch_related("shares__service")]


def _line(budget: Any, line: Any, day: date) -> Line:
    by_now = arithmetic.planned_by(line.planned, budget.period_start, budget.period_end, day)
    spent = line.spent.quantize(arithmetic.CENT) if line.spent is not None else NOTHING
    forecast = arithmetic.expected(line.planned, by_now, spent, line.forecast)
    figures = Figures(budget.currency, line.planned, by_now, spent, forecast)
    counting = [share for share in line.shares.all() if share.state == "counts"]
    weights: list[tuple[Any, Decimal]] = [(share.service, share.weight) for share in counting]
    if line.service is not None:
        return Line(line, figures, {line.service: figures})
    return Line(line, figures, dict(arithmetic.split(figures, weights)) if weights else {})


def by_service(currency: str, lines: Iterable[Line]) -> dict[Any, Figures]:
    """The figures of each service, sorted by its name; MixedCurrencies where lines are not all in this one."""
    sums: dict[Any, Figures] = defaultdict(lambda: Figures(currency))
    for line in lines:
        for service, figures in line.by_service.items():
            sums[service] += figures
    return dict(sorted(sums.items(), key=lambda pair: (pair[0].title, pair[0].pk)))


def by_cost_type(currency: str, lines: Iterable[Line]) -> dict[str, Figures]:
    """The figures of each cost type by the words for it."""
    sums: dict[str, Figures] = defaultdict(lambda: Figures(currency))
    for line in lines:
        sums[str(line.record.get_cost_type_display())] += line.figures
    return dict(sorted(sums.items()))


def total_of(budget: Any, lines: Iterable[Line]) -> Figures:
    """What the whole budget comes to."""
    return arithmetic.total(budget.currency, (line.figures for line in lines))

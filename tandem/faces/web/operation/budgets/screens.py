"""What the pages of budgets and comparisons show beside their fields: money by service and by cost type."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers
from tandem.operation.budgets import figures
from tandem.operation.budgets.arithmetic import Figures

NAMES = ("planned", "planned_by_now", "actual", "forecast", "variance")


def budget(visit: Visit, record: Any) -> dict[str, Any]:
    """The figures of today, or of the last day of a period that is over."""
    day = min(visit.actor.today, record.period_end)
    lines = figures.lines_of(record, day)
    whole = figures.total_of(record, lines)
    services = figures.by_service(record.currency, lines)
    return {
        "money_day": day,
        "currency": record.currency,
        "tables": [
            {"title": _("By service"), "rows": service_rows(visit, services), "total": amounts(whole)},
            {"title": _("By cost type"), "rows": _cost_types(record, lines), "total": amounts(whole)},
        ]
        if lines
        else [],
    }


def comparison(visit: Visit, record: Any) -> dict[str, Any]:
    """The figures by service as they were when it was drawn."""
    rows = [
        {"title": kept["title"], "url": visit.url("record", "services", kept["service"])}
        | {name: exact(Decimal(kept[name])) for name in NAMES}
        for kept in record.by_service
    ]
    total = {name: exact(getattr(record, name)) for name in NAMES}
    tables = [{"title": _("By service"), "rows": rows, "total": total}] if rows else []
    return {"money_day": record.as_of, "currency": record.currency, "tables": tables}


def service_rows(visit: Visit, services: Mapping[Any, Figures]) -> list[dict[str, Any]]:
    """A row for each service, as a link for whoever may see services."""
    register = registers.find("services")
    is_open = register is not None and permissions.may_view_register(visit.actor, register)
    return [
        {"title": service.title, "url": visit.url("record", "services", service.reference) if is_open else ""}
        | amounts(part)
        for service, part in services.items()
    ]


def _cost_types(record: Any, lines: Iterable[figures.Line]) -> list[dict[str, Any]]:
    types = figures.by_cost_type(record.currency, lines)
    return [{"title": words, "url": ""} | amounts(part) for words, part in types.items()]


def amounts(part: Figures) -> dict[str, Any]:
    """Figures as people read them, and whether they are more than was planned."""
    figures = {name: exact(getattr(part, name)) for name in NAMES}
    return figures | {"is_more": part.variance > 0, "percent": part.variance_percent}


def exact(amount: Decimal) -> str:
    """An amount to the hundredth, never rounded further."""
    return str(number_format(amount, 2, force_grouping=True))

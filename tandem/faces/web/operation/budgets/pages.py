"""What services cost: every budget in force, by currency and service."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.budgets.screens import amounts, service_rows
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions
from tandem.operation.budgets import figures
from tandem.operation.budgets.arithmetic import total
from tandem.operation.budgets.models import Budget
from tandem.operation.budgets.register import BUDGETS


@require_GET
@inside
def overview(visit: Visit) -> HttpResponse:
    """One table for each currency; amounts of different currencies are never added."""
    register_of(visit, BUDGETS.key)
    today = visit.actor.today
    known = Budget.objects.on(today) & permissions.visible(visit.actor, BUDGETS)
    groups = [
        _group(visit, currency, list(budgets))
        for currency, budgets in groupby(known.order_by("currency", "pk"), lambda budget: budget.currency)
    ]
    return visit.page("operation/money.html", title=_("Money by service"), register=BUDGETS, groups=groups, today=today)


def _group(visit: Visit, currency: str, budgets: list[Any]) -> dict[str, Any]:
    lines = [line for budget in budgets for line in figures.lines_of(budget, visit.actor.today)]
    whole = total(currency, (line.figures for line in lines))
    rows = service_rows(visit, figures.by_service(currency, lines))
    return {"currency": currency, "budgets": budgets, "rows": rows, "total": amounts(whole)}

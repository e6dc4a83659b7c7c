"""The organizations of one person, one line each: where they stand, what is overdue, the next audit, the last visit."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.models import ManagementSystem
from tandem.direction.scope.rules import adopted
from tandem.evaluation.audits.models import Audit
from tandem.ground.accounts import access
from tandem.ground.accounts.models import Membership
from tandem.ground.catalogue.models import Framework
from tandem.ground.kernel import inbox
from tandem.ground.kernel.actor import CUSTOMER, STAFF
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import snapshots

LATELY = timedelta(days=60)


@require_GET
@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Every organization that this person may enter today."""
    user: Any = request.user
    names = dict(Framework.objects.values_list("key", "name"))
    rows = [_row(membership, names) for membership in access.memberships_of(user)]
    return render(request, "clients.html", {"title": _("Clients"), "rows": rows})


def _row(membership: Membership, names: dict[str, str]) -> dict[str, Any]:
    actor = access.acting(membership, "page")
    with organization_active(membership.organization_id):
        tasks = inbox.waiting(actor)
        is_caller = actor.role in (STAFF, CUSTOMER)
        stands = [] if is_caller else [_stands(key, names, actor.today) for key in adopted()]
        audit = None if is_caller else _next_audit(actor.today)
    return {
        "organization": membership.organization,
        "word": membership.word,
        "last_visit": membership.last_visit,
        "waiting": len(tasks),
        "overdue": sum(bool(task.due and task.due < actor.today) for task in tasks),
        "stands": stands,
        "audit": audit,
    }


def _next_audit(today: date) -> date | None:
    """The day of the next audit, our own or the certification body's; None while none is planned."""
    own = Audit.objects.filter(state="planned", planned_from__gte=today).values_list("planned_from", flat=True)
    bodies = ManagementSystem.objects.filter(surveillance_on__gte=today).values_list("surveillance_on", flat=True)
    return min((*own, *bodies), default=None)


def _stands(key: str, names: dict[str, str], today: date) -> dict[str, Any]:
    """How a standard stood when it was kept last."""
    points = snapshots.trend(key, today - LATELY)
    totals = points[-1].totals if points else None
    return {"name": names.get(key, key), "met": totals.met if totals else None, "whole": totals.whole if totals else 0}

"""Clients › Baselines: what one client has that another may begin from, held against the other, and copied."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.ground.accounts import access
from tandem.ground.accounts.models import Organization
from tandem.ground.exchange import together
from tandem.ground.exchange.baselines import bringing, meeting, taking
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.tenancy import organization_active

SHOWN = 200  # records of a register that are named


@require_GET
@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Two clients, and what the baseline of one would bring to the other."""
    working = _working(request.user)
    source, target = request.GET.get("from", ""), request.GET.get("to", "")
    screen: dict[str, Any] = {"title": _("Baselines"), "organizations": working, "source": source, "target": target}
    if source and target:
        screen |= _met(request, source, target)
    return render(request, "baselines.html", screen)


def _working(user: Any) -> list[Organization]:
    """The organizations in which this person works, rather than looks."""
    return [membership.organization for membership in access.memberships_of(user) if membership.role in WRITERS]


def _actor(user: Any, slug: str) -> Actor:
    """The person as somebody who works in this organization; for everybody else it is not there."""
    actor = access.actor_for(user, slug, "page") if slug.isprintable() else None
    if actor is None or actor.role not in WRITERS:
        raise Http404
    return actor


def _met(request: HttpRequest, source: str, target: str) -> dict[str, Any]:
    giving, taker = _actor(request.user, source), _actor(request.user, target)
    if giving.organization_id == taker.organization_id:
        return {"problem": _("Choose two different clients.")}
    with organization_active(giving.organization_id):
        baseline = taking.take(giving, source)
    with organization_active(taker.organization_id), timezone.override(taker.zone):
        tables = meeting.meet(taker, baseline)
    return {"tables": tables, "shown": SHOWN, "is_chosen": True}


@require_POST
@login_required
def copy(request: HttpRequest) -> HttpResponse:
    """Lay out what was chosen as an import of the other client, whose page shows all of it before anything is kept."""
    source, target = request.POST.get("from", ""), request.POST.get("to", "")
    giving, taker = _actor(request.user, source), _actor(request.user, target)
    back = redirect(f"{reverse('baselines')}?from={source}&to={target}")
    keys = request.POST.getlist("register")
    if giving.organization_id == taker.organization_id or not keys:
        messages.error(request, _("Choose two different clients, and what is to be copied."))
        return back
    with organization_active(giving.organization_id):
        baseline = taking.take(giving, source)
    with organization_active(taker.organization_id), timezone.override(taker.zone):
        tables = meeting.meet(taker, baseline)
        try:
            is_updating = request.POST.get("update") == "yes"
            whole = bringing.prepare(taker, source, tables, keys, is_updating=is_updating)
            together.start(taker, whole, keep=False)
        except Invalid as invalid:
            messages.error(request, " ".join(invalid.problems.get(WHOLE, [])))
            return back
    with organization_active(giving.organization_id):
        taking.note_taken(giving, baseline, keys)
    return redirect(reverse("import-together", args=(target, whole.pk)))

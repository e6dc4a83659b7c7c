"""The installation as a whole: organizations, people, background work, health. For its operators only."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import checks
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem import __version__, database
from tandem.ground.accounts import operators
from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel import clock, exposure, health
from tandem.ground.kernel.collation import in_order
from tandem.ground.kernel.comparison import schedule
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tandem.ground.kernel.models import Job
from tandem.ground.ledger import naming

P = ParamSpec("P")
JOBS = 20
PEOPLE = 500
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_operators(view: View[P]) -> View[P]:
    """Let a page run for operators; everybody else is told whom it is for."""

    @login_required
    @wraps(view)
    def entered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            operators.insist_operator(request.user)  # type: ignore[arg-type]
            return view(request, *args, **kwargs)
        except NotPermitted as refused:
            context = {"title": _("Not allowed"), "message": str(refused)}
            return render(request, "installation/refused.html", context, status=403)

    return entered  # type: ignore[return-value]


@require_GET
@for_operators
def show(request: HttpRequest) -> HttpResponse:
    """Everything at a glance."""
    return _page(request)


@naming.door(naming.OPERATORS)
def _page(request: HttpRequest, link: str = "", status: int = 200) -> HttpResponse:
    now = clock.now()
    organizations = in_order(Organization.objects.annotate(people=Count("memberships")), lambda each: each.name)
    jobs = Job.objects.select_related("organization").order_by("-pk")
    warnings = [warning for warning in checks.run_checks(databases=["default"]) if warning.is_serious(checks.WARNING)]
    context: dict[str, Any] = {
        "title": _("Installation"),
        "organizations": organizations,
        "people": in_order(
            User.objects.annotate(places=Count("memberships")).order_by("name")[:PEOPLE], lambda each: each.name
        ),
        "failed": jobs.filter(state=Job.State.FAILED)[:JOBS],
        "waiting": jobs.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).count(),
        "version": __version__,
        "database": _database(),
        "warnings": [
            *exposure.faults(),
            *health.faults(now),
            *(str(warning.msg) for warning in warnings if not warning.is_silenced()),
        ],
        "workers": health.living(now),
        "link": link,
        "compared": [(organization, schedule.newest(organization.pk)) for organization in organizations[:PEOPLE]],
        "absences": list(schedule.absences(clock.now())),
        "me": request.user,
    }
    return render(request, "installation/page.html", context, status=status)


def _database() -> str:
    if connection.vendor == "sqlite":
        return "SQLite " + ".".join(map(str, database.library_version()))
    return f"PostgreSQL {connection.pg_version // 10_000}"  # type: ignore[attr-defined]


@require_POST
@for_operators
def change_person(request: HttpRequest, user_id: int) -> HttpResponse:
    """Shut out or let in, let operate or not, or a link that signs in once."""
    operator: User = request.user  # type: ignore[assignment]
    asked = request.POST.get("do", "")
    try:
        if asked == "link":
            return _page(request, link=operators.link_for(operator, user_id, settings.BASE_URL))
        if asked in ("let-in", "shut-out"):
            operators.may_sign_in(operator, user_id, asked == "let-in")
        elif asked in ("operate", "stop-operating"):
            operators.may_operate(operator, user_id, asked == "operate")
    except Invalid as invalid:
        messages.error(request, " ".join(message for problem in invalid.problems.values() for message in problem))
    except NotFound as missing:
        messages.error(request, str(missing))
    else:
        messages.success(request, _("Saved."))
    return redirect("installation")

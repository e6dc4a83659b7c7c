"""The way in: which organization, and what waits there."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.direction.scope.rules import adopted
from tandem.faces.web import navigation
from tandem.faces.web.shell import Visit, inside
from tandem.ground.accounts import access
from tandem.ground.catalogue import queries
from tandem.ground.kernel import inbox, permissions, registers, search, writing
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Action

FOUND = 30
TYPED = 6
LATER = timedelta(days=7)


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the organization visited last, or choose one."""
    organizations = access.organizations_of(request.user)  # type: ignore[arg-type]
    known = {organization.slug for organization in organizations}
    last = request.session.get("organization")
    if last in known:
        return redirect("enter", last)
    if len(organizations) == 1:
        return redirect("enter", organizations[0].slug)
    if not organizations:
        return redirect("welcome")
    return render(request, "choose.html", {"title": _("Choose an organization"), "organizations": organizations})


@require_GET
@inside
def enter(visit: Visit) -> HttpResponse:
    """Managers, contributors and auditors begin at the board, members of staff at their work."""
    return redirect(visit.url("work" if visit.actor.role == STAFF else "board"))


@require_GET
@inside
def work(visit: Visit) -> HttpResponse:
    """Everything that waits for me, by date."""
    tasks = inbox.waiting(visit.actor)
    today = visit.actor.today
    groups = [
        {"title": _("Overdue"), "tone": "bad", "tasks": [task for task in tasks if task.due and task.due < today]},
        {"title": _("Today"), "tone": "waiting", "tasks": [task for task in tasks if task.due == today]},
        {"title": _("Coming"), "tone": "active", "tasks": [task for task in tasks if task.due and task.due > today]},
        {"title": _("Without a date"), "tone": "quiet", "tasks": [task for task in tasks if not task.due]},
    ]
    shown = [group for group in groups if group["tasks"]]
    return visit.page("work.html", title=_("My work"), groups=shown, count=len(tasks))


@require_GET
@inside
def organizations(visit: Visit) -> HttpResponse:
    """The organizations that I may enter: for the switch when it is opened, else as a page."""
    mine = access.organizations_of(visit.request.user)  # type: ignore[arg-type]
    if "HX-Request" in visit.request.headers:
        return visit.part("parts/organizations.html", organizations=mine)
    return render(visit.request, "choose.html", {"title": _("Choose an organization"), "organizations": mine})


@require_GET
@inside
def wing(visit: Visit, wing: str) -> HttpResponse:
    """The subjects of one wing of the house: for the rail when it is opened there, else as a page."""
    if wing not in navigation.WINGS:
        raise NotFound(_("There is no such page here."))
    path = urlsplit(visit.request.headers.get("HX-Current-URL", "")).path
    entries = navigation.wing_entries(visit.actor, visit.organization.slug, path, wing)
    if "HX-Request" in visit.request.headers:
        return visit.part("parts/wing.html", entries=entries)
    return visit.page("wing.html", title=str(navigation.WINGS[wing]), entries=entries)


@require_POST
@inside
def settle(visit: Visit, reference: str) -> HttpResponse:
    """Note from My work that an action is done, or put it off for a week."""
    register = registers.declared_for(Action)
    try:
        if visit.request.POST.get("do") == "later":
            action = writing.find(visit.actor, register, reference)
            due = max(action.due or visit.actor.today, visit.actor.today) + LATER
            writing.change(visit.actor, register, reference, {"due": due}, reason=_("Put off in My work"))
            told = _("%(reference)s waits until %(day)s.") % {"reference": reference, "day": due.isoformat()}
        else:
            writing.transition(visit.actor, register, reference, "finish")
            told = _("%(reference)s is done.") % {"reference": reference}
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    else:
        messages.success(visit.request, told)
    return redirect(visit.url("work"))


@require_GET
@inside
def find(visit: Visit) -> HttpResponse:
    """Search everything: records by word or reference, requirements by number or word."""
    text = visit.request.GET.get("q", "").strip()
    hits = search.everywhere(visit.actor, text, FOUND) if text else []
    requirements = queries.search(text, adopted(), FOUND // 2) if text else []
    is_typed = "HX-Request" in visit.request.headers
    screen: dict[str, Any] = {"text": text, "hits": hits[:TYPED] if is_typed else hits, "requirements": requirements}
    if is_typed:
        screen["requirements"] = requirements[:TYPED]
        return visit.page("found.html", title="", jumps=_jumps(visit, text), **screen)
    return visit.page("search.html", title=_("Search"), **screen)


def _jumps(visit: Visit, text: str) -> list[dict[str, str]]:
    """Pages and new records whose name begins a word with this text."""
    asked = f" {text.casefold()}"
    pages = [
        {"title": str(entry["title"]), "url": entry["url"], "icon": entry["icon"]}
        for entry in navigation.everything(visit.actor, visit.organization.slug)
    ]
    pages += [
        {
            "title": _("New: %(what)s") % {"what": register.singular},
            "url": visit.url("create", register.key),
            "icon": "plus",
        }
        for register in registers.every()
        if permissions.may_create(visit.actor, register)
    ]
    return [page for page in pages if asked in f" {page['title'].casefold()}"][:TYPED] if text else []

"""The way in: which organization, and what waits there."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web.places import OF_WING
from tandem.faces.web.prefix import own
from tandem.faces.web.shell import Visit, inside, inside_for_all
from tandem.ground.accounts import access
from tandem.ground.kernel import inbox, locales, registers, writing
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import Action

FOUND = 30
TYPED = 6
LATER = timedelta(days=7)


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Go to the organization visited last, or to the list of several."""
    organizations = access.organizations_of(request.user)  # type: ignore[arg-type]
    known = {organization.slug for organization in organizations}
    last = request.session.get("organization")
    if last in known:
        return redirect("enter", last)
    if len(organizations) == 1:
        return redirect("enter", organizations[0].slug)
    if not organizations:
        return redirect("welcome")
    return redirect("clients")


@require_GET
@inside_for_all
def enter(visit: Visit) -> HttpResponse:
    """Where somebody begins; after switching the organization, on the page they came from where there is one."""
    return redirect(_kept_page(visit) or visit.places[0].url)


def _kept_page(visit: Visit) -> str:
    """The page of another organization that somebody came from, in this one; a record's becomes that of its list."""
    parts = own(visit.request.GET.get("from", ""))
    if len(parts) < 3 or not parts[1]:
        return ""
    begin = visit.url("enter")
    urls = [link.url for known in visit.places for link in known.links()]
    here, whole = f"{begin}{parts[1]}/", begin + "/".join(parts[1:])
    return next((url for url in urls if url == whole), "") or next((url for url in urls if url == here), "")


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
@inside_for_all
def organizations(visit: Visit) -> HttpResponse:
    """The organizations that I may enter: for the switch when it is opened, else as a page."""
    mine = access.organizations_of(visit.request.user)  # type: ignore[arg-type]
    if "HX-Request" in visit.request.headers:
        came_from = urlsplit(visit.request.headers.get("HX-Current-URL", "")).path
        return visit.part("parts/organizations.html", organizations=mine, came_from=came_from)
    return render(visit.request, "choose.html", {"title": _("Choose an organization"), "organizations": mine})


@require_GET
@inside
def wing(visit: Visit, wing: str) -> HttpResponse:
    """The former address of a wing of the house leads to the place that took its registers."""
    if wing not in OF_WING:
        raise NotFound(_("There is no such page here."))
    return _go_to_place(visit, OF_WING[wing].key)


@require_GET
@inside
def place(visit: Visit, key: str) -> HttpResponse:
    """A place by its key: its first tab."""
    if key not in {known.key for known in visit.places}:
        raise NotFound(_("There is no such page here."))
    return _go_to_place(visit, key)


def _go_to_place(visit: Visit, key: str) -> HttpResponse:
    urls = {known.key: known.url for known in visit.places}
    return redirect(urls.get(key) or visit.places[0].url)


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
            message = _("%(reference)s waits until %(day)s.") % {"reference": reference, "day": locales.day(due)}
        else:
            writing.transition(visit.actor, register, reference, "finish")
            message = _("%(reference)s is done.") % {"reference": reference}
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    else:
        messages.success(visit.request, message)
    return redirect(visit.url("work"))

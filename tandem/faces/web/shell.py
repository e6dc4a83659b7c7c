"""What surrounds every page: who is here, in which organization, and the way to everything else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.direction.scope.rules import adopted
from tandem.ground.accounts import access
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import inbox, permissions, registers
from tandem.ground.kernel.actor import MANAGER, STAFF, Actor
from tandem.ground.kernel.errors import NotFound, NotPermitted
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

P = ParamSpec("P")
TITLES = {
    "direction": gettext_lazy("Direction"),
    "support": gettext_lazy("Support"),
    "operation": gettext_lazy("Operation"),
    "evaluation": gettext_lazy("Evaluation"),
    "proof": gettext_lazy("Proof"),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request inside an organization."""

    request: HttpRequest
    organization: Organization
    actor: Actor

    def page(self, template: str, *, title: str, status: int = 200, **screen: Any) -> HttpResponse:
        """Render a page inside the shell."""
        context = {"title": title, "shell": shell(self), "visit": self, "actor": self.actor, **screen}
        return render(self.request, template, context, status=status)

    def part(self, template: str, **screen: Any) -> HttpResponse:
        """Render a part of a page alone, without looking up what surrounds it."""
        return render(self.request, template, {"visit": self, "actor": self.actor, **screen})

    def url(self, name: str, *parts: Any) -> str:
        """Address of a page in this organization."""
        return reverse(name, args=(self.organization.slug, *parts))


View = Callable[Concatenate[Visit, P], HttpResponse]


def inside(view: View[P]) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Let a page run inside an organization: signed in, a member today, in its time zone, behind its wall."""

    @wraps(view)
    def entered(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        membership = access.membership_of(request.user, slug)  # type: ignore[arg-type]
        if membership is None:
            raise Http404
        actor = access.acting(membership, "page")
        if request.session.get("organization") != slug:  # a page that only reads must not wait for a writer
            request.session["organization"] = slug
        with organization_active(actor.organization_id), timezone.override(actor.zone):
            visit = Visit(request, membership.organization, actor)
            try:
                return view(visit, *args, **kwargs)
            except NotFound as missing:
                return visit.page("errors/missing.html", title=_("Not here"), status=404, message=str(missing))
            except NotPermitted as refused:
                return visit.page("errors/refused.html", title=_("Not allowed"), status=403, message=str(refused))

    return entered


def as_file(content: bytes | str, media_type: str, name: str) -> HttpResponse:
    """A file to be kept, never shown in the page's place; `name` is one of ours, in plain letters."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def register_of(visit: Visit, key: str) -> Register:
    """The register of this key if the visitor may see it."""
    register = registers.find(key)
    if register is None or not permissions.may_view_register(visit.actor, register):
        raise NotFound(_("There is no such page here."))
    return register


def register_of_record(visit: Visit, key: str) -> Register:
    """The register of this key if the visitor may open records of it: members of staff those that are theirs."""
    register = registers.find(key)
    if register is not None and visit.actor.role == STAFF:
        return register
    return register_of(visit, key)


def shell(visit: Visit) -> dict[str, Any]:
    """Navigation, organizations, counts."""
    path = visit.request.path
    is_staff = visit.actor.role == STAFF
    first = [] if is_staff else [_entry(visit, path, "board", _("Board"), "layout-dashboard")]
    work = _entry(visit, path, "work", _("My work"), "inbox") | {"count": inbox.count(visit.actor)}
    return {
        "organization": visit.organization,
        "organizations": access.organizations_of(visit.request.user),  # type: ignore[arg-type]
        "user": visit.request.user,
        "role": visit.actor.role,
        "wings": [{"title": "", "entries": [*first, work]}, *_wings(visit, path), _proof(visit, path, is_staff)],
        "adopted": adopted(),
        "today": visit.actor.today,
        "theme": visit.request.COOKIES.get("theme", ""),
    }


def _entry(visit: Visit, path: str, name: str, title: str, icon: str) -> dict[str, Any]:
    target = visit.url(name)
    return {"title": title, "url": target, "icon": icon, "active": path.startswith(target), "count": 0}


def _wings(visit: Visit, path: str) -> list[dict[str, Any]]:
    """The subjects by wing; what belongs to one is opened with it."""
    seen = [
        register
        for register in registers.every()
        if (register.place.under or not register.place.parent) and permissions.may_view_register(visit.actor, register)
    ]
    keys = {register.key for register in seen}
    wings = []
    for wing, title in TITLES.items():
        entries = [
            _subject(visit, path, register, [other for other in seen if other.place.under == register.key])
            for register in seen
            if register.wing == wing and register.place.under not in keys
        ]
        if entries and wing != "proof":
            wings.append({"title": title, "entries": entries})
    return wings


def _subject(visit: Visit, path: str, register: Register, below: list[Register]) -> dict[str, Any]:
    entry = _register_entry(visit, path, register)
    pages = [
        _entry(visit, path, page.address, str(page.title), page.icon)
        for one in (register, *below)
        for page in one.pages_for(visit.actor.role)
    ]
    entry["below"] = [_register_entry(visit, path, one) for one in below]
    entry["pages"] = pages
    entry["open"] = any(one["active"] for one in (entry, *entry["below"], *pages))
    return entry


def _register_entry(visit: Visit, path: str, register: Register) -> dict[str, Any]:
    target = visit.url("list", register.key)
    is_active = path.startswith(target)
    return {"title": register.title, "url": target, "icon": register.icon, "active": is_active, "count": 0}


def _proof(visit: Visit, path: str, is_staff: bool) -> dict[str, Any]:
    actions = visit.url("list", "actions")
    entries = [
        {"title": _("Actions"), "url": actions, "icon": "list-checks", "active": path.startswith(actions), "count": 0},
        *_judgements(visit, path),
        _entry(visit, path, "catalogue", _("Catalogue"), "library-big"),
    ]
    if not is_staff:
        entries.append(_entry(visit, path, "ledger", _("Ledger"), "shield-check"))
    if visit.actor.role == MANAGER:
        entries.append(_entry(visit, path, "settings", _("Settings"), "settings"))
    return {"title": _("Proof"), "entries": entries}


def _judgements(visit: Visit, path: str) -> list[dict[str, Any]]:
    register = registers.find("judgements")
    if register is None or not permissions.may_view_register(visit.actor, register):
        return []
    target = visit.url("list", register.key)
    title = str(register.title)
    return [{"title": title, "url": target, "icon": register.icon, "active": path.startswith(target), "count": 0}]

"""What surrounds every page: who is here, in which organization, and the way to everything else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tandem.faces.web import navigation, standing
from tandem.faces.web.prefix import address
from tandem.ground.accounts import access
from tandem.ground.accounts.models import Membership, Organization
from tandem.ground.kernel import inbox, permissions, registers, tenancy
from tandem.ground.kernel.actor import STAFF, Actor
from tandem.ground.kernel.errors import NotFound, NotPermitted
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

P = ParamSpec("P")
WRITTEN = "written"  # cookie of whoever wrote in the last seconds


@dataclass(frozen=True, slots=True)
class Visit:
    """One request inside an organization."""

    request: HttpRequest
    organization: Organization
    actor: Actor
    membership: Membership

    @property
    def places(self) -> tuple[navigation.OpenPlace, ...]:
        """The places of whoever visits."""
        return navigation.places_of(self.actor.role, self.membership.job, self.organization.slug)

    def page(self, template: str, *, title: str, status: int = 200, **screen: Any) -> HttpResponse:
        """Render a page inside the shell."""
        context = {"title": title, "shell": shell(self), "visit": self, "actor": self.actor, **screen}
        return render(self.request, template, context, status=status)

    def part(self, template: str, **screen: Any) -> HttpResponse:
        """Render a part of a page alone, without looking up what surrounds it."""
        return render(self.request, template, {"visit": self, "actor": self.actor, **screen})

    def url(self, name: str, *parts: Any) -> str:
        """Address of a page in this organization."""
        return address(name, self.organization.slug, *parts)


View = Callable[Concatenate[Visit, P], HttpResponseBase]


def inside(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Let a page run inside an organization: signed in, a member today, in its time zone, behind its wall.

    For people of a customer it is no page at all.
    """
    return _entered(view, is_for_customers=False)


def inside_for_all(view: View[P]) -> Callable[..., HttpResponseBase]:
    """The same for a page that people of customers have, too: the few that show only what is public to them."""
    return _entered(view, is_for_customers=True)


def _entered(view: View[P], *, is_for_customers: bool) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def entered(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        membership = access.membership_of(request.user, slug)
        if membership is None:
            raise Http404
        actor = access.acting(membership, "page")
        if request.session.get("organization") != slug:  # a page that only reads must not wait for a writer
            request.session["organization"] = slug
        with organization_active(actor.organization_id), timezone.override(actor.zone):
            visit = Visit(request, membership.organization, actor, membership)
            screen: dict[str, Any]
            try:
                _insist_page_for(actor, is_for_customers=is_for_customers)
                _insist_printable(kwargs)
                return view(visit, *args, **kwargs)
            except NotFound as missing:
                screen = {"message": str(missing), "beside": _listed(visit, kwargs)}
                return visit.page("errors/missing.html", title=_("Not here"), status=404, **screen)
            except NotPermitted as refused:
                screen = {"message": str(refused), "beside": _listed(visit, kwargs)}
                return visit.page("errors/refused.html", title=_("Not allowed"), status=403, **screen)

    return entered


def _listed(visit: Visit, named: Mapping[str, object]) -> Register | None:
    """The register that an address names, for the way to its list, if the visitor may see it."""
    register = registers.find(str(named.get("key", "")))
    is_seen = register is not None and permissions.may_view_register(visit.actor, register)
    return register if is_seen and visit.actor.role != STAFF and visit.actor.customer_id is None else None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to sign in and back; a part of a page takes the whole page there."""
    way = redirect_to_login(page_to_return_to(request))
    return HttpResponse(headers={"HX-Redirect": way.url}) if "HX-Request" in request.headers else way


def _insist_page_for(actor: Actor, *, is_for_customers: bool) -> None:
    if actor.customer_id is not None and not is_for_customers:
        raise NotFound(_("There is no such page here."))


def _insist_printable(named: Mapping[str, object]) -> None:
    """Nothing is called by what nobody can print; PostgreSQL does not even take the question."""
    if not all(value.isprintable() for value in named.values() if isinstance(value, str)):
        raise NotFound(_("There is no such page here."))


def from_replica(view: View[P]) -> View[P]:
    """Let a page inside an organization read a replica, unless its visitor wrote a moment ago and looks for that."""

    @wraps(view)
    def read(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if WRITTEN in visit.request.COOKIES:
            return view(visit, *args, **kwargs)
        with tenancy.from_replica():
            return view(visit, *args, **kwargs)

    return read


def page_to_return_to(request: HttpRequest) -> str:
    """Where somebody goes on after signing in again: the page with the form that was sent, or with the part."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    if (request.method == "POST" or "HX-Request" in request.headers) and is_ours:
        return urlsplit(came_from)._replace(scheme="", netloc="", fragment="").geturl()
    return request.get_full_path()


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
    """What stands around a page: the places with what waits in each, the pinned views, and where the page lies."""
    path = visit.request.path
    here = navigation.place_at(visit.places, path)
    waiting = inbox.counts(visit.actor)
    return {
        "organization": visit.organization,
        "user": visit.request.user,
        "role": visit.actor.role,
        "is_of_customer": visit.actor.customer_id is not None,
        "word": visit.membership.word,
        "rail": [
            _entry(place, place is here, waiting)
            for place in visit.places
            if place is here or place.has_something(visit.actor)
        ],
        "place": navigation.shown(here, path, visit.request.GET) if here else None,
        "open_place": here,
        "pins": standing.pinned(visit.actor, visit.membership),
        "today": visit.actor.today,
        "theme": visit.request.COOKIES.get("theme", ""),
    }


def _entry(place: navigation.OpenPlace, is_here: bool, waiting: Mapping[str, int]) -> dict[str, Any]:
    """A place as the rail shows it; its count is what waits there for this person, in My work all of it."""
    count = sum(waiting.values()) if place.key == "work" else sum(waiting.get(key, 0) for key in place.registers)
    return {"title": place.title, "url": place.url, "icon": place.icon, "active": is_here, "count": count}

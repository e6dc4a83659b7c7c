"""The list of a register: views, filters, search, sorting, pages, bulk steps, export."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.faces.web import display, navigation, panels, standing
from tandem.faces.web.pages_of import exports_of
from tandem.faces.web.shell import Visit, from_replica, inside, register_of
from tandem.faces.web.wording import sentence
from tandem.ground.accounts import layouts, pins
from tandem.ground.exchange.exporting import MEDIA_TYPES, export
from tandem.ground.kernel import lists, narrowing, own_fields, permissions, views
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.registers import Register, View

OWN = ("q", "sort", "cursor", "view", "columns", "panel")


@require_GET
@inside
@from_replica
def show(visit: Visit, key: str) -> HttpResponse:
    """One page of a register."""
    register = register_of(visit, key)
    asked: Mapping[str, str] = visit.request.GET.dict()
    if not all(asked.values()):
        return redirect(_only_what_is_set(visit, register))
    if named := next((view for view in register.listing.views if asked == {"view": view.key} and view.filters), None):
        return redirect(f"{visit.url('list', key)}?{urlencode(_asked_of(named))}")
    if not asked and register.listing.views and visit.actor.role != STAFF:
        asked = _first_view(visit, register)
    query = shown_query(register, asked)
    definitions = own_fields.defined(register.key)
    layout = layouts.of(visit.request.user, register.key)
    columns = _columns(register, definitions, asked.get("columns", "") or ",".join(layout.columns))
    opened = asked.get("panel", "") if asked.get("panel", "") in panels.NAMES else ""
    problems: dict[str, Any] = {}
    tones = display.tones_of(register)
    place = navigation.place_at(visit.places, visit.request.path)
    try:
        page = lists.page(visit.actor, register, query, columns)
    except Invalid as invalid:
        problems = invalid.problems
        page = lists.Page(tuple(columns), [], 0, False, "", "")
    return visit.page(
        "list.html",
        title=str(register.title),
        register=register,
        page=page,
        columns=[display.column(register, name, definitions, tones) for name in columns],
        query=query,
        problems=problems,
        sort=query.sort,
        active_filters=_chips(visit, register, query),
        tabs=_tabs(visit, register, query),
        links=_Links(visit, register, asked),
        may_create=permissions.may_create(visit.actor, register),
        may_write=visit.actor.role in permissions.WRITERS and visit.actor.may_write,
        is_empty=page.count == 0 and not query.filters and not query.search,
        exports=_further_exports(visit, register, query),
        opened=opened,
        widths=layout.widths,
        figures=standing.line(visit.actor, visit.organization.slug, place) if place else [],
        pin=_pin(visit, register, query),
        **(panels.screen(opened, visit, register, query, columns) if opened else {}),
    )


@require_GET
@inside
def panel(visit: Visit, key: str, panel: str) -> HttpResponse:
    """What a list offers to choose from, built when it is opened; without script the list shows it in its place."""
    register = register_of(visit, key)
    if panel not in panels.NAMES:
        raise NotFound(_("There is no such page here."))
    asked = visit.request.GET
    layout = layouts.of(visit.request.user, register.key)
    chosen = asked.get("columns", "") or ",".join(layout.columns)
    columns = _columns(register, own_fields.defined(register.key), chosen)
    query = shown_query(register, asked)
    screen = panels.screen(panel, visit, register, query, columns)
    return visit.part(f"lists/{panel}.html", register=register, query=query, **screen)


def _further_exports(visit: Visit, register: Register, query: lists.Query) -> list[tuple[str, str]]:
    """Word and address of each further form in which this list goes out, filtered as it stands."""
    asked = {**query.filters, **({"q": query.search} if query.search else {})}
    return [
        (word, f"{visit.url(name)}?{urlencode({**asked, **({'whose': whose} if whose else {})})}")
        for word, name, whose in exports_of(register.key)
        if visit.actor.role in register.access.view
    ]


def _first_view(visit: Visit, register: Register) -> dict[str, str]:
    """Open a register at its first view, unless nothing is in it yet."""
    asked = _asked_of(register.listing.views[0])
    exists = lists.filtered(visit.actor, register, shown_query(register, asked)).exists()
    return asked if exists else {}


def _asked_of(view: View) -> dict[str, str]:
    """What the address of a view asks for."""
    return {**view.filters, **({"sort": view.sort} if view.sort else {}), "view": view.key}


def _only_what_is_set(visit: Visit, register: Register) -> str:
    """The same list without the parameters that say nothing."""
    asked = {name: value for name, value in visit.request.GET.items() if value}
    return f"{visit.url('list', register.key)}?{urlencode(asked or {'view': 'all'})}"


def shown_query(register: Register, asked: Any) -> lists.Query:
    """The query of a page; what the list knows nothing of is left aside. A file is never wider than was asked for."""
    return query_of({name: asked[name] for name in asked if name in OWN or lists.is_filter(register, name)})


def query_of(asked: Any) -> lists.Query:
    """The query that an address asks for."""
    filters = {name: value for name, value in asked.items() if name not in OWN and value}
    return lists.Query(
        filters=filters, search=asked.get("q", ""), sort=asked.get("sort", ""), cursor=asked.get("cursor", "")
    )


def _columns(register: Register, definitions: Sequence[FieldDefinition], asked: str) -> tuple[str, ...]:
    possible = panels.possible_columns(register, definitions) if asked else ()
    chosen = tuple(name for name in asked.split(",") if name in possible)
    return ("reference", *(name for name in chosen if name != "reference")) if chosen else register.listing.columns


def _tabs(visit: Visit, register: Register, query: lists.Query) -> list[dict[str, Any]]:
    """Ready-made and saved views, and the whole register; what is searched in stays marked."""
    base = visit.url("list", register.key)
    asked = visit.request.GET
    is_saved = asked.get("view", "").startswith(standing.SAVED)
    tabs = [
        {
            "title": view.title,
            "url": f"{base}?{urlencode({**view.filters, 'sort': view.sort, 'view': view.key})}",
            "active": dict(view.filters) == dict(query.filters) and not is_saved,
        }
        for view in register.listing.views
    ]
    tabs += [
        {
            "title": saved.name,
            "url": f"{base}?{urlencode(saved.query)}",
            "active": asked.get("view") == f"saved-{saved.pk}",
            "saved": saved,
        }
        for saved in views.of(visit.actor, register)
    ]
    whole = {"title": _("All"), "url": f"{base}?view=all", "active": not query.filters and not is_saved}
    return [*tabs, whole]


def _pin(visit: Visit, register: Register, query: lists.Query) -> dict[str, Any] | None:
    """The view that can be pinned here: the ready-made or saved one that is shown as it stands."""
    key = visit.request.GET.get("view", "")
    ready = next((view.key for view in register.listing.views if dict(view.filters) == dict(query.filters)), "")
    view = key if key.startswith(standing.SAVED) else "" if query.search else ready
    return {"view": view, "is_pinned": [register.key, view] in visit.membership.pins} if view else None


def _chips(visit: Visit, register: Register, query: lists.Query) -> list[dict[str, str]]:
    """The filters in force, each with the address of the list without it."""
    chips = []
    asked = {
        name: value for name, value in visit.request.GET.items() if name not in ("cursor", "view", "panel") and value
    }
    for name, value in query.filters.items():
        rest = {other: text for other, text in asked.items() if other != name} or {"view": "all"}
        address = f"{visit.url('list', register.key)}?{urlencode(rest)}"
        chips.append({"text": _chip_text(register, name, value), "url": address})
    return chips


def _chip_text(register: Register, name: str, value: str) -> str:
    field_name, _at, bound = name.partition("~")
    if special := narrowing.find(name):
        return special.words(value)
    if field_name == "tag" or field_name.startswith(own_fields.PREFIX):
        return f"{field_name.removeprefix(own_fields.PREFIX)}: {value}"
    try:
        looks = display.shape(register, field_name)
    except (LookupError, FieldDoesNotExist):
        return f"{name}: {value}"
    words = {str(key): word for key, word in looks.choices.items()}
    told = ", ".join(words.get(part, part) for part in value.split(","))
    before = {"from": _("from"), "to": _("until"), "before": _("before")}.get(bound, "")
    label = sentence(looks.label)
    return f"{label} {before} {told}".replace("  ", " ") if bound else f"{label}: {told}"


class _Links:
    """Addresses of the same list, sorted, paged or exported otherwise."""

    def __init__(self, visit: Visit, register: Register, asked: Mapping[str, str]) -> None:
        self.base = visit.url("list", register.key)
        self.asked = {name: value for name, value in asked.items() if value and name not in ("cursor", "panel")}
        self.register = register

    def sorted_by(self, name: str) -> str:
        """Sorted by a column; the other way round when it already is."""
        turned = f"-{name}" if self.asked.get("sort") == name else name
        return f"{self.base}?{urlencode({**self.asked, 'sort': turned})}"

    def at(self, cursor: str) -> str:
        """The page at a cursor."""
        return f"{self.base}?{urlencode({**self.asked, 'cursor': cursor})}"

    def exported(self, form: str) -> str:
        """The whole list in a format."""
        return f"{self.base}export/{form}/?{urlencode(self.asked)}"

    def panel(self, name: str) -> str:
        """Where a panel is built alone."""
        return f"{self.base}panels/{name}/?{urlencode(self.asked)}"

    def with_panel(self, name: str) -> str:
        """The same list with a panel open, for those without script."""
        return f"{self.base}?{urlencode({**self.asked, 'panel': name})}"

    @property
    def query(self) -> str:
        """The present query, to be saved."""
        return urlencode({name: value for name, value in self.asked.items() if name != "view"})


@require_GET
@inside
@from_replica
def download(visit: Visit, key: str, form: str) -> HttpResponseBase:
    """The records a query selects, as a file."""
    register = register_of(visit, key)
    if form not in MEDIA_TYPES:
        return visit.page("errors/missing.html", title=_("Not here"), status=404, message=_("There is no such format."))
    try:
        content = export(visit.actor, register, query_of(visit.request.GET), form)
    except Invalid as invalid:
        return visit.page("errors/missing.html", title=_("Not like that"), status=400, message=str(invalid))
    name = f"{visit.organization.slug}-{register.key}-{visit.actor.today.isoformat()}.{form}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=MEDIA_TYPES[form])


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where the form came from, if that is a page of this list."""
    asked = request.POST.get("back", "")
    return asked if asked.startswith(otherwise) else otherwise


@require_POST
@inside
def keep_layout(visit: Visit, key: str) -> HttpResponse:
    """Remember for this person which columns the list shows, and how wide they are."""
    register = register_of(visit, key)
    posted = visit.request.POST
    possible = panels.possible_columns(register, own_fields.defined(register.key))
    chosen = tuple(name for name in posted.get("columns", "").split(",") if name in possible)
    widths = {name: posted[f"width:{name}"] for name in possible if f"width:{name}" in posted}
    layouts.keep(visit.request.user, register.key, chosen, widths)
    if visit.request.headers.get("X-Requested-With"):
        return HttpResponse(status=204)
    return HttpResponseRedirect(back_to(visit.request, visit.url("list", register.key)))


@require_POST
@inside
def save_view(visit: Visit, key: str) -> HttpResponse:
    """Keep the present list under a name."""
    register = register_of(visit, key)
    try:
        saved = views.save(
            visit.actor,
            register,
            visit.request.POST.get("name", ""),
            visit.request.POST.get("query", ""),
            is_shared=bool(visit.request.POST.get("is_shared")),
        )
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
        return redirect(visit.url("list", register.key))
    messages.success(visit.request, _("Saved as “%(name)s”.") % {"name": saved.name})
    return redirect(f"{visit.url('list', register.key)}?{urlencode(saved.query)}")


@require_POST
@inside
def drop_view(visit: Visit, key: str, view_id: int) -> HttpResponse:
    """Forget a saved view of one's own."""
    register = register_of(visit, key)
    views.drop(visit.actor, register, view_id)
    return redirect(visit.url("list", register.key))


@require_POST
@inside
def pin(visit: Visit, key: str) -> HttpResponse:
    """Pin a view of this list to one's rail, or take it off."""
    register = register_of(visit, key)
    view = visit.request.POST.get("view", "")[:80]
    try:
        pins.pin(visit.membership, register.key, view)
    except Invalid as invalid:
        messages.error(visit.request, str(invalid))
    return redirect(f"{visit.url('list', register.key)}?{urlencode(standing.asked(visit.actor, register, view))}")

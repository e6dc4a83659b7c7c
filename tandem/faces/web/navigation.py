"""The way to everything: places that stand on every page, and the wings of the house, each built when it is opened."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import MANAGER, STAFF, Actor
from tandem.ground.kernel.registers import Register

WINGS = {
    "direction": gettext_lazy("Direction"),
    "support": gettext_lazy("Support"),
    "operation": gettext_lazy("Operation"),
    "evaluation": gettext_lazy("Evaluation"),
}
Entry = dict[str, Any]
Url = Callable[..., str]


def rail(actor: Actor, slug: str, path: str, waiting: int) -> list[dict[str, Any]]:
    """What stands beside a page: only the wing that the page lies in is built, the others know where they are built."""
    url = _urls(slug)
    board = [] if actor.role == STAFF else [_place(url, path, "board", _("Board"), "layout-dashboard")]
    work = _place(url, path, "work", _("My work"), "inbox") | {"count": waiting}
    here = _wing_at(path)
    wings = [
        {
            "title": WINGS[wing],
            "url": url("wing", wing),
            "entries": wing_entries(actor, slug, path, wing) if wing == here else None,
        }
        for wing in _wings_seen(actor.role, registers.every())
    ]
    return [
        {"title": "", "entries": [*board, work]},
        *wings,
        {"title": _("Proof"), "entries": _proof(actor, url, path)},
    ]


def wing_entries(actor: Actor, slug: str, path: str, wing: str) -> list[Entry]:
    """The subjects of one wing; the one that the page belongs to is open."""
    kept = _subjects(wing, actor.role, slug, get_language() or "", registers.every())
    return [_marked(entry, path) for entry in kept]


def everything(actor: Actor, slug: str) -> list[Entry]:
    """Every place, for going there by name."""
    fixed = rail(actor, slug, "", 0)
    subjects = [
        entry for wing in _wings_seen(actor.role, registers.every()) for entry in wing_entries(actor, slug, "", wing)
    ]
    mains = [entry for part in fixed for entry in part["entries"] or ()]
    return [place for main in (*mains, *subjects) for place in (main, *main.get("below", ()), *main.get("pages", ()))]


def _urls(slug: str) -> Url:
    return lambda name, *parts: reverse(name, args=(slug, *parts))


def _wing_at(path: str) -> str:
    """The wing of the register that an address lies in; empty for none."""
    parts = path.split("/")
    register = registers.find(parts[2]) if len(parts) > 2 else None
    return register.wing if register else ""


@lru_cache(64)
def _wings_seen(role: str, declared: tuple[Register, ...]) -> tuple[str, ...]:
    """Wings in which a role sees a register."""
    seen = {register.wing for register in declared if permissions.role_views(role, register)}
    return tuple(wing for wing in WINGS if wing in seen)


@lru_cache(1_024)
def _subjects(wing: str, role: str, slug: str, language: str, declared: tuple[Register, ...]) -> tuple[Entry, ...]:
    """The subjects of a wing, the same on every page of an organization in one language."""
    url = _urls(slug)
    seen = [
        register
        for register in declared
        if (register.place.under or not register.place.parent) and permissions.role_views(role, register)
    ]
    keys = {register.key for register in seen}
    return tuple(
        _subject(url, role, register, [below for below in seen if below.place.under == register.key])
        for register in seen
        if register.wing == wing and register.place.under not in keys
    )


def _subject(url: Url, role: str, register: Register, below: Iterable[Register]) -> Entry:
    pages = [
        _place(url, "", page.address, str(page.title), page.icon)
        for owner in (register, *below)
        for page in owner.pages_for(role)
    ]
    return _listed(url, register) | {"below": [_listed(url, child) for child in below], "pages": pages}


def _listed(url: Url, register: Register) -> Entry:
    title = str(register.title)
    return {"title": title, "url": url("list", register.key), "icon": register.icon, "active": False, "count": 0}


def _marked(entry: Entry, path: str) -> Entry:
    """An entry with what is active in it."""
    below = [child | {"active": path.startswith(child["url"])} for child in entry["below"]]
    is_active = path.startswith(entry["url"])
    is_open = (
        is_active or any(part["active"] for part in below) or any(path.startswith(p["url"]) for p in entry["pages"])
    )
    return entry | {"below": below, "active": is_active, "open": is_open}


def _place(url: Url, path: str, name: str, title: str, icon: str) -> Entry:
    target = url(name)
    return {"title": title, "url": target, "icon": icon, "active": bool(path) and path.startswith(target), "count": 0}


def _proof(actor: Actor, url: Url, path: str) -> list[Entry]:
    seen = [register for key in ("actions", "judgements") if (register := registers.find(key)) is not None]
    entries = [
        _listed(url, register) | {"active": path.startswith(url("list", register.key))}
        for register in seen
        if register.key == "actions" or permissions.may_view_register(actor, register)
    ]
    entries.append(_place(url, path, "catalogue", _("Catalogue"), "library-big"))
    if actor.role != STAFF:
        entries.append(_place(url, path, "ledger", _("Ledger"), "shield-check"))
    if actor.role == MANAGER:
        entries.append(_place(url, path, "settings", _("Settings"), "settings"))
    return entries

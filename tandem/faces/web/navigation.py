"""The rail and the tabs: what of the places somebody has, built once for all who see the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.faces.web import places
from tandem.faces.web.places import PLACES_OF, Place, Tab, always, home_of
from tandem.faces.web.prefix import address, own
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a tab leads to; a list is known by its register, a view of it by its filters too."""

    title: str
    url: str
    icon: str
    register: str = ""
    filters: Mapping[str, str] | None = None

    def is_at(self, path: str, asked: QueryDict) -> bool:
        """True on the page itself; a list whatever is asked of it, a view only as it stands."""
        if path != self.url.partition("?")[0]:
            return False
        return self.filters is None or all(asked.get(name) == text for name, text in self.filters.items())


@dataclass(frozen=True, slots=True)
class OpenTab:
    """A tab as somebody has it, with the pages in it."""

    title: str
    links: tuple[Link, ...]
    is_set_up: bool = False

    @property
    def url(self) -> str:
        """Where the tab leads to."""
        return self.links[0].url


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place as somebody has it; `registers` are the keys of all that is at home in it, parts of records too."""

    key: str
    title: str
    icon: str
    tabs: tuple[OpenTab, ...]
    registers: tuple[str, ...]
    url: str = field(default="")
    has_something: Callable[[Actor], bool] = always

    def links(self) -> Iterator[Link]:
        """Every page of the place."""
        return (link for tab in self.tabs for link in tab.links)


def places_of(role: str, job: str, slug: str) -> tuple[OpenPlace, ...]:
    """The places somebody has in an organization, none of them empty."""
    return _built(job or role, role, slug, get_language() or "", registers.every())


def place_at(those: tuple[OpenPlace, ...], path: str) -> OpenPlace | None:
    """The place a page lies in: the one that leads to it, else the one where its register is at home."""
    for place in those:
        if any(path == link.url.partition("?")[0] for link in place.links()):
            return place
    parts = own(path)
    key = parts[1] if len(parts) > 1 else ""
    for place in those:
        if key in place.registers or any(_is_below(path, link) for link in place.links()):
            return place
    return None


def everything(role: str, job: str, slug: str) -> list[Link]:
    """Every page that can be gone to by name: the places, their tabs, and the lists of what lives on other records."""
    those = places_of(role, job, slug)
    pages = {(place.url, place.title): Link(place.title, place.url, place.icon) for place in those}
    for place in those:
        for link in place.links():
            pages.setdefault((link.url, link.title), link)
    known = {url for url, _title in pages}
    for register in registers.every():
        if permissions.role_views(role, register):
            link = _list(register, slug)
            if link.url not in known:
                pages[link.url, link.title] = link
    return list(pages.values())


def _is_below(path: str, link: Link) -> bool:
    return not link.register and path.startswith(link.url)


@lru_cache(256)
def _built(audience: str, role: str, slug: str, language: str, declared: tuple[Register, ...]) -> tuple[OpenPlace, ...]:
    """The places of an audience in one language; the same for everybody in it."""
    seen = [register for register in declared if permissions.role_views(role, register)]
    taken: set[str] = set()
    built = []
    for place in PLACES_OF.get(audience, PLACES_OF.get(role, ())):
        tabs = _tabs(place, role, slug, seen)
        if not tabs:
            continue
        mine = [link.register for tab in tabs for link in tab.links if link.register]
        if not place.is_part or place.takes not in taken:
            mine += [register.key for register in declared if home_of(register) == place.takes]
        taken.add(place.takes)
        keys = tuple(dict.fromkeys(mine))
        built.append(OpenPlace(place.key, str(place.title), place.icon, tabs, keys, tabs[0].url, place.has_something))
    return tuple(built)


def _tabs(place: Place, role: str, slug: str, seen: list[Register]) -> tuple[OpenTab, ...]:
    """The tabs that have something in them; what is over the seventh joins what is set up once."""
    groups: dict[str, list[Link]] = {str(tab.title): list(_pages(tab, role, slug)) for tab in place.tabs}
    once: list[Link] = []
    for register in seen:
        if home_of(register) == place.takes:
            for title, link in _of_register(register, role, slug):
                if place.is_part and title not in groups:
                    continue
                (groups.setdefault(title, []) if title else once).append(link)
    full = [OpenTab(title, _named_first(title, links)) for title, links in groups.items() if links]
    for tab in full[places.MOST_TABS :]:
        once.extend(tab.links)
    last = [OpenTab(_("Set up"), tuple(once), is_set_up=True)] if once and not place.is_part else []
    return (*full[: places.MOST_TABS], *last)


def _named_first(title: str, links: list[Link]) -> tuple[Link, ...]:
    """The pages of a tab, the one that it is named after before the others: a tab leads where its name says."""
    return tuple(sorted(links, key=lambda link: link.title != title))


def _pages(tab: Tab, role: str, slug: str) -> Iterator[Link]:
    for page in tab.pages:
        if role in page.roles:
            yield Link(str(page.title), address(page.address, slug), page.icon)


def _of_register(register: Register, role: str, slug: str) -> Iterator[tuple[str, Link]]:
    """What a register puts into its place, each with the tab; without one for what is set up once."""
    said = register.place
    is_shown = said.tab or said.is_set_up or not (said.home or said.parent or said.under)
    for view in register.listing.views:
        if view.tab:
            asked = {**view.filters, **({"sort": view.sort} if view.sort else {}), "view": view.key}
            url = f"{_list(register, slug).url}?{urlencode(asked)}"
            yield str(view.tab), Link(str(view.title), url, register.icon, register.key, view.filters)
    if is_shown:
        yield "" if said.is_set_up else str(said.tab or register.title), _list(register, slug)
    for page in register.pages_for(role):
        if page.tab:
            yield str(page.tab), Link(str(page.title), address(page.address, slug), page.icon)


def _list(register: Register, slug: str) -> Link:
    return Link(str(register.title), address("list", slug, register.key), register.icon, register.key)


def shown(place: OpenPlace, path: str, asked: QueryDict) -> dict[str, Any]:
    """A place as the head of one of its pages shows it: its tabs, and the pages of the active one if it has several."""
    active = _active(place, path, asked)
    tabs = [
        {"title": tab.title, "url": tab.url, "active": tab is active, "is_set_up": tab.is_set_up} for tab in place.tabs
    ]
    pages = (
        [{"title": link.title, "url": link.url, "active": link.is_at(path, asked)} for link in active.links]
        if active and len({link.url for link in active.links}) > 1
        else []
    )
    is_page = any(path == link.url.partition("?")[0] for link in place.links())
    return {"key": place.key, "title": place.title, "url": place.url, "tabs": tabs, "pages": pages, "is_page": is_page}


def _active(place: OpenPlace, path: str, asked: QueryDict) -> OpenTab | None:
    """The tab of a page: a view as it stands before the list it is a view of."""
    at = [(tab, link) for tab in place.tabs for link in tab.links if link.is_at(path, asked)]
    views = [tab for tab, link in at if link.filters is not None]
    return views[0] if views else at[0][0] if at else None

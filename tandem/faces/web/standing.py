"""The line of figures under a place, and the counts of pinned views: each leads to the records behind it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tandem.faces.web.navigation import OpenPlace
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import figures, permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.lists import Query
from tandem.ground.kernel.models import SavedView
from tandem.ground.kernel.registers import Register, View

MOST_FIGURES = 4
SAVED = "saved-"
NOT_FILTERS = ("q", "sort", "columns", "view", "cursor", "panel")


@dataclass(frozen=True, slots=True)
class Counted:
    """A list that is counted: what to call it, and what its address asks for."""

    register: Register
    title: str
    asked: dict[str, str]

    @property
    def query(self) -> Query:
        """The list's query."""
        filters = {name: text for name, text in self.asked.items() if name not in NOT_FILTERS}
        return Query(filters=filters, search=self.asked.get("q", ""))

    def url(self, slug: str) -> str:
        """Where the records behind the count are."""
        return f"{reverse('list', args=(slug, self.register.key))}?{urlencode(self.asked)}"


def line(actor: Actor, slug: str, place: OpenPlace) -> list[dict[str, Any]]:
    """The figures of a place, in one statement."""
    known = [register for key in place.registers if (register := registers.find(key))]
    wanted = [
        (figure, Counted(register, str(figure.words), _asked(view)))
        for register in known
        if permissions.may_view_register(actor, register)
        for figure in register.place.figures
        for view in register.listing.views
        if view.key == figure.view
    ][:MOST_FIGURES]
    counted = _with_counts(actor, slug, [known for _figure, known in wanted])
    return [
        {**shown, "title": figure.named(shown["count"])}
        for (figure, _known), shown in zip(wanted, counted, strict=True)
    ]


def pinned(actor: Actor, membership: Membership) -> list[dict[str, Any]]:
    """The pinned views with their counts; those that are gone or out of sight are passed over."""
    if not membership.pins:
        return []
    wanted = [
        known
        for key, view in membership.pins
        if (register := registers.find(key)) and permissions.may_view_register(actor, register)
        if (known := _pinned(actor, register, view))
    ]
    try:
        return _with_counts(actor, membership.organization.slug, wanted)
    except Invalid:  # a saved view asks for a filter that its list no longer has
        return [
            {"title": known.title, "url": known.url(membership.organization.slug), "count": None} for known in wanted
        ]


def _with_counts(actor: Actor, slug: str, wanted: list[Counted]) -> list[dict[str, Any]]:
    counts = figures.counted(actor, [(known.register, known.query) for known in wanted])
    return [
        {"title": known.title, "url": known.url(slug), "count": f"{figures.CAP}+" if count > figures.CAP else count}
        for known, count in zip(wanted, counts, strict=True)
    ]


def _asked(view: View) -> dict[str, str]:
    return {**view.filters, **({"sort": view.sort} if view.sort else {}), "view": view.key}


def asked(actor: Actor, register: Register, key: str) -> dict[str, str]:
    """What the address of a view asks for; everything for one that is not there."""
    known = _pinned(actor, register, key)
    return known.asked if known else {"view": "all"}


def _pinned(actor: Actor, register: Register, key: str) -> Counted | None:
    """A pinned view by its key: a ready-made one, or one that somebody saved."""
    for view in register.listing.views:
        if view.key == key:
            return Counted(register, f"{register.title}: {view.title}", _asked(view))
    number = key.removeprefix(SAVED)
    if not key.startswith(SAVED) or not number.isdigit():
        return None
    saved = SavedView.objects.filter(register=register.key, pk=number).first()
    is_seen = saved is not None and (saved.is_shared or saved.user_id == actor.user_id)
    return Counted(register, saved.name, dict(saved.query)) if saved is not None and is_seen else None

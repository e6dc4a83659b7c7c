"""Registers whose records have a page with more on it than the generated one, or in another order."""

from collections.abc import Callable
from typing import Any

from tandem.faces.web import ticket, veris
from tandem.ground.kernel.actor import Actor

PAGES: dict[str, tuple[str, Callable[[Actor, Any], dict[str, Any]]]] = {
    "incidents": ("incidents/ticket.html", lambda actor, record: ticket.screen(actor, record) | veris.screen(record)),
    "reference-incidents": ("incidents/reference.html", lambda actor, record: veris.screen(record)),
}

EXPORTS = {"incidents": (("VERIS", "veris-list", ""),), "reference-incidents": (("VERIS", "veris-list", "others"),)}


def exports_of(key: str) -> tuple[tuple[str, str, str], ...]:
    """Further forms in which a list goes out: the word for it, the name of its address, and whose records they are."""
    return EXPORTS.get(key, ())


def page_of(key: str, actor: Actor, record: Any) -> tuple[str, dict[str, Any]]:
    """The template of a record's page and what it shows beside the usual."""
    template, screen = PAGES.get(key, ("record.html", lambda _actor, _record: {}))
    return template, screen(actor, record)

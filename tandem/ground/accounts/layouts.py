"""How a person likes the columns of each list: which, and how wide. Theirs alone, in every organization."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tandem.ground.accounts.models import User

NARROWEST, WIDEST = 40, 1_200  # CSS pixels


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one list in their order, and the widths of those that were dragged."""

    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


def of(user: Any, register: str) -> Layout:
    """What somebody chose for a list; nothing chosen is the register's own."""
    layout = user.list_layouts.get(register, {})
    return Layout(tuple(layout.get("columns", ())), layout.get("widths", {}))


def keep(user: Any, register: str, columns: tuple[str, ...], widths: Mapping[str, str]) -> None:
    """Remember columns and widths; widths that make no sense are left aside."""
    known = {name: int(text) for name, text in widths.items() if text.isascii() and text.isdigit() and len(text) < 6}
    sensible = {name: width for name, width in known.items() if NARROWEST <= width <= WIDEST}
    layout = {"columns": list(columns), "widths": sensible}
    person = User.objects.get(pk=user.pk)
    person.list_layouts = {**person.list_layouts, register: layout}
    person.save(update_fields=["list_layouts"])

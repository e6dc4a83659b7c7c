"""Lucide icons as inline SVG."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core import checks
from lucide import IconDoesNotExist
from lucide.jinja import lucide
from markupsafe import Markup

from tandem.ground.kernel import registers


@cache
def icon(name: str, size: int = 18) -> Markup:
    """The icon of this name, hidden from screen readers: words stand beside it."""
    return Markup(lucide(name, size=size, **{"class": "icon", "aria-hidden": "true"}))  # noqa: S704  the library's drawing


def check_icons(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every icon that a register names and lucide does not draw."""
    return [
        checks.Error(f"Register “{register.key}”: there is no icon “{name}”.", obj=register.model, id="tandem.E003")
        for register in registers.every()
        for name in unknown_icons(register)
    ]


def unknown_icons(register: registers.Register) -> Iterator[str]:
    """Names of icons, of a register and its pages, that lucide does not draw."""
    for name in (register.icon, *(page.icon for page in register.place.pages)):
        try:
            icon(name)
        except IconDoesNotExist:
            yield name

"""Lucide icons as inline SVG."""

from functools import cache

from lucide.jinja import lucide
from markupsafe import Markup


@cache
def icon(name: str, size: int = 18) -> Markup:
    """The icon of this name, hidden from screen readers: words stand beside it."""
    return Markup(lucide(name, size=size, **{"class": "icon", "aria-hidden": "true"}))  # noqa: S704  the library's drawing

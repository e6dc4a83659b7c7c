"""The Jinja2 environment of the pages: escaping, translation, icons, and times in the organization's zone."""

from datetime import date, datetime
from typing import Any

import nh3
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext
from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup

from tandem import __version__
from tandem.faces.web.icons import icon

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TAGS = HEADINGS | {"p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "code", "pre", "blockquote", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def environment(**options: Any) -> Environment:
    """An environment as Django's Jinja2 backend asks for."""
    options |= {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    built = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701  autoescape is in the options
    built.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    built.globals |= {
        "get_messages": get_messages,
        "url": address,
        "static": static,
        "icon": icon,
        "version": __version__,
        "language": translation.get_language,
    }
    built.filters |= {"day": day, "moment": moment, "markdown": markdown, "number": number, "iso": iso}
    return built


def address(name: str, *parts: Any) -> str:
    """Address of a page by its name."""
    return reverse(name, args=parts)


def day(value: date | None) -> str:
    """A day as people read it."""
    return date_format(value, "j M Y") if value else ""


def moment(value: datetime | None) -> str:
    """A time as people read it, in the organization's zone."""
    return date_format(timezone.localtime(value), "j M Y, H:i") if value else ""


def iso(value: Any) -> str:
    """A day or time as a form field holds it, in the organization's zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value or "")


def number(value: Any) -> str:
    """A number with separators between thousands."""
    return number_format(value, force_grouping=True) if value is not None else ""


def markdown(text: str) -> Markup:
    """Markdown as HTML that can do nothing: no scripts, styles, images or forms."""
    html = _markdown.render(text or "")
    schemes = {"http", "https", "mailto"}
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=schemes))  # noqa: S704  cleaned

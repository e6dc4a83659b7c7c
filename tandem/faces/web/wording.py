"""Days, times, numbers and Markdown as people read them."""

from datetime import date, datetime
from typing import Any

import nh3
from django.utils import timezone
from django.utils.formats import date_format, number_format
from markdown_it import MarkdownIt
from markupsafe import Markup

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TAGS = HEADINGS | {"p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "code", "pre", "blockquote", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])


def day(value: date | None) -> str:
    """A day as people read it."""
    return date_format(value, "j M Y") if value else ""


def moment(value: datetime | None) -> str:
    """A time as people read it, in the organization's zone."""
    return date_format(timezone.localtime(value), "j M Y, H:i") if value else ""


def period(value: str) -> str:
    """A day, month or year, whichever is known: 2012-03-09, 2012-03 or 2012; anything else as it stands."""
    forms = {4: ("%Y", "Y"), 7: ("%Y-%m", "F Y"), 10: ("%Y-%m-%d", "j M Y")}
    read, shown = forms.get(len(value), ("", ""))
    try:
        return date_format(datetime.strptime(value, read).date(), shown) if read else value  # noqa: DTZ007  a day has no zone
    except ValueError:
        return value


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

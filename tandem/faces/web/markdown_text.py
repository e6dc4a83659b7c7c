"""Markdown as HTML that can do nothing, and that nobody has to wait for."""

import nh3
from django.utils.html import escape
from markupsafe import Markup

from tandem.ground.kernel import marked

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TAGS = HEADINGS | {"p", "br", "hr", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
SIDEWAYS = '<div class="scroll" tabindex="0"><table>'  # a wide one moves alone, its words stay whole
PATIENCE = 0.05  # seconds of processor time; a text of 60,000 plain characters takes 0.02


def markdown(text: str) -> Markup:
    """Markdown as HTML without scripts, styles, images or forms; what costs too much is shown as it was written."""
    try:
        html = marked.html(text, PATIENCE)
    except (marked.TooCostly, RecursionError):
        return Markup(f"<pre>{escape(text)}</pre>")  # noqa: S704  escaped
    schemes = {"http", "https", "mailto"}
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=schemes)
    return Markup(clean.replace("<table>", SIDEWAYS).replace("</table>", "</table></div>"))  # noqa: S704  cleaned

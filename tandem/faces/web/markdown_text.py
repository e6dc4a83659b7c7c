"""Markdown as HTML that can do nothing, and that nobody has to wait for."""

import time
from typing import Any

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TAGS = HEADINGS | {"p", "br", "hr", "ul", "ol", "li", "strong", "em", "del", "code", "pre", "blockquote", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
PATIENCE = 0.05  # seconds of processor time; a text of 60,000 plain characters takes 0.02
LONGEST = 200_000
UNTIL = "until"


class TooCostly(Exception):
    """A text that takes longer to read than anybody should wait."""


def _look_at_clock(state: Any, *rest: Any) -> bool:
    """A rule that never matches: it only looks whether time is up, wherever the parser tries its rules."""
    if time.thread_time() > state.env[UNTIL]:
        raise TooCostly
    return False


def _look_again(state: StateInline) -> None:
    _look_at_clock(state)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    parser.block.ruler.before(
        "table", "clock", _look_at_clock, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("text", "clock", _look_at_clock)
    parser.inline.ruler2.before("balance_pairs", "clock", _look_again)
    return parser


_markdown = _parser()


def markdown(text: str) -> Markup:
    """Markdown as HTML without scripts, styles, images or forms; what costs too much is shown as it was written."""
    try:
        if len(text or "") > LONGEST:
            raise TooCostly
        html = _markdown.render(text or "", {UNTIL: time.thread_time() + PATIENCE})
    except (TooCostly, RecursionError):
        return Markup(f"<pre>{escape(text)}</pre>")  # noqa: S704  escaped
    schemes = {"http", "https", "mailto"}
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=schemes))  # noqa: S704  cleaned

"""The Markdown that texts here may use, read by a parser that nobody has to wait for."""

import time
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LONGEST = 200_000
UNTIL = "until"


class TooCostly(Exception):
    """A text that takes longer to read than anybody should wait."""


def html(text: str, patience: float) -> str:
    """HTML with tags of Markdown only, not cleaned; TooCostly when it takes more seconds of processor time."""
    return str(_markdown.render(_bearable(text), {UNTIL: time.thread_time() + patience}))


def tokens(text: str, patience: float) -> Sequence[Token]:
    """What the text consists of; TooCostly when it takes more seconds of processor time."""
    return _markdown.parse(_bearable(text), {UNTIL: time.thread_time() + patience})


def _bearable(text: str) -> str:
    if len(text or "") > LONGEST:
        raise TooCostly
    return text or ""


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

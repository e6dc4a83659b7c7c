"""What a text that began from a template still leaves to be decided: all of it, or times and amounts that nobody chose.

A template says what many do. It becomes an organization's own document once somebody decided what it promises.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from django.utils.translation import gettext as _

from tandem.support.documents import templates
from tandem.support.documents.promises import MOST, Promise, promises_of
from tandem.support.documents.templates import Template

LEAST_LINES: Final = 8  # of a text that may be a template's though nobody says so
LOOKED_AT: Final = 60  # lines by which a template is known again
ANYTHING: Final = "7. Wholly other words, 3 of them; of nobody's template."  # a line that is mostly data fits it
MOSTLY: Final = 0.8  # of the lines of a text that a template's are
_LOOP: Final = re.compile(r"\{% for .*?\{% endfor %\}")
_TAG: Final = re.compile(r"(\{[{%].*?[}%]\})")


def undecided(key: str, text: str, *, is_decided: bool) -> str:
    """In words, what is left open in a text that began from the template `key`, or from any; empty when nothing is.

    `is_decided` says that somebody looked at its times and amounts and means them.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    template = templates.find(key) if key else _likeliest(lines)
    if template is None or not lines:
        return ""
    points = [_("The text is still the template's, word for word.")] if _all_are(template, lines) else []
    if not is_decided:
        points += [f"- {promise.section}: {promise.words}" for promise in _left(template, text)]
    return "\n".join(points)


def _left(template: Template, text: str) -> list[Promise]:
    """The promises of a text that are the template's own."""
    of_template = _promised(template.key)
    return [promise for promise in promises_of(text) if promise in of_template][:MOST]


@cache
def _promised(key: str) -> frozenset[Promise]:
    template = templates.find(key)
    return frozenset(promises_of(_TAG.sub("", template.body))) if template else frozenset()


def _all_are(template: Template, lines: list[str]) -> bool:
    return all(_is_of(template.key, line) for line in lines)


def _likeliest(lines: list[str]) -> Template | None:
    """The template from which most of these lines come, for a text that was copied rather than begun."""
    lines = lines[:LOOKED_AT]
    if len(lines) < LEAST_LINES:
        return None
    of = {template.key: sum(_is_of(template.key, line) for line in lines) for template in templates.every()}
    key = max(of, key=lambda candidate: of[candidate])
    return templates.find(key) if of[key] >= MOSTLY * len(lines) else None


def _is_of(key: str, line: str) -> bool:
    plain, filled = _lines(key)
    return line in plain or any(pattern.fullmatch(line) for pattern in filled)


@cache
def _lines(key: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The lines of a template: those that everybody gets, and patterns of those with an organization's own data."""
    template = templates.find(key)
    lines = [line.strip() for line in template.body.splitlines() if line.strip()] if template else []
    plain = frozenset(line for line in lines if not _TAG.search(line))
    return plain, tuple(_patterns(line for line in lines if line not in plain))


def _patterns(lines: Iterator[str]) -> Iterator[re.Pattern[str]]:
    for line in (_LOOP.sub("{{ each }}", line) for line in lines):
        pattern = "".join(map(_piece, _TAG.split(line)))
        is_whole = pattern.count("(?:") == line.count("{% if ") == pattern.count(")?")
        if is_whole and not re.fullmatch(pattern, ANYTHING):
            yield re.compile(pattern)


def _piece(part: str) -> str:
    """Part of a line as a pattern: a value is anything, a condition either of its ways or none."""
    if part.startswith("{{"):
        return ".+?"
    if part.startswith("{% if "):
        return "(?:"
    if part.startswith("{% endif"):
        return ")?"
    if part.startswith(("{% else", "{% elif")):
        return "|"
    return "" if part.startswith("{%") else re.escape(part)

"""How each kind of value is written as HTML: one way for lists, records and panels.

Lists write some hundred values a page, so this is Python and not a macro: what is the same for every row of a column is
worked out once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any

from django.urls import get_script_prefix
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from tandem.faces.web import wording
from tandem.faces.web.display import Shape
from tandem.faces.web.icons import icon
from tandem.faces.web.markdown_text import markdown
from tandem.ground.kernel import locales

NOTHING = '<span class="none blank">–</span>'
GROUPED = 10_000
ACCEPT, CRITICAL = 6, 15
LABELLED = ("day", "moment", "boolean")
SELF_TELLING = ("state", "kind", "category", "domain", "priority", "classification", "topic")
OF_CATALOGUES = ("framework", "requirement")
WIDE = ("title", "reason", "requirement")
Write = Callable[[Any], str]


def value(shape: Shape, held: Any, slug: str, key: str) -> Markup:
    """One value as HTML; `key` is the register that a reference leads to."""
    return Markup(_written(_writer(shape, slug, key), held))  # noqa: S704  every part is escaped


def cells(shapes: Sequence[Shape], slug: str, key: str) -> Callable[[Sequence[Any]], Markup]:
    """Writes the cells of a row, whose first value is the primary key."""
    columns = [(_opening(shape), _writer(shape, slug, key)) for shape in shapes]

    def write(row: Sequence[Any]) -> Markup:
        parts = [f"{opening}{_written(writer, row[n])}</td>" for n, (opening, writer) in enumerate(columns, start=1)]
        return Markup("".join(parts))  # noqa: S704  every part is escaped

    return write


def _written(writer: Write, held: Any) -> str:
    return NOTHING if held is None or held == "" or held == [] else writer(held)


def _opening(shape: Shape) -> str:
    label = escape(wording.sentence(shape.label))
    if shape.is_number:
        return f'<td class="num" data-label="{label}">'
    if shape.kind in LABELLED or (shape.kind == "choice" and shape.name not in SELF_TELLING):
        return f'<td class="labelled" data-label="{label}">'
    return '<td class="wrap">' if shape.name in WIDE else "<td>"


def _writer(shape: Shape, slug: str, key: str) -> Write:
    write = WRITERS[shape.kind](shape, f"{get_script_prefix()}{slug}/{key}")
    if shape.is_masked:
        return lambda held: str(escape(wording.masked(held)))
    revived = shape.revived
    return (lambda held: write(revived(held))) if revived else write


def _reference(shape: Shape, base: str) -> Write:
    return lambda held: f'<a href="{base}/{escape(held)}/">{escape(held)}</a>'


def _toned(shape: Shape, base: str) -> Write:
    return partial(_choice, shape, {})


def _level(shape: Shape, base: str) -> Write:
    return partial(_toned_level, shape.tones) if shape.tones else level


def _duration(shape: Shape, base: str) -> Write:
    return lambda held: wording.duration(held, shape.unit)


def _by_language(shape: Shape, base: str) -> Write:
    return lambda held: _day(held, translation.get_language())


def _always(write: Write) -> Callable[[Shape, str], Write]:
    return lambda shape, base: write


def _words(shape: Shape, base: str) -> Write:
    """A list of words: each as people call it."""
    return lambda held: "".join(_word(shape.choices.get(word, str(word))) for word in held)


def _worded(held: str | list[str]) -> str:
    """What is said of a value in words: a text with its lines, or one line for each."""
    lines = held.splitlines() if isinstance(held, str) else held
    return "<br>".join(str(escape(line)) for line in lines) or NOTHING


def _word(word: str) -> str:
    """A word of a list; a requirement by its reference, its standard said when it is pointed at."""
    standard, slash, ref = word.partition("/")
    if slash and ":" in standard and ref:
        return f'<span class="chip" title="{escape(wording.named(word))}">{escape(ref)}</span> '
    return f'<span class="chip">{escape(wording.edition(word))}</span> '


def _number(held: Any) -> str:
    """A whole number; of five digits and more in groups, so that years stay as they are."""
    return wording.number(held) if abs(held) >= GROUPED else str(held)


def _text(shape: Shape, base: str) -> Write:
    """A text as it is; a catalogue by its name, a requirement by that and its reference."""
    return (lambda held: str(escape(wording.named(held)))) if shape.name in OF_CATALOGUES else _escaped


def _escaped(held: Any) -> str:
    return str(escape(held))


def _moment_or_period(held: Any) -> str:
    """A moment, or the day, month or year where no more is known."""
    if isinstance(held, str):
        return str(escape(wording.period(held)))
    return _moment(held, timezone.get_current_timezone_name(), translation.get_language())


def _choice(shape: Shape, known: dict[Any, str], held: Any) -> str:
    if held not in known:
        word, tone = escape(shape.choices.get(held, held)), shape.tones.get(held)
        badge = shape.kind == "state" or tone
        known[held] = f'<span class="badge {tone or "quiet"}">{word}</span>' if badge else str(word)
    return known[held]


def level(held: Any, accept: int = ACCEPT, critical: int = CRITICAL) -> str:
    """A level with the colour and shape of what it means."""
    tone = "good" if held <= accept else "bad" if held >= critical else "waiting"
    return f'<span class="badge {tone}">{held}</span>'


def _toned_level(tones: Mapping[Any, str], held: Any) -> str:
    return f'<span class="badge {tones[held]}">{held}</span>' if held in tones else level(held)


def _truth(held: bool) -> str:
    if held:
        return f'<span class="yes">{icon("check", 16)}<span class="unseen">{_("yes")}</span></span>'
    return f'<span class="none blank">{_("no")}</span>'


@lru_cache(4096)
def _day(held: date, language: str) -> str:
    return locales.day(held)


@lru_cache(8192)
def _moment(held: datetime, zone: str, language: str) -> str:
    return locales.moment(held)


WRITERS: Mapping[str, Callable[[Shape, str], Write]] = {
    "reference": _reference,
    "state": _toned,
    "choice": _toned,
    "level": _level,
    "number": _always(_number),
    "figure": _always(wording.figure),
    "money": _always(wording.amount),
    "percentage": _always(lambda held: f"{wording.figure(held)}\u00a0%"),
    "duration": _duration,
    "day": _by_language,
    "moment": _always(_moment_or_period),
    "period": _always(lambda held: str(escape(wording.period(held)))),
    "boolean": _always(_truth),
    "words": _words,
    "records": _words,
    "structure": _always(_escaped),
    "worded": _always(_worded),
    "long": _always(lambda held: f'<div class="prose">{markdown(held)}</div>'),
    "text": _text,
    "person": _always(_escaped),
    "record": _always(_escaped),
}

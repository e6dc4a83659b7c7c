"""Turning cells into values that the write gate takes, by the kind of field; what is unclear is asked, not guessed."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django.db import models
from django.utils.translation import gettext as _

from tandem.ground.exchange import dates, numbers, translations
from tandem.ground.exchange.dates import DAY_FIRST, MONTH_FIRST, ORDERS, YEAR_FIRST, date_order_of
from tandem.ground.exchange.mapping import plain
from tandem.ground.exchange.numbers import refuse
from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds import table

__all__ = [
    "DAY_FIRST",
    "MONTH_FIRST",
    "NO",
    "ORDERS",
    "YEAR_FIRST",
    "YES",
    "Options",
    "convert",
    "date_order_of",
    "moment",
]
YES = frozenset(["yes", "y", "true", "x", "ja", "j", "oui", "o", "sí", "si", "1", "✓", "✔", "wahr", "vrai"])
NO = frozenset(["no", "n", "false", "nein", "non", "0", "-", "falsch", "faux"])
DATES = frozenset({"day", "moment"})
WHOLE_NUMBERS = frozenset({"number", "level", "duration"})
FIGURES = frozenset({"figure", "money", "percentage"})
STRUCTURES = frozenset({"words", "records", "structure"})
RELATED = frozenset({"record", "person"})
TOLERANCE = timedelta(minutes=10)  # clocks of other systems go wrong
NUMBERED = re.compile(r"^(\d+)(?=\s*[-–—:)=]|\s+[^\d\s.,]|\.\s|$)")
MADE_A_DATE = re.compile(r"\d{1,2}(?:-|\. ?)([^\W\d_]{3})\.?")  # 5-Oct, 05. Okt


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is read: the order of its dates, its words for unknown, and what holds for every row, by field.

    `words` say what a word in a field's column means here, by the word in lower case; an empty meaning leaves it out.
    `left_out` are lines that somebody chose to leave out. `is_ours` reads an export of ours: nothing in it is guessed.
    `file` and `run` say where what it brings comes from.
    """

    date_order: str = DAY_FIRST
    unknown: frozenset[str] = frozenset(
        {"?", "n/a", "n.a.", "na", "#n/a", "null", "none", "unknown", "-", "tbd"}
        | {"unbekannt", "k.a.", "k. a.", "keine angabe", "inconnu", "inconnue", "non renseigné"}
    )
    fixed: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    is_ours: bool = False
    file: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one column writes what can mean two things."""

    date_order: str = DAY_FIRST
    decimal_sign: str = ""
    is_from_1904: bool = False
    is_share: bool = False


def folded(text: Any) -> str:
    """A word as it is compared: without case, in one spelling of Unicode."""
    words = " ".join(str(text).split())
    return words.lower() if words.isascii() else normalize("NFC", words).casefold()


def kind_of(model_field: Any) -> str:
    """The kind of a field, by its name; text where there is no field."""
    return table.of(model_field).name if model_field is not None else "text"


def spelling_of(model_field: "models.Field[Any, Any] | None", values: Iterable[Any], options: Options) -> Spelling:
    """What the cells of a column show of how it is written."""
    if options.is_ours:
        return Spelling(YEAR_FIRST, numbers.POINT)
    if kind_of(model_field) in DATES:
        return Spelling(date_order_of(values) or options.date_order)
    if kind_of(model_field) in FIGURES:
        cells = list(values)
        is_share = kind_of(model_field) == "percentage" and numbers.are_shares(cells)
        return Spelling(options.date_order, numbers.decimal_sign_of(cells), is_share=is_share)
    return Spelling(options.date_order)


def convert(
    model_field: "models.Field[Any, Any] | None", raw: Any, options: Options, spelling: Spelling | None = None
) -> Any:
    """The value of a cell; Invalid says what would be right. A field of None takes text as it is."""
    if isinstance(raw, list):
        return raw if kind_of(model_field) in STRUCTURES else ", ".join(map(str, raw))
    if _is_empty(raw) or (_is_unknown(raw, options) and not _is_choice(model_field, raw)):
        return None if kind_of(model_field) == "boolean" else ""
    if model_field is None:
        return raw.isoformat() if isinstance(raw, date) else raw if isinstance(raw, bool) else str(raw)
    return _by_kind(model_field, raw, options, spelling or Spelling(options.date_order))


def _by_kind(model_field: "models.Field[Any, Any]", raw: Any, options: Options, spelling: Spelling) -> Any:
    kind = kind_of(model_field)
    if kind == "boolean":
        return _truth(raw)
    if kind == "moment":
        return _past(model_field, dates.moment(raw, spelling.date_order, is_from_1904=spelling.is_from_1904))
    if kind == "day":
        return dates.moment(raw, spelling.date_order, is_from_1904=spelling.is_from_1904).date()
    if model_field.choices:
        return _choice(model_field, raw)
    if kind in WHOLE_NUMBERS:
        return numbers.whole(raw)
    if kind == "percentage":
        return numbers.percentage(raw, spelling.decimal_sign, is_share=spelling.is_share)
    if kind in FIGURES:
        return numbers.figure(raw, spelling.decimal_sign)
    if kind in STRUCTURES:
        return _structure(model_field, raw)
    return raw.isoformat() if isinstance(raw, date) else _plain_number(raw) if isinstance(raw, float) else str(raw)


def _is_empty(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _is_unknown(raw: Any, options: Options) -> bool:
    return not options.is_ours and isinstance(raw, str) and folded(raw) in options.unknown


def moment(raw: Any, options: Options, spelling: Spelling | None = None) -> datetime:
    """A cell as a time, with its offset where it tells one; Invalid says what would be right."""
    read_as = spelling or Spelling(options.date_order)
    return dates.moment("" if raw is None else raw, read_as.date_order, is_from_1904=read_as.is_from_1904)


def _past(model_field: "models.Field[Any, Any]", told: datetime) -> datetime:
    """What is noted as done lies in the past; only what is due lies ahead."""
    if model_field.name.endswith("_at") and not model_field.name.startswith("due"):
        insist_past(told)
    return told


def insist_past(told: datetime) -> None:
    """Raise Invalid for a time that has not come yet anywhere."""
    latest = clock.now() + TOLERANCE
    if told > latest if told.tzinfo else told > latest.replace(tzinfo=None) + timedelta(hours=14):
        raise refuse(_("%(time)s lies in the future.") % {"time": told.isoformat(sep=" ", timespec="minutes")})


def is_made_a_date(raw: Any) -> bool:
    """Whether a spreadsheet seems to have made a date of a number such as 5.10 or 1-2."""
    short = MADE_A_DATE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    return isinstance(raw, date) or (short is not None and dates.month_of(short[1]) > 0)


def _plain_number(raw: float) -> str:
    return format(Decimal(repr(raw)), "f")


def _truth(raw: Any) -> bool:
    if isinstance(raw, int | float):
        return raw > 0
    word = folded(raw)
    if word in YES:
        return True
    if word in NO:
        return False
    if word.replace(".", "", 1).isdigit():
        return float(word) > 0
    raise refuse(_("Write yes or no."))


def _structure(model_field: Any, raw: Any) -> Any:
    """A list or an object as an export writes it; plain words by commas are left to the gate."""
    text = str(raw).strip()
    wanted = type(model_field.get_default())
    if text[:1] == ("[" if wanted is list else "{"):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, wanted):
            return value
    return text


def _is_choice(model_field: "models.Field[Any, Any] | None", raw: Any) -> bool:
    """Whether a word such as “unknown” is one of a field's own choices."""
    if model_field is None or not model_field.choices:
        return False
    return any(folded(raw) in (folded(key), folded(label)) for key, label in model_field.flatchoices if key != "")


def _choice(model_field: "models.Field[Any, Any]", raw: Any) -> Any:
    """A choice by key or label, in any case; “2 - Medium” by its number when the keys are numbers."""
    wanted = folded(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
    for key, label in model_field.flatchoices:
        if wanted in (folded(key), folded(label), folded(str(key).replace("-", " "))):
            return key
    leading = NUMBERED.match(wanted)
    for key, label in model_field.flatchoices:
        if (leading and str(key) == leading[1]) or wanted == re.sub(r"^\d+ - ", "", folded(label)):
            return key
    meant = translated(model_field, raw)
    if len(meant) == 1:
        return meant[0]
    if meant:
        labels = {"text": str(raw)[:40], "known": ", ".join(str(dict(model_field.flatchoices)[key]) for key in meant)}
        raise refuse(_("“%(text)s” can mean several here: %(known)s. Say which.") % labels)
    known = ", ".join(str(label) for _key, label in model_field.flatchoices[:12])
    raise refuse(_("“%(text)s” is not one of: %(known)s.") % {"text": str(raw)[:40], "known": known})


def translated(model_field: "models.Field[Any, Any]", raw: Any) -> list[Any]:
    """The choices of a field that a word of another language means."""
    english = translations.choices(str(raw))
    words = {
        key: {plain(re.sub(r"^\d+ - ", "", str(label))), plain(str(key))} for key, label in model_field.flatchoices
    }
    return [key for key, names in words.items() if key not in ("", None) and names & english]


def is_refused(model_field: "models.Field[Any, Any] | None", raw: Any, options: Options) -> bool:
    """Whether a cell cannot be read as what a field holds."""
    try:
        convert(model_field, raw, options)
    except Invalid:
        return True
    return False

"""Turning cells into values that the write gate takes, by the kind of field; what is unclear is asked, not guessed."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.times import iso_moment

YES = frozenset(["yes", "y", "true", "x", "ja", "j", "oui", "o", "sí", "si", "1", "✓", "✔", "wahr", "vrai"])
NO = frozenset(["no", "n", "false", "nein", "non", "0", "-", "falsch", "faux"])
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day-first", "month-first", "year-first"
LEADING_KEY = re.compile(r"(\d+)(?=$|\s*[-–:=(]|\s+[^\W\d])")  # “2 - Medium”, but not the 3 of “3.1”
EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no time zones
WRITTEN = re.compile(
    r"^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})"
    r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(?:\s*([AaPp])\.?[Mm]\.?)?$"
)
GROUPED = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")  # 12,500 and 12.500 are the same whole number
WHOLE_NUMBER = re.compile(r"(-?\d+)(?:[.,]0+)?(?=$|[^\d.,])")
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(NAMES, start=1)}
NAMED = re.compile(r"^(\d{1,2})[. -]+([A-Za-z]{3})[A-Za-z]*[., -]+(\d{4})$")


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is read: the order of its dates, its words for unknown, and what holds for every row, by field.

    `file` and `run` say where what it brings comes from.
    """

    date_order: str = DAY_FIRST
    unknown: frozenset[str] = frozenset({"?", "n/a", "n.a.", "na", "#n/a", "null", "none", "unknown", "-", "tbd"})
    fixed: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    run: str = ""


def convert(model_field: "models.Field[Any, Any] | None", raw: Any, options: Options) -> Any:
    """The value of a cell; Invalid says what would be right. A field of None takes text as it is."""
    kind = table.of(model_field).name if model_field is not None else "text"
    if raw is None or (isinstance(raw, str) and (not raw.strip() or raw.strip().casefold() in options.unknown)):
        return None if kind == "boolean" else ""
    return CELLS.get(kind, _text)(model_field, raw, options)


def _text(model_field: Any, raw: Any, options: Options) -> Any:
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def moment(raw: Any, options: Options) -> datetime:
    """A cell as a time, with a zone where it names one; Invalid says what would be right."""
    return _moment("" if raw is None else raw, options.date_order)


def _refuse(message: str) -> Invalid:
    return Invalid({WHOLE: [message]})


def _truth(raw: Any) -> bool:
    if isinstance(raw, int | float):
        return raw > 0
    word = str(raw).strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    if word.replace(".", "", 1).isdigit():
        return float(word) > 0
    raise _refuse(_("Write yes or no."))


def _moment(raw: Any, order: str) -> datetime:
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, date):
        return datetime.combine(raw, time())
    if isinstance(raw, int | float) and 20_000 < raw < 80_000:
        return EXCEL_EPOCH + timedelta(days=float(raw))
    text = str(raw).strip()
    if iso := iso_moment(text):
        return iso
    found, named = WRITTEN.match(text), NAMED.match(text)
    try:
        if found:
            return _written(found, order)
        if named and named[2].casefold() in MONTHS:
            return datetime(int(named[3]), MONTHS[named[2].casefold()], int(named[1]))  # noqa: DTZ001
    except ValueError as error:
        raise _refuse(_("“%(text)s” is no day of the calendar.") % {"text": text}) from error
    raise _refuse(_("“%(text)s” is no date; write for example 2026-03-31 or 31.03.2026.") % {"text": text[:40]})


def _written(found: "re.Match[str]", order: str) -> datetime:
    first, second, third = (int(found[place]) for place in (1, 2, 3))
    if len(found[1]) == 4:
        year, month, day = first, second, third
    elif order == MONTH_FIRST:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    hour, minute, second_of = (int(found[place] or 0) for place in (4, 5, 6))
    if found[7]:
        hour = hour % 12 + (12 if found[7].casefold() == "p" else 0)
    year += 2000 if year < 100 else 0
    return datetime(year, month, day, hour, minute, second_of)  # noqa: DTZ001  the gate adds the organization's zone


def _number(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise _refuse(_("Write a number."))
    if isinstance(raw, int):
        return raw
    text = re.sub(r"[\s\u00a0'’]", "", str(raw))
    if GROUPED.fullmatch(text):
        return int(re.sub(r"[.,]", "", text))
    leading = WHOLE_NUMBER.match(text)
    if leading is None:
        raise _refuse(_("“%(text)s” is no whole number.") % {"text": str(raw)[:40]})
    return int(leading[1])


def _choice(model_field: "models.Field[Any, Any]", raw: Any) -> Any:
    """A choice by key or label, in any case; “2 - Medium” by its number when the keys are numbers."""
    text = str(int(raw) if isinstance(raw, float) and raw.is_integer() else raw).strip()
    wanted = text.casefold()
    for key, label in model_field.flatchoices:
        if wanted in (str(key).casefold(), str(label).casefold(), str(key).replace("-", " ").casefold()):
            return key
    leading = LEADING_KEY.match(text)
    for key, label in model_field.flatchoices:
        if (leading and str(key) == leading[1]) or wanted == re.sub(r"^\d+ - ", "", str(label)).casefold():
            return key
    known = ", ".join(str(label) for _key, label in model_field.flatchoices[:12])
    raise _refuse(_("“%(text)s” is not one of: %(known)s.") % {"text": text[:40], "known": known})


def date_order_of(values: Iterable[Any]) -> str:
    """The order in which a column writes its dates: what at least one value can only mean, else empty for unclear."""
    orders = set()
    written = 0
    for raw in values:
        found = WRITTEN.match(str(raw).strip()) if isinstance(raw, str) else None
        if not found or len(found[1]) == 4:
            continue
        written += 1
        if int(found[1]) > 12:
            orders.add(DAY_FIRST)
        elif int(found[2]) > 12:
            orders.add(MONTH_FIRST)
    if len(orders) == 1:
        return orders.pop()
    return "" if written else YEAR_FIRST


CELLS: Mapping[str, Callable[[Any, Any, Options], Any]] = {
    "boolean": lambda model_field, raw, options: _truth(raw),
    "moment": lambda model_field, raw, options: _moment(raw, options.date_order),
    "day": lambda model_field, raw, options: _moment(raw, options.date_order).date(),
    "choice": lambda model_field, raw, options: _choice(model_field, raw),
    "number": lambda model_field, raw, options: _number(raw),
    "level": lambda model_field, raw, options: _number(raw),
    "duration": lambda model_field, raw, options: _number(raw),
}

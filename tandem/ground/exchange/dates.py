"""Days and times as people and programs write them; what can mean two things is learnt from the column or asked."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.errors import WHOLE, Invalid

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day-first", "month-first", "year-first"
ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no time zones
EPOCH_OF_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
SERIALS = (20_000, 80_000)  # what a spreadsheet calls the days from 1954 to 2119
AHEAD = 20  # a year of two digits lies at most so many years ahead
ZONE = r"(?:\s*(Z|UTC|GMT)?\s*([+\-\u2212]\d{1,2}(?::?\d{2})?)?)"
CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?" + ZONE
WRITTEN = re.compile(
    r"(\d{1,4})([./\-])\s?(\d{1,2})\2\s?(\d{1,4})\.?(?:(?:[T ,]|\s-\s)\s*" + CLOCK + r")?", re.IGNORECASE
)
BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?" + ZONE + ")?", re.IGNORECASE)
NAMED = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,\s+)?(\d{1,2})(?:st|nd|rd|th)?[./\- ]*([^\W\d_]{3,10})\.?[,./\- ]+(\d{4}|\d{2})"
    r"(?:(?:[T,]|\s-)?\s*" + CLOCK + ")?",
    re.IGNORECASE,
)
NAMED_FIRST = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,\s+)?([^\W\d_]{3,10})\.?[ \-]+(\d{1,2})(?:st|nd|rd|th)?,?[ \-]+(\d{4})(?:,?\s*"
    + CLOCK
    + ")?",
    re.IGNORECASE,
)
MONTHS = (
    ("jan", "jän", "gen", "ene"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mayo"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)


def moment(raw: Any, order: str, *, is_from_1904: bool = False) -> datetime:
    """A cell as a time, with its offset where it tells one; Invalid says what would be right.

    `order` is that of days and months where a cell can mean both; empty when nobody said. Plain numbers are days since
    the beginning of 1900, or of 1904.
    """
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, date):
        return datetime.combine(raw, time())
    if isinstance(raw, int | float) and not isinstance(raw, bool) and SERIALS[0] < raw < SERIALS[1]:
        epoch = EPOCH_OF_1904 if is_from_1904 else EXCEL_EPOCH
        return epoch + timedelta(milliseconds=round(float(raw) * 86_400_000))
    text = " ".join(str(raw).split())
    try:
        read = _read(text, order)
    except (ValueError, OverflowError) as error:
        raise _refuse(_("“%(text)s” is no day of the calendar.") % {"text": text[:40]}) from error
    if read is None:
        raise _refuse(_("“%(text)s” is no date; write for example 2026-03-31 or 31.03.2026.") % {"text": text[:40]})
    return read


def _refuse(message: str) -> Invalid:
    return Invalid({WHOLE: [message]})


def _read(text: str, order: str) -> datetime | None:
    if found := WRITTEN.fullmatch(text):
        return _at(_day(found, order, text), found.groups()[4:])
    if found := BASIC.fullmatch(text):
        year, month, day, hour, minute, second, fraction, zone, offset = found.groups()
        return _at(date(int(year), int(month), int(day)), (hour, minute, second, fraction, None, zone, offset))
    if found := NAMED.fullmatch(text):
        month = month_of(found[2])
        return _at(date(_year(found[3]), month, int(found[1])), found.groups()[3:]) if month else None
    if found := NAMED_FIRST.fullmatch(text):
        month = month_of(found[1])
        return _at(date(int(found[3]), month, int(found[2])), found.groups()[3:]) if month else None
    return None


def _day(found: "re.Match[str]", order: str, text: str) -> date:
    first, sign, second, third = found[1], found[2], found[3], found[4]
    if len(first) > 2 or (order == YEAR_FIRST and len(third) <= 2):
        return date(_year(first), int(second), int(third))
    if not order and _may_begin_with_a_year(found):
        raise _refuse(
            _("“%(text)s” can mean several days: say whether the day, the month or the year comes first.")
            % {"text": text[:40]}
        )
    day, month = int(first), int(second)
    if sign == "." or day > 12 or order in (DAY_FIRST, YEAR_FIRST):
        return date(_year(third), month, day)
    if month > 12 or order == MONTH_FIRST:
        return date(_year(third), day, month)
    if day == month:
        return date(_year(third), month, day)
    raise _refuse(
        _("“%(text)s” can mean two days: say whether the day or the month comes first.") % {"text": text[:40]}
    )


def _may_begin_with_a_year(found: "re.Match[str]") -> bool:
    """Whether three numbers of two digits, as 26-02-03, may be a year, a month and a day as well as the reverse."""
    first, sign, second, third = found[1], found[2], int(found[3]), found[4]
    return sign == "-" and len(first) == len(third) == 2 and second <= 12 and 0 < int(third) <= 31 and first != third


def _year(text: str) -> int:
    """A year of two digits is the one that lies at most twenty years ahead."""
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise ValueError(text)
    this = clock.now().year
    near = this - this % 100 + int(text)
    return near - 100 if near > this + AHEAD else near + (100 if near <= this + AHEAD - 100 else 0)


def month_of(word: str) -> int:
    """A month by its name or the beginning of it in six languages; 0 for none."""
    wanted = word.casefold()
    for number, names in enumerate(MONTHS, start=1):
        if any(wanted.startswith(name) for name in names):
            return number
    return 0


def _at(day: date, told: tuple[Any, ...]) -> datetime:
    hour, minute, second, fraction, half, zone, offset = told
    if hour is None:
        return datetime.combine(day, time())
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(hour)
        hours = hours % 12 + (12 if half.casefold() == "p" else 0)
    extra = timedelta(days=1) if (hours, minute, second or "00") == (24, "00", "00") else timedelta()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    at = time(hours % 24 if extra else hours, int(minute), int(second or 0), micro)
    return datetime.combine(day, at, tzinfo=_zone(zone, offset)) + extra


def _zone(letters: str | None, offset: str | None) -> timezone | None:
    if offset is None:
        return UTC if letters else None
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 15 or minutes > 59:
        raise ValueError(offset)
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if offset[0] in "-\u2212" else away)


def date_order_of(values: Iterable[Any]) -> str:
    """The order in which a column writes its dates: what at least one value can only mean, else empty for unclear."""
    orders, unclear = set(), False
    for raw in values:
        found = WRITTEN.fullmatch(" ".join(raw.split())) if isinstance(raw, str) else None
        if not found or len(found[1]) > 2:
            continue
        if _may_begin_with_a_year(found):
            unclear = True
            orders |= {YEAR_FIRST} if int(found[1]) > 31 else set()
        elif found[2] == "." or int(found[1]) > 12:
            orders.add(DAY_FIRST)
        elif int(found[3]) > 12:
            orders.add(MONTH_FIRST)
        else:
            unclear = unclear or found[1] != found[3]
    if len(orders) == 1:
        return orders.pop()
    return "" if unclear or orders else YEAR_FIRST

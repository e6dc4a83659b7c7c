"""Days and times as people of a language write them; English is written as in ISO and ITIL texts: 2 March 2026, 14:05.

The patterns are those of Unicode's CLDR, by Babel. What is kept, sent to programs or exported stays ISO 8601.
"""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, parse_pattern
from django.utils import timezone
from django.utils.translation import get_language

ENGLISH: Final = {
    "yMMMd": "d MMM y",
    "yMMMMd": "d MMMM y",
    "MMMd": "d MMM",
    "Hm": "HH:mm",
    "MMM": "MMM",
    "yMMM": "MMM y",
    "yMMMM": "MMMM y",
    "EEEE": "EEEE",
    "EEE": "EEE",
}
WEEKDAYS: Final = {"EEEE": "EEEE", "EEE": "EEE", "MMM": "LLL"}  # no language arranges these further


def day(value: date | None) -> str:
    """A day as lists and sentences show it, 2 Mar 2026; nothing where there is none."""
    return _shown("yMMMd", value) if value else ""


def long_day(value: date | None) -> str:
    """A day as printed papers show it, 2 March 2026; nothing where there is none."""
    return _shown("yMMMMd", value) if value else ""


def short_day(value: date) -> str:
    """A day of this year or the next, 2 Mar."""
    return _shown("MMMd", value)


def month(value: date) -> str:
    """A month under a drawing, Mar; January with its year."""
    return _shown("yMMM" if value.month == 1 else "MMM", value)


def long_month(value: date) -> str:
    """A month of a year, March 2026."""
    return _shown("yMMMM", value)


def weekday(value: date) -> str:
    """The day of the week, Monday."""
    return _shown("EEEE", value)


def short_weekday(value: date) -> str:
    """The day of the week, shortened: Mon."""
    return _shown("EEE", value)


def moment(value: datetime | None, zone: tzinfo | None = None) -> str:
    """A time in a zone, else the one that is looked from, 2 Mar 2026, 14:05; nothing where there is none."""
    return _with_time("yMMMd", timezone.localtime(value, zone)) if value else ""


def long_moment(value: datetime | None) -> str:
    """A time as printed papers show it, 2 March 2026, 14:05, in the zone that it has; nothing where there is none."""
    return _with_time("yMMMMd", value) if value else ""


def _with_time(skeleton: str, local: datetime) -> str:
    locale, _is_english = _spoken(get_language() or "")
    return str(locale.datetime_formats["medium"]).format(_shown("Hm", local), _shown(skeleton, local))


def _shown(skeleton: str, value: date) -> str:
    pattern, locale = _pattern(skeleton, get_language() or "")
    return str(pattern.apply(value, locale))


@lru_cache(512)
def _pattern(skeleton: str, language: str) -> tuple[DateTimePattern, Locale]:
    locale, is_english = _spoken(language)
    if is_english:
        return parse_pattern(ENGLISH[skeleton]), locale
    known = locale.datetime_skeletons
    return known.get(skeleton) or parse_pattern(WEEKDAYS.get(skeleton) or ENGLISH[skeleton]), locale


@lru_cache(128)
def _spoken(language: str) -> tuple[Locale, bool]:
    """The locale of a language, and whether it is English, which the pseudo-language is too."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return (Locale.parse("en"), True) if locale.language == "en" else (locale, False)

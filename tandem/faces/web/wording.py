"""Numbers, amounts and lengths as people read them; days and times are those of `ground.kernel.locales`."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock_words
from tandem.ground.kernel.locales import day, long_month

HIDDEN: Final = "••••••"
KILO: Final = 1_000
ISO: Final = re.compile(r"iso-(\d+(?:-\d+)?):(\d{4})")
OTHERS: Final = {"fitsm-1:3.0": "FitSM-1:3.0", "nist-csf:2.0": "NIST CSF 2.0"}


def period(value: str) -> str:
    """A day, month or year, whichever is known: 2012-03-09, 2012-03 or 2012; anything else as it stands."""
    forms = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}
    shown: dict[int, Callable[[date], str]] = {4: lambda _first: value, 7: long_month, 10: day}
    try:
        return shown[len(value)](datetime.strptime(value, forms[len(value)]).date())  # noqa: DTZ007  a day has no zone
    except (KeyError, ValueError):
        return value


def edition(key: str) -> str:
    """What a standard in an edition is called by its key: ISO/IEC 27001:2022 of iso-27001:2022; others as they are."""
    named = ISO.fullmatch(key)
    return f"ISO/IEC {named[1]}:{named[2]}" if named else OTHERS.get(key, key)


def named(word: str) -> str:
    """A word of a list as people read it: a requirement by its standard and reference, a standard by its name."""
    standard, slash, ref = word.partition("/")
    return f"{edition(standard)} {ref}" if slash and ref and edition(standard) != standard else edition(word)


def masked(address: str) -> str:
    """An address without the secret in it: what kind it is, and nothing more."""
    kind, colon, _rest = address.partition("://")
    return f"{kind}://{HIDDEN}" if colon else HIDDEN


def iso(value: Any) -> str:
    """A day or time as a form field holds it, in the organization's zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value or "")


def number(value: Any) -> str:
    """A number with separators between thousands."""
    return number_format(value, force_grouping=True) if value is not None else ""


def figure(value: Decimal) -> str:
    """A number with separators between thousands, without decimals that say nothing."""
    return number(Decimal(written(value)))


def amount(value: Decimal) -> str:
    """An amount with separators between thousands: 12,000, and where there are cents all of them: 0.10."""
    has_cents = value != value.to_integral_value() and value == round(value, 2)
    return number(round(value, 2)) if has_cents else figure(value)


def duration(count: int, unit: str) -> str:
    """A number of months, days, hours or minutes as people read it."""
    if unit == "minutes":
        return clock_words.spoken(count)
    words = {
        "months": ngettext("%(count)s month", "%(count)s months", count),
        "days": ngettext("%(count)s day", "%(count)s days", count),
        "hours": ngettext("%(count)s hour", "%(count)s hours", count),
    }
    return words[unit] % {"count": number(count)}


def written(value: Decimal) -> str:
    """A number as a form field holds it: no exponent, no zeros at the end."""
    return format(value.normalize(), "f")


def size(count: int) -> str:
    """A number of bytes as people read it: 812 bytes, 43 kB, 2.9 MB."""
    if count < KILO:
        return ngettext("%(count)s byte", "%(count)s bytes", count) % {"count": number(count)}
    if count < KILO * KILO:
        return _("%(count)s kB") % {"count": number(round(count / KILO))}
    return _("%(count)s MB") % {"count": number(round(count / KILO / KILO, 1))}


def money(amount: float | None, currency: str = "") -> str:
    """An amount in whole units, or with cents where it is small; a dash for none."""
    if amount is None:
        return "–"
    shown = number(round(amount) if abs(amount) >= 1_000 or amount == round(amount) else round(amount, 2))
    return f"{currency} {shown}".strip()


def percent(share: float | None) -> str:
    """A share as a percentage with as many digits as it takes to say something; a dash for none."""
    if share is None:
        return "–"
    points = share * 100
    if 0 < points < 0.005:
        return f"<\u00a0{number_format(0.01)}\u00a0%"
    digits = 0 if abs(points) >= 10 else 1 if abs(points) >= 1 else 2
    return f"{figure(Decimal(f'{points:.{digits}f}'))}\u00a0%"


def inner(text: object) -> str:
    """A label inside a sentence: in English with a small letter, abbreviations aside; else as it is."""
    word = str(text)
    is_english = (get_language() or "en").partition("-")[0] == "en"
    return word[:1].lower() + word[1:] if is_english and not word[1:2].isupper() else word


def sentence(text: object) -> str:
    """A label with a large first letter; the rest stays as it is written, names and abbreviations too."""
    word = str(text)
    return word[:1].upper() + word[1:]

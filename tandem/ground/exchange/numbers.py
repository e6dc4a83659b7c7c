"""Numbers as people write them: separators of either kind, currencies, percent; a comma can mean two things."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.money import currencies

COMMA, POINT = ",", "."
SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
CURRENCY = re.compile(
    r"(?:[€$£¥₹₽₩]|\b(?:EUR|USD|CHF|GBP|SEK|NOK|DKK|PLN|CZK|HUF|JPY|AUD|CAD|Fr|kr|zł|Kč"
    rf"|(?-i:{'|'.join(sorted(currencies() - {'ALL', 'TOP', 'TRY'}))}))\b\.?)",  # those three are words of headings
    re.IGNORECASE,
)
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "fr": "CHF"} | {
    "kr": "SEK",
    "zł": "PLN",
    "kč": "CZK",
}
PLAIN = re.compile(r"[+\-\u2212]?\d+(?:[.,]\d+)*")
GROUPS = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
NUMBERED_LAST = re.compile(r"[^\d.,%]+(?:[-–—:=]\s+|[(\[]\s*)(\d{1,3})\s*[)\]]?")
WORDED = re.compile(r"([+-]?\d+(?:[.,]0+)?)(?![^\S\n]*[-–—:][^\S\n]*\d)(?=[^\d.,%].*$)", re.DOTALL)  # no range, no time


def refuse(message: str) -> Invalid:
    """The refusal of a cell."""
    return Invalid({WHOLE: [message]})


def decimal_sign_of(values: Iterable[Any]) -> str:
    """The sign before the decimals of a column: what at least one cell can only mean, else empty for unclear."""
    signs = set()
    for raw in values:
        text = _bare(raw)[0] if isinstance(raw, str) else ""
        if PLAIN.fullmatch(text):
            signs.add(_sign_in(text))
    signs.discard("")
    return signs.pop() if len(signs) == 1 else ""


def _sign_in(text: str) -> str:
    """What the last sign of one number must be: decimals, or empty when it could group thousands."""
    last = max(text.rfind(COMMA), text.rfind(POINT))
    if last < 0:
        return ""
    sign, other = text[last], POINT if text[last] == COMMA else COMMA
    if text.count(sign) > 1:
        return other
    is_grouping = GROUPS.fullmatch(text) and other not in text
    return "" if is_grouping and not text.lstrip("+-").startswith("0") else sign


def whole(raw: Any) -> int:
    """A cell as a whole number, words beside it left aside as in “4 - Major” and “Rare (1)”; Invalid says what would
    be right."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise refuse(_("A number belongs here; a spreadsheet may have made a date of it. Write the number as text."))
    if isinstance(raw, int):
        return raw
    text, _percent = _bare(raw)
    if GROUPS.fullmatch(text):
        return int(re.sub(r"[.,]", "", text))
    worded = NUMBERED_LAST.fullmatch(str(raw).strip()) or WORDED.match(text + " ")
    if worded is None:
        raise refuse(
            _("“%(text)s” is no whole number; write for example 3, or say which number it means.")
            % {"text": str(raw)[:40]}
        )
    return int(re.split(r"[.,]", worded[1])[0])


def figure(raw: Any, sign: str) -> Decimal:
    """A cell as a number with decimals; `sign` is what the column writes before them, empty when it does not show."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise refuse(_("A number belongs here; a spreadsheet may have made a date of it. Write the number as text."))
    if not isinstance(raw, str):
        return Decimal(str(raw))
    text, is_percent = _bare(raw)
    if not PLAIN.fullmatch(text):
        return _plain(text, raw)
    own = _sign_in(text)
    if not own and COMMA in text and not sign:
        raise refuse(
            _("“%(text)s” can mean two numbers: write it without a comma, as 1234 or 1.234.") % {"text": raw[:40]}
        )
    decimals = own or sign or POINT
    other = POINT if decimals == COMMA else COMMA
    number = _plain(text.replace(other, "").replace(decimals, POINT), raw)
    return number / 100 if is_percent else number


def percentage(raw: Any, sign: str, *, is_share: bool) -> Decimal:
    """A cell as percent, 85 for “85 %” and for 85; in a column of shares of one it has to be said which is meant."""
    if is_share and not isinstance(raw, str) and raw:
        told = {"value": raw, "percent": f"{Decimal(str(raw)) * 100:f}"}
        message = _("%(value)s can mean %(value)s %% or %(percent)s %%: write it with the sign of percent.")
        raise refuse(message % told)
    number = figure(raw, sign)
    return number * 100 if isinstance(raw, str) and _bare(raw)[1] else number


def are_shares(values: Iterable[Any]) -> bool:
    """Whether the numbers of a column lie between 0 and 1 throughout, not all of them whole."""
    read = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return any(0 < value < 1 for value in read) and all(0 <= value <= 1 for value in read)


def currency_of(raw: Any) -> str:
    """The currency that a cell names, by its three letters; empty when it names none."""
    found = CURRENCY.search(raw) if isinstance(raw, str) else None
    sign = found[0].strip(". ") if found else ""
    return SIGNS.get(sign.casefold(), sign.upper())


def _bare(raw: Any) -> tuple[str, bool]:
    """The signs of a number alone, and whether it is said in percent."""
    text = CURRENCY.sub("", str(raw)).strip()
    is_percent = text.endswith("%")
    text = SPACES.sub("", text.rstrip("%"))
    if text.startswith("(") and text.endswith(")") and text[1:2].isdigit():
        text = "-" + text[1:-1]
    return text.replace("\u2212", "-"), is_percent


def _plain(text: str, raw: Any) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise refuse(_("“%(text)s” is no number; write for example 12500 or 0.25.") % {"text": str(raw)[:40]})
    return number

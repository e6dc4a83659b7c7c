"""Number formats of a workbook that say what a number means: percent, or an amount in a currency."""

import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from html import unescape
from typing import Final

from tandem.ground.exchange.numbers import currency_of

Shown = Callable[[float], str]
PERCENT: Final = frozenset({9, 10})  # built-in formats of ECMA-376, part 1, 18.8.30
COLOURS: Final = re.compile(r"\[(?!\$)[^\[\]]*\]")
QUOTED: Final = re.compile(r'"([^"]*)"')
SYMBOL: Final = re.compile(r"\[\$([^\]\-]+)|([€£¥₹]|\$(?!-))|(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
FORMAT: Final = re.compile(r"<numFmt\b[^>]*>")
STYLES: Final = re.compile(r"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.DOTALL)
STYLE: Final = re.compile(r"<xf\b[^>]*>")


def of(archive: zipfile.ZipFile) -> Mapping[int, Shown]:
    """How the numbers of a style are to be said, by the number of the style; plain ones are not in it."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    xml = archive.read("xl/styles.xml").decode("utf-8", errors="replace")
    written = {_attribute(tag, "numFmtId"): _attribute(tag, "formatCode") for tag in FORMAT.findall(xml)}
    styles = STYLES.search(xml)
    ids = [_attribute(tag, "numFmtId") for tag in STYLE.findall(styles[1])] if styles else []
    said = {place: saying(number, unescape(written.get(number, ""))) for place, number in enumerate(ids)}
    return {place: shown for place, shown in said.items() if shown is not None}


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return match[1] if match else ""


def saying(number: str, code: str) -> Shown | None:
    """How the numbers of a format are to be said; None for plain ones."""
    if number.isdigit() and int(number) in PERCENT:
        return percent
    positive = COLOURS.sub("", code.partition(";")[0])
    if "%" in QUOTED.sub("", positive):
        return percent
    match = SYMBOL.search(QUOTED.sub(r"\1", positive))
    name = currency_of(next(filter(None, match.groups()), "")) if match else ""
    return amount(name)


def amount(currency: str) -> Shown | None:
    """How an amount in a currency is to be said; None without one."""
    return (lambda value: f"{_plain(Decimal(repr(value)))} {currency}") if currency else None


def percent(value: float) -> str:
    """A share of one as percent."""
    return f"{_plain(Decimal(repr(value)) * 100)}%"


def _plain(number: Decimal) -> str:
    """A number whose point cannot be taken for one between thousands."""
    text = format(number.normalize(), "f")
    return f"{text}0" if re.search(r"\.\d{3}$", text) else text

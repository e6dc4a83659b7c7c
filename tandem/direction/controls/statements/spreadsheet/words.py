"""The words that people write into a Statement of Applicability: yes and no, reasons, states, numbers of controls."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

import yaml

from tandem.ground.exchange.conversion import NO, YES
from tandem.ground.exchange.mapping import plain

APPLICABLE, EXCLUDED, UNDECIDED, UNKNOWN = "applicable", "excluded", "", "unknown"
_TABLE: Final[Mapping[str, Any]] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))


def _cells(name: str) -> frozenset[str]:
    """The whole cells that mean something, in every language, as they are compared."""
    return frozenset(plain(word) for words in _TABLE[name] for word in words)


YES_WORDS: Final = _cells("yes") | {plain(word) for word in YES}
NO_WORDS: Final = _cells("no") | {plain(word) for word in NO if plain(word)}
PLAIN_ANSWERS: Final = frozenset(plain(word) for word in YES | NO) - {"", "x", "o"}
NO_ANSWER: Final = _cells("no answer") | {""}
NO_REASON: Final = _cells("no reason") | {""}
REASON_WORDS: Final[Mapping[str, str]] = _TABLE["reasons"]
PROGRESS_WORDS: Final[tuple[tuple[str, str], ...]] = tuple(map(tuple, _TABLE["progress"]))
ROLES: Final[tuple[tuple[str, str], ...]] = tuple(map(tuple, _TABLE["headings"]))
NUMBER: Final = re.compile(
    r"^\s*+['’]?\s*+(?:iso(?:/iec)?\s?27001(?:[:-]\d{4})?[\s,:–-]++)?(?:annex\s++)?(?:a\s*+[.\-]?\s*+)?(?P<number>\d{1,2}(?:\.\d{1,3}){0,2})\.?(?=$|[\s:–—\-)])(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
SPAN: Final = re.compile(
    r"^(?:annex\s++)?(?:a\s*+[.\-]?\s*+)?(?P<first>\d{1,2}(?:\.\d{1,3}){1,2})"
    r"(?:\s*+(?:-|–|—|\.{2,3}|…|to|through|until|bis|à|a|au|jusqu['’]à)\s*+(?:a\s*+[.\-]?\s*+)?"
    r"(?P<last>\d{1,2}(?:\.\d{1,3}){0,2}))?\.?$",
    re.IGNORECASE,
)
CHAPTER: Final = re.compile(
    r"^(?:(?:all|alle|tous|toutes)\s++(?:of\s++)?)?(?:a\s*+[.\-]?\s*+)?(?P<chapter>\d{1,2})"
    r"(?:\.(?:\*|x{1,2})|\s++\(?(?:all|alle|tous|toutes|komplett|complete)\)?)$",
    re.IGNORECASE,
)
OTHERWISE: Final = re.compile(
    r"^\s*+(?:a\s*+[.\-]?\s*+)?(?P<chapter>\d{1,2})\s?[/,_\-]\s?(?P<place>\d{1,2})\s*+$", re.IGNORECASE
)
JOINTS: Final = re.compile(r"[,;&+/\n]|\b(?:and|und|et|sowie|ainsi que)\b", re.IGNORECASE)
DAY: Final = re.compile(r"\d\d(\d\d)-(\d\d)-(\d\d)(?:$|[ T])")
CODE: Final = re.compile(r"[A-Za-z]{1,5}[-. ]?\d{1,3}(?:\.\d{1,3}){0,3}(?:\(\d{1,3}\))?")


def decision_of(value: Any, *, inverse: bool = False) -> str:
    """Whether a cell says that a control applies: applicable, excluded, nothing, or unknown when it says neither."""
    if isinstance(value, bool):
        said = APPLICABLE if value else EXCLUDED
    elif str(value if value is not None else "").strip() in ("✓", "✔", "☑", "☒"):
        said = APPLICABLE
    else:
        word = plain(str(value)) if value is not None else ""
        if word in NO_ANSWER:
            return UNDECIDED
        said = APPLICABLE if word in YES_WORDS else EXCLUDED if word in NO_WORDS else UNKNOWN
    if inverse and said in (APPLICABLE, EXCLUDED):
        return EXCLUDED if said == APPLICABLE else APPLICABLE
    return said


def reasons_in(text: str) -> frozenset[str]:
    """The reasons that a text names, by risk, law, contract and practice."""
    word = plain(text)
    return frozenset(name for name, pattern in REASON_WORDS.items() if re.search(pattern, word))


def names_risk_register(text: str) -> bool:
    """Whether a note points to the register of risks."""
    return re.search(r"\brisk register|\brisikoregister|\bregistre des risques", plain(text)) is not None


def progress_of(value: Any) -> str:
    """How far a control is, by what a cell says; empty when it says nothing that is known."""
    if isinstance(value, bool):
        return "implemented" if value else "not-begun"
    word = plain(str(value)) if value is not None else ""
    if not word or word in NO_ANSWER - {"open", "offen"}:
        return ""
    return next((state for state, pattern in PROGRESS_WORDS if re.search(pattern, word)), "")


def number_of(value: Any) -> str:
    """The number of a control that a cell begins with, as it stands there: 5.3, 5.1.1; empty for none."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:g}" if 0 < value < 100 else ""
    found = NUMBER.match(_dotted(str(value)))
    return found["number"] if found else ""


def _dotted(text: str) -> str:
    """A number such as 5/10 or 5,10 as it is meant: 5.10."""
    return OTHERWISE.sub(r"\g<chapter>.\g<place>", text)


def spans_of(value: Any) -> list[tuple[str, str]]:
    """The first and last numbers of everything that a cell names when it names more than one control; else nothing.

    “A.8.20 to A.8.22” is one span, “5.1, 5.2 and 8.20-22” are three; “A.7.*” is the whole of 7, from 7. to 7.
    """
    if not isinstance(value, str):
        return []
    if whole := CHAPTER.match(value.strip()):
        return [(f"{whole['chapter']}.", f"{whole['chapter']}.")]
    parts = [part for part in JOINTS.split(value.strip()) if part.strip()]
    matches = [SPAN.match(part.strip()) for part in parts]
    if not matches or None in matches or (len(matches) == 1 and matches[0] is not None and not matches[0]["last"]):
        return []
    return [_span(match["first"], match["last"] or match["first"]) for match in matches if match]


def _span(first: str, last: str) -> tuple[str, str]:
    chapter = first.rpartition(".")[0]
    return first, last if "." in last else f"{chapter}.{last}"


def reason_of(text: str) -> str:
    """What a cell says as a reason; a dash, “none” or “n/a” says nothing."""
    return "" if plain(text) in NO_REASON else text


def is_number(value: Any) -> bool:
    """Whether a cell reads like the number of a control: 5.3, A.5.30, AC-2(1), or a day that 5.10 was taken for."""
    if number_of(value) or DAY.match(str(value)) or spans_of(value):
        return True
    return isinstance(value, str) and CODE.fullmatch(value.strip()) is not None


def title_after(value: Any) -> str:
    """What follows the number in a cell that holds both, as in “A.5.1 Policies”."""
    found = NUMBER.match(value) if isinstance(value, str) else None
    return found["rest"].strip(" \t\r\n:–—-)") if found else ""


def possible_numbers(value: Any) -> list[str]:
    """The numbers that a cell may stand for: a spreadsheet keeps 5.30 as 5.3 (not A.5.30) and takes 5.10 for a day."""
    if day := DAY.match(str(value)):
        year, month, date = int(day[1]), int(day[2]), int(day[3])
        three = [f"{year}.{month}.{date}", f"{date}.{month}.{year}", f"{month}.{date}.{year}"]
        return [f"{date}.{month}", f"{month}.{date}", *three]
    number = number_of(value)
    lost_its_zero = not isinstance(value, str) or value.strip()[:1].isdigit()
    if lost_its_zero and re.fullmatch(r"\d+\.[1-9]", number):
        return [number, f"{number}0"]
    return [number] if number else []


def is_day(value: Any) -> bool:
    """Whether a cell holds a day, which a number of a control may have been taken for."""
    return DAY.match(str(value)) is not None


def comparable(ref: str) -> str:
    """A reference without the letter of the annex: A.5.30 and 5.30 are the same control; others in one case."""
    bare = ref.strip().casefold().replace(" ", "")
    return re.sub(r"^a\.(?=\d)", "", bare)


def similarity(title: str, other: str) -> float:
    """How alike two titles are, from 0 to 1; every word of one within the other counts as alike."""
    first, second = plain(title), plain(other)
    if not first or not second:
        return 0.0
    ratio = SequenceMatcher(None, first, second).ratio()
    fewer, more = sorted((set(first.split()), set(second.split())), key=len)
    return max(ratio, 0.85) if len(fewer) >= 2 and fewer <= more else ratio

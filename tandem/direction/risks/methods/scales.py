"""Scales, criteria, bands and tiers as people write them: one line each, its parts separated by a bar. Pure functions.

A method keeps these as text, so that a form, an import, the API and the history show the same thing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tandem.direction.risks.methods.judging import MANAGER, OWNER, Band, Tier

BAR = "|"
TONES = ("good", "waiting", "bad", "active", "quiet")
MOST_CRITERIA = 8
LONGEST_NAME = 40
NOT_IN_NAMES = re.compile(r"[,;:|]")
PERSON = re.compile(r"[^@\s,]+@[^@\s,]+")


class BadLine(ValueError):
    """A line that cannot be read; says which and what would be right."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its number from 1, its name, what it means."""

    number: int
    name: str
    meaning: str = ""

    @property
    def words(self) -> str:
        """As it stands in a choice."""
        return f"{self.number} {self.name}" + (f": {self.meaning}" if self.meaning else "")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that impact is judged by, such as money or customers, with what each step means there."""

    name: str
    meanings: tuple[str, ...]


def lines_of(text: str) -> list[tuple[int, list[str]]]:
    """The lines that say something, by number from 1, each in its parts."""
    numbered = enumerate(text.splitlines(), start=1)
    return [(number, [part.strip() for part in line.split(BAR)]) for number, line in numbered if line.strip()]


def read_steps(names: Sequence[str], meanings: str) -> tuple[Step, ...]:
    """The steps of a scale, lowest first; meanings count only when there is one line for each step."""
    lines = [line.strip() for line in meanings.splitlines() if line.strip()]
    lines = lines if len(lines) == len(names) else [""] * len(names)
    return tuple(Step(place, name, lines[place - 1]) for place, name in enumerate(names, start=1))


def read_criteria(text: str, steps: int) -> tuple[Criterion, ...]:
    """Criteria written as `name | meaning of step 1 | …`; BadLine unless each has a meaning for every step."""
    criteria: list[Criterion] = []
    for number, (name, *meanings) in lines_of(text):
        if not name or len(name) > LONGEST_NAME or NOT_IN_NAMES.search(name):
            raise BadLine(f"Line {number}: begin with a name of up to {LONGEST_NAME} letters, without , ; or :.")
        if meanings and len(meanings) != steps:
            raise BadLine(f"Line {number}: “{name}” needs {steps} meanings, one for each step; it has {len(meanings)}.")
        if name.casefold() in (criterion.name.casefold() for criterion in criteria):
            raise BadLine(f"Line {number}: “{name}” stands here twice.")
        criteria.append(Criterion(name, tuple(meanings) or ("",) * steps))
    if len(criteria) > MOST_CRITERIA:
        raise BadLine(f"At most {MOST_CRITERIA} criteria; there are {len(criteria)}.")
    return tuple(criteria)


def read_bands(text: str, highest: int) -> tuple[Band, ...]:
    """Bands written as `up to | name | colour | months`; BadLine unless they rise and reach the highest level."""
    bands: list[Band] = []
    for number, parts in lines_of(text):
        up_to, label, tone, months = (*parts, "", "", "")[:4]
        least = bands[-1].up_to if bands else 0
        if not _is_level(up_to) or int(up_to) <= least:
            raise BadLine(f"Line {number}: begin with a level above {least}.")
        if not label or label.casefold() in (band.label.casefold() for band in bands):
            raise BadLine(f"Line {number}: give the band a name of its own.")
        if tone not in TONES:
            raise BadLine(f"Line {number}: the colour is one of {', '.join(TONES)}.")
        if months and not (_is_level(months) and int(months) <= 120):
            raise BadLine(f"Line {number}: months are a number from 1 to 120, or nothing.")
        bands.append(Band(int(up_to), label, tone, int(months or 0)))
    if bands and bands[-1].up_to < highest:
        raise BadLine(f"The last band has to reach the highest level, {highest}.")
    return tuple(bands)


def read_tiers(text: str) -> tuple[Tier, ...]:
    """Tiers written as `up to | owner, manager or e-mail addresses | name`; BadLine unless they rise."""
    tiers: list[Tier] = []
    for number, parts in lines_of(text):
        up_to, who, label = (*parts, "", "")[:3]
        least = tiers[-1].up_to if tiers else 0
        if not _is_level(up_to) or int(up_to) <= least:
            raise BadLine(f"Line {number}: begin with a level above {least}.")
        names = tuple(name for part in who.split(",") if (name := part.strip().lower()))
        if not names or not all(name in (OWNER, MANAGER) or PERSON.fullmatch(name) for name in names):
            raise BadLine(f"Line {number}: say who accepts: owner, manager, or e-mail addresses.")
        tiers.append(Tier(int(up_to), names, label))
    return tuple(tiers)


def _is_level(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4 and int(text) > 0


def read_judged(words: Iterable[str]) -> dict[str, int]:
    """Steps by criterion from words such as `Money: 3`; BadLine says how they are written."""
    steps = {}
    for word in words:
        name, _colon, step = word.rpartition(":")
        if not name.strip() or not _is_level(step.strip()):
            raise BadLine(f"“{word}”: write a criterion and its step, such as Money: 3.")
        steps[name.strip()] = int(step)
    return steps


def write_judged(steps: dict[str, int]) -> list[str]:
    """Steps by criterion as they are kept."""
    return [f"{name}: {step}" for name, step in steps.items()]


def write_lines(rows: Iterable[Iterable[object]]) -> str:
    """Rows of parts as lines; parts that are missing at the end are left off, empty rows left out."""
    return "\n".join(line for row in rows if (line := _line([str(part).strip() for part in row])))


def _line(parts: list[str]) -> str:
    return f" {BAR} ".join(_trimmed(parts)) if any(parts) else ""


def _trimmed(parts: list[str]) -> Iterator[str]:
    last = max(place for place, part in enumerate(parts) if part)
    return (part.replace(BAR, "/").replace("\n", " ") for part in parts[: last + 1])

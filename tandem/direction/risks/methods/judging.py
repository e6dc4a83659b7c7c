"""Levels by a method: how likelihood and impact make one, what is acceptable, who may accept it. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

NUMBER = re.compile(r"[1-9]\d?|100")
GOOD, WATCH, CRITICAL = "good", "waiting", "bad"
OWNER, MANAGER = "owner", "manager"


class BadMatrix(ValueError):
    """A matrix that does not fit its scales; says what would be right."""


@dataclass(frozen=True, slots=True)
class Band:
    """Levels that share a name, a colour and an interval: from the band before up to `up_to`, months 0 for none."""

    up_to: int
    label: str
    tone: str
    months: int = 0


@dataclass(frozen=True, slots=True)
class Tier:
    """Who accepts levels up to `up_to`: the owner of the risk, a manager, or persons by e-mail address."""

    up_to: int
    who: tuple[str, ...]
    label: str = ""

    @property
    def persons(self) -> tuple[str, ...]:
        """E-mail addresses of those who are named."""
        return tuple(name for name in self.who if name not in (OWNER, MANAGER))


@dataclass(frozen=True, slots=True)
class Judging:
    """The part of a method that computes: its formula, its matrix from the lowest likelihood up, its limits."""

    formula: str = "product"
    matrix: tuple[tuple[int, ...], ...] = ()
    accept_up_to: int = 6
    critical_from: int = 15
    owner_accepts_up_to: int | None = None
    bands: tuple[Band, ...] = ()
    tiers: tuple[Tier, ...] = ()
    combining: str = "highest"

    def level(self, likelihood: int | None, impact: int | None) -> int | None:
        """The level of a judgement; None while either half is missing or outside the matrix."""
        if not likelihood or not impact:
            return None
        match self.formula:
            case "sum":
                return likelihood + impact
            case "matrix":
                inside = likelihood <= len(self.matrix) and impact <= len(self.matrix[likelihood - 1])
                return self.matrix[likelihood - 1][impact - 1] if inside else None
        return likelihood * impact

    def combined(self, steps: Sequence[int]) -> int | None:
        """One impact out of those by criterion: the highest, or their mean rounded up; None without any."""
        if not steps:
            return None
        return max(steps) if self.combining == "highest" else -(-sum(steps) // len(steps))

    def band(self, level: int) -> Band | None:
        """The band a level lies in; the last one goes on upwards. None where the method has no bands."""
        return next((band for band in self.bands if level <= band.up_to), self.bands[-1] if self.bands else None)

    def label(self, level: int) -> str:
        """What the method calls a level; empty where it has no bands."""
        band = self.band(level)
        return band.label if band else ""

    def months(self, level: int, otherwise: int) -> int:
        """After how many months a risk of this level is assessed again."""
        band = self.band(level)
        return band.months if band and band.months else otherwise

    def tier(self, level: int) -> Tier | None:
        """Who accepts this level; None where nobody does, so that it has to be treated."""
        if self.tiers:
            return next((tier for tier in self.tiers if level <= tier.up_to), None)
        return Tier(level, (OWNER,) if self.owner_may_accept(level) else (MANAGER,))

    def tone(self, level: int) -> str:
        """The colour of its band; without bands acceptable, to be treated, or critical."""
        if band := self.band(level):
            return band.tone
        return GOOD if level <= self.accept_up_to else CRITICAL if level >= self.critical_from else WATCH

    def owner_may_accept(self, level: int) -> bool:
        """Whether the risk's owner may accept this level; above it a manager has to."""
        return self.owner_accepts_up_to is None or level <= self.owner_accepts_up_to

    def highest(self, likelihoods: int, impacts: int) -> int:
        """The highest level on scales of these lengths."""
        steps = product(range(1, likelihoods + 1), range(1, impacts + 1))
        return max(self.level(likelihood, impact) or 0 for likelihood, impact in steps)


def read_matrix(rows: Sequence[str], likelihoods: int, impacts: int) -> tuple[tuple[int, ...], ...]:
    """A matrix written as one row of numbers for each step of likelihood, the lowest first.

    Raises BadMatrix unless every row has a number for each step of impact and no level falls towards the worse.
    """
    if len(rows) != likelihoods:
        raise BadMatrix(f"Write {likelihoods} rows, one for each step of likelihood; there are {len(rows)}.")
    read = []
    for place, row in enumerate(rows, start=1):
        cells = row.split()
        if len(cells) != impacts or not all(NUMBER.fullmatch(cell) for cell in cells):
            raise BadMatrix(f"Row {place} needs {impacts} numbers from 1 to 100, separated by spaces.")
        read.append(tuple(int(cell) for cell in cells))
    for place, levels in enumerate(read, start=1):
        if any(left > right for left, right in pairwise(levels)):
            raise BadMatrix(f"Row {place} falls: more impact never makes a lower level.")
        if place > 1 and any(below > here for below, here in zip(read[place - 2], levels, strict=True)):
            raise BadMatrix(f"Row {place} is lower than the row before: more likelihood never makes a lower level.")
    return tuple(read)

"""Levels by a method: how likelihood and impact make one, what is acceptable, who may accept it. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

NUMBER = re.compile(r"[1-9]\d?|100")
GOOD, WATCH, CRITICAL = "good", "waiting", "bad"


class BadMatrix(ValueError):
    """A matrix that does not fit its scales; says what would be right."""


@dataclass(frozen=True, slots=True)
class Judging:
    """The part of a method that computes: its formula, its matrix from the lowest likelihood up, its limits."""

    formula: str = "product"
    matrix: tuple[tuple[int, ...], ...] = ()
    accept_up_to: int = 6
    critical_from: int = 15
    owner_accepts_up_to: int | None = None

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

    def tone(self, level: int) -> str:
        """Acceptable, to be treated, or critical."""
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
    for place, row in enumerate(read, start=1):
        if any(left > right for left, right in pairwise(row)):
            raise BadMatrix(f"Row {place} falls: more impact never makes a lower level.")
        if place > 1 and any(below > here for below, here in zip(read[place - 2], row, strict=True)):
            raise BadMatrix(f"Row {place} is lower than the row before: more likelihood never makes a lower level.")
    return tuple(read)

"""A cause-and-effect diagram: branches with what was found on each, all leading to what was not fulfilled."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

WIDTH, HEAD, LEFT = 940, 190, 24
PER_SIDE = 3
SLANT = 70  # how far a branch leans
LINE, GAP = 17, 8
LABEL = 30
LEAST = 96  # height of a branch
LONGEST, MOST_LINES = 27, 2
HEAD_LONGEST, HEAD_LINES = 22, 5
CUT = "…"


@dataclass(frozen=True)
class Words:
    """A piece of text of a few lines, from its upper left."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Branch:
    """One branch: its name, the line to the spine, and the causes along it."""

    name: str
    x: float
    y: float
    foot: float
    name_y: float
    causes: tuple[Words, ...]


@dataclass(frozen=True)
class Fishbone:
    """Everything that a page or print draws; `is_whole` says that no word was left out for want of room."""

    height: float
    middle: float
    head: Words
    branches: tuple[Branch, ...]
    is_whole: bool
    width: int = WIDTH
    left: int = LEFT
    head_left: int = WIDTH - HEAD


def drawn(effect: str, branches: Sequence[tuple[Any, str]]) -> Fishbone | None:
    """The diagram of named branches with a cause in each line; None while no cause was written down."""
    causes = [(str(name), [line.strip() for line in text.splitlines() if line.strip()]) for name, text in branches]
    if not any(written for _name, written in causes):
        return None
    tall = max(LEAST, *(_height(written) for _name, written in causes))
    middle = tall + LABEL + GAP
    placed = [_branch(place, name, written, middle, tall) for place, (name, written) in enumerate(causes)]
    head = _head(effect, middle)
    words = (words for branch in placed for words in (head, *branch.causes))
    is_whole = not any(line.endswith(CUT) for piece in words for line in piece.lines)
    return Fishbone(2 * middle, middle, head, tuple(placed), is_whole)


def _wrapped(text: str, longest: int, most: int) -> tuple[str, ...]:
    lines = wrap(text, longest) or [""]
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], lines[most - 1][: longest - 1] + CUT)


def _height(causes: Sequence[str]) -> int:
    return sum(len(_wrapped(cause, LONGEST, MOST_LINES)) * LINE + GAP for cause in causes) + 2 * GAP


def _head(effect: str, middle: float) -> Words:
    lines = _wrapped(effect, HEAD_LONGEST, HEAD_LINES)
    return Words(WIDTH - HEAD + 14, middle - (len(lines) - 1) * LINE / 2 + 5, lines)


def _branch(place: int, name: str, causes: Sequence[str], middle: float, tall: float) -> Branch:
    """The first three stand above the spine, the others below it."""
    column, is_above = place % PER_SIDE, place < PER_SIDE
    wide = (WIDTH - HEAD - LEFT) / PER_SIDE
    foot = LEFT + wide * (column + 1) - 14
    x, y = foot - SLANT, middle - tall if is_above else middle + tall
    top = y + GAP + LINE if is_above else middle + 2 * GAP + LINE
    return Branch(
        name, x, y, foot, y - 9 if is_above else y + 20, tuple(_causes(causes, LEFT + wide * column + 4, top))
    )


def _causes(causes: Sequence[str], x: float, top: float) -> list[Words]:
    placed, y = [], top
    for cause in causes:
        lines = _wrapped(cause, LONGEST, MOST_LINES)
        placed.append(Words(round(x, 1), y, lines))
        y += len(lines) * LINE + GAP
    return placed

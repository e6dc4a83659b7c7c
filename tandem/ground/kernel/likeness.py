"""Whether longer texts say the same although a word here and there is another.

Two texts are alike when most runs of three words of the shorter one stand in the other. Candidates are known by a few
of their runs, so that not every text is compared with every other one.
"""

from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from typing import Final

RUN: Final = 3
LEAST: Final = 25  # words from which on texts can be alike
SAMPLED: Final = 6  # runs by which candidates are known
ALIKE: Final = 0.7
MOST_READ_AGAIN: Final = 500  # texts that were just taken apart and are compared now
COPIED: Final = 0.85  # of the runs of a text, that stand in texts which everybody has

Words = tuple[str, ...]


@lru_cache(MOST_READ_AGAIN)
def runs_of(words: Words) -> frozenset[int]:
    """The runs of a text, each as a number; the same within one process."""
    return frozenset(map(hash, zip(*(words[at:] for at in range(RUN)), strict=False)))


def marks_of(words: Words) -> tuple[int, ...]:
    """A few runs by which texts that are alike find each other; none for a short text."""
    return tuple(nsmallest(SAMPLED, runs_of(words))) if len(words) >= LEAST else ()


def are_alike(some: frozenset[int], others: frozenset[int]) -> bool:
    """Whether the runs of two texts are mostly the same."""
    return len(some & others) >= ALIKE * min(len(some), len(others))


def is_copied(words: Words, known: frozenset[int]) -> bool:
    """Whether most of a text stands in texts that everybody has."""
    runs = runs_of(words) if known else frozenset()
    return bool(runs) and len(runs & known) >= COPIED * len(runs)


def runs_of_all(texts: Iterable[Words]) -> frozenset[int]:
    """The runs of many texts together."""
    return frozenset().union(*map(runs_of, texts))

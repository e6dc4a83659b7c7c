"""Two texts beside each other: which paragraphs are the same, which words changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 4_000
LONGEST_LINE = 4_000
ALIKE = 0.35
AROUND = 1
WORD = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words, the same in both texts or only in this one."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph before and after; `kind` is same, changed, removed, added or gap (of `left_out` same ones)."""

    kind: str
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()
    left_out: int = 0


class TooLong(Exception):
    """Texts of more lines than can be compared while somebody waits."""


def compare(before: str, after: str) -> list[Row]:
    """Every difference with one paragraph around it; empty when the texts are the same. Raises TooLong."""
    old, new = _lines(before), _lines(after)
    if max(len(old), len(new)) > MOST_LINES:
        raise TooLong
    rows: list[Row] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [Row("same", (Part(line, False),), (Part(line, False),)) for line in old[i1:i2]]
        else:
            rows += _changed(old[i1:i2], new[j1:j2])
    return list(_folded(rows)) if any(row.kind != "same" for row in rows) else []


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Paragraphs that resemble each other stand side by side, the others alone."""
    waiting = list(new)
    for line in old:
        position = _like(line, waiting)
        if position is None:
            yield Row("removed", before=(Part(line, True),))
            continue
        yield from (Row("added", after=(Part(paragraph, True),)) for paragraph in waiting[:position])
        yield _words(line, waiting[position])
        del waiting[: position + 1]
    yield from (Row("added", after=(Part(paragraph, True),)) for paragraph in waiting)


def _like(line: str, others: Sequence[str]) -> int | None:
    """Where the first paragraph stands that shares enough words with this one, among the next few."""
    words = set(line.split())
    for position, other in enumerate(others[:5]):
        theirs = set(other.split())
        if len(words & theirs) >= ALIKE * max(len(words), len(theirs)):
            return position
    return None


def _words(before: str, after: str) -> Row:
    if max(len(before), len(after)) > LONGEST_LINE:
        return Row("changed", (Part(before, True),), (Part(after, True),))
    old, new = WORD.findall(before), WORD.findall(after)
    left: list[Part] = []
    right: list[Part] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 > i1:
            left.append(Part("".join(old[i1:i2]), kind != "equal"))
        if j2 > j1:
            right.append(Part("".join(new[j1:j2]), kind != "equal"))
    return Row("changed", tuple(left), tuple(right))


def _folded(rows: Sequence[Row]) -> Iterator[Row]:
    """Long stretches of the same are left out, with their number in their place."""
    near = [
        any(neighbour.kind != "same" for neighbour in rows[max(0, n - AROUND) : n + AROUND + 1])
        for n in range(len(rows))
    ]
    hidden = 0
    for row, is_near in zip(rows, near, strict=True):
        if not is_near:
            hidden += 1
            continue
        if hidden:
            yield Row("gap", left_out=hidden)
            hidden = 0
        yield row
    if hidden:
        yield Row("gap", left_out=hidden)

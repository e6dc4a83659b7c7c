"""The risk matrix as it is drawn: a table of counts, or a picture with the line of acceptance and arrows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from tandem.direction.risks.methods import scales
from tandem.direction.risks.methods.judging import Band, Judging
from tandem.direction.risks.methods.models import RiskMethod, five_steps

Cell = tuple[int, int]
Way = tuple[Cell, Cell]
WIDE, HIGH, EDGE, FOOT, LINE = 108, 66, 128, 8, 15
MOST_ARROWS = 30
LETTERS = 16


@dataclass(frozen=True)
class Grid:
    """The scales and the limits a matrix is drawn by."""

    likelihoods: tuple[scales.Step, ...]
    impacts: tuple[scales.Step, ...]
    judging: Judging
    method: Any

    @classmethod
    def of(cls, domain: str) -> "Grid":
        """The grid of the method in force for a domain, five by five without one."""
        return cls.by(RiskMethod.objects.in_force(domain))

    @classmethod
    def by(cls, method: Any) -> "Grid":
        """The grid of a method, five by five without one."""
        if method is None:
            steps = scales.read_steps(five_steps(), "")
            return cls(steps, steps, Judging(), None)
        return cls(method.likelihoods, method.impacts, method.judging, method)

    @property
    def criteria(self) -> tuple[scales.Criterion, ...]:
        """What impact is judged by; empty where it is judged as a whole."""
        return self.method.criteria if self.method else ()

    @property
    def bands(self) -> list[tuple[int, Band]]:
        """The bands of the method, each with its lowest level."""
        below = (0, *(band.up_to for band in self.judging.bands))
        return [(lowest + 1, band) for lowest, band in zip(below, self.judging.bands, strict=False)]

    def rows(self, counts: Mapping[Cell, int]) -> list[dict[str, Any]]:
        """The matrix as a table, from the highest likelihood down."""
        return [
            {
                "title": step.name,
                "number": step.number,
                "cells": [
                    {
                        "level": (level := self.judging.level(step.number, impact.number) or 0),
                        "tone": self.judging.tone(level),
                        "count": counts.get((step.number, impact.number), 0),
                    }
                    for impact in self.impacts
                ],
            }
            for step in reversed(self.likelihoods)
        ]

    def picture(
        self, counts: Mapping[Cell, int], ways: Mapping[Way, int], address: str = "", chosen: Cell | None = None
    ) -> dict[str, Any]:
        """Cells, the line of acceptance and arrows in the units of an SVG; a cell with risks leads to `address`."""
        wide, high = len(self.impacts), len(self.likelihoods)
        shown = sorted(ways.items(), key=lambda way: (-way[1], way[0]))[:MOST_ARROWS]
        columns = [_word(step.name, EDGE + (step.number - 0.5) * WIDE, high * HIGH + 16) for step in self.impacts]
        return {
            "width": EDGE + wide * WIDE + 4,
            "height": high * HIGH + FOOT + LINE * max(len(column["lines"]) for column in columns),
            "cell": (WIDE - 3, HIGH - 3),
            "cells": list(self._cells(counts, address, chosen)),
            "line": self._line(),
            "arrows": [self._arrow(way, count) for way, count in shown],
            "arrows_left_out": max(0, len(ways) - len(shown)),
            "rows": [
                _word(step.name, EDGE - 10, self._top(step.number) + HIGH / 2, is_centred=True)
                for step in self.likelihoods
            ],
            "columns": columns,
        }

    def _top(self, likelihood: int) -> int:
        return (len(self.likelihoods) - likelihood) * HIGH

    def _cells(self, counts: Mapping[Cell, int], address: str, chosen: Cell | None) -> Iterable[dict[str, Any]]:
        for likelihood in self.likelihoods:
            for impact in self.impacts:
                here = (likelihood.number, impact.number)
                level = self.judging.level(*here) or 0
                count = counts.get(here, 0)
                yield {
                    "x": EDGE + (impact.number - 1) * WIDE,
                    "y": self._top(likelihood.number),
                    "tone": self.judging.tone(level),
                    "label": self.judging.label(level),
                    "level": level,
                    "count": count,
                    "place": f"{likelihood.name} × {impact.name}",
                    "url": f"{address}likelihood={here[0]}&impact={here[1]}" if address and count else "",
                    "is_chosen": here == chosen,
                }

    def _line(self) -> str:
        """Where acceptable levels end: the edges between cells on both sides of it, as an SVG path."""
        parts = []
        for likelihood in range(1, len(self.likelihoods) + 1):
            for impact in range(1, len(self.impacts) + 1):
                if not self._is_acceptable(likelihood, impact):
                    continue
                left, top = EDGE + (impact - 1) * WIDE - 1.5, self._top(likelihood) - 1.5
                if impact < len(self.impacts) and not self._is_acceptable(likelihood, impact + 1):
                    parts.append(f"M{left + WIDE} {top}V{top + HIGH}")
                if likelihood < len(self.likelihoods) and not self._is_acceptable(likelihood + 1, impact):
                    parts.append(f"M{left} {top}H{left + WIDE}")
        return "".join(parts)

    def _is_acceptable(self, likelihood: int, impact: int) -> bool:
        return (self.judging.level(likelihood, impact) or 0) <= self.judging.accept_up_to

    def _arrow(self, way: Way, count: int) -> dict[str, Any]:
        (x1, y1), (x2, y2) = self._centre(way[0]), self._centre(way[1])
        length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
        shorter = max(0.0, 1 - 14 / length)
        return {
            "x1": round(x1, 1),
            "y1": round(y1, 1),
            "x2": round(x1 + (x2 - x1) * shorter, 1),
            "y2": round(y1 + (y2 - y1) * shorter, 1),
            "count": count,
        }

    def _centre(self, cell: Cell) -> tuple[float, float]:
        return EDGE + (cell[1] - 0.5) * WIDE, self._top(cell[0]) + HIGH / 2

    def holds(self, cell: tuple[int | None, int | None]) -> bool:
        """Whether a judgement lies on this grid at all."""
        likelihood, impact = cell
        return bool(likelihood and impact and likelihood <= len(self.likelihoods) and impact <= len(self.impacts))


def _word(words: str, x: float, y: float, *, is_centred: bool = False) -> dict[str, Any]:
    """A word on an axis, in at most two lines from `y` down, or around it."""
    lines = wrap(words, LETTERS)
    lines = [lines[0], f"{lines[1]}…"] if len(lines) > 2 else lines
    above = LINE / 2 * (len(lines) - 1) if is_centred else 0
    return {"x": round(x, 1), "y": round(y - above, 1), "lines": lines}

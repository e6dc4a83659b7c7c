"""How the figures of a review went over the reviews before it, as each of them was frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tandem.evaluation.reviews import figures

MOST_REVIEWS: Final = 6  # that stand beside each other


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at one review: the day of the meeting, its value, and of how many where it is a share."""

    day: date
    value: int
    of: int = 0

    @property
    def share(self) -> float | None:
        """Between 0 and 1 for a share of a whole."""
        return min(self.value / self.of, 1.0) if self.of else None


@dataclass(frozen=True, slots=True)
class Course:
    """The reviews that are looked at, the oldest first, and the points of each figure by input and what it counts."""

    reviews: tuple[Any, ...]
    points: Mapping[tuple[str, str], Mapping[int, Point]]

    def of(self, key: str, figure: Mapping[str, Any]) -> tuple[Point | None, ...]:
        """The point of a figure at each review, None where it was not looked at; nothing where there is only one."""
        known = self.points.get((key, figures.asked(dict(figure))), {})
        return tuple(known.get(review.pk) for review in self.reviews) if len(known) > 1 else ()


def course_of(review: Any) -> Course:
    """The figures of a review beside those of at most five before it."""
    reviews = _line(review)
    points: dict[tuple[str, str], dict[int, Point]] = {}
    for meeting in reviews:
        for row in meeting.inputs.exclude(key="").order_by("position", "pk"):
            for figure in row.figures:
                named = row.key, figures.asked(figure)
                point = Point(meeting.held_on or meeting.meets_on, figure["value"], figure.get("of", 0))
                points.setdefault(named, {})[meeting.pk] = point
    return Course(tuple(reviews), points)


def _line(review: Any) -> list[Any]:
    """A review and those that were held before it, the oldest first."""
    line = [review]
    while len(line) < MOST_REVIEWS and (earlier := figures.before(line[0])) is not None and earlier not in line:
        line.insert(0, earlier)
    return line


def columns(points: Sequence[Point | None]) -> list[float]:
    """How high each point stands, between 0 and 1: shares as they are, counts against the greatest; 0 for none."""
    most = max((point.value for point in points if point), default=0) or 1
    return [_height(point, most) if point else 0.0 for point in points]


def _height(point: Point, most: int) -> float:
    return point.value / most if point.share is None else point.share

"""How figures went over several reviews, each as it was frozen."""

from datetime import date, timedelta
from typing import Any

import pytest

from tandem.evaluation.reviews import figures
from tandem.evaluation.reviews.course import Point, columns, course_of
from tandem.evaluation.reviews.models import Review
from tandem.evaluation.reviews.register import REVIEWS
from tandem.evaluation.reviews.tests.conftest import planned
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.registers import declared
from tests.cast import Cast

FIRST = date(2026, 3, 2)
PARTIES = {"register": "interested-parties", "filters": {}, "label": "Interested parties"}


@pytest.fixture
def four(home: Cast) -> list[Any]:
    """Four reviews, three of them frozen, with 1, 3, 2 and 4 interested parties."""
    ada, parties, made = home.actor("ada"), declared("interested-parties"), []
    for number, count in enumerate((1, 3, 2, 4)):
        day = FIRST + timedelta(days=30 * number)
        with clock.fixed(clock.now() + timedelta(days=30 * number)):
            for party in parties.model.objects.all()[count:]:
                writing.delete(ada, parties, party.reference, reason="Gone")
            for _missing in range(count - parties.model.objects.count()):
                writing.create(ada, parties, {"title": f"Party {number}.{_missing}"})
            review = planned(home, title=f"Review {number}", meets_on=day.isoformat())
            writing.transition(ada, REVIEWS, review.reference, "count" if number == 3 else "freeze")
            made.append(Review.objects.get(pk=review.pk))
    return made


def test_a_figure_is_drawn_as_it_was_frozen_each_time(four: list[Any]) -> None:
    course = course_of(four[-1])
    assert [review.title for review in course.reviews] == [f"Review {number}" for number in range(4)]
    points = course.of("needs", PARTIES)
    assert [point and point.value for point in points] == [1, 3, 2, 4]
    assert columns(points) == [0.25, 0.75, 0.5, 1.0]


def test_a_review_that_was_held_knows_nothing_of_later_ones(four: list[Any]) -> None:
    assert figures.before(four[0]) is None
    assert course_of(four[0]).of("needs", PARTIES) == ()
    assert [point and point.value for point in course_of(four[1]).of("needs", PARTIES)] == [1, 3]


def test_a_figure_is_known_again_in_another_language_and_since_another_day() -> None:
    filters = {"created_at~from": "2026-03-02", "state": "open"}
    later = {"created_at~from": "2027-01-31", "state": "open"}
    first = {"register": "complaints", "filters": filters, "label": "Complaints since"}
    assert figures.asked(first) == figures.asked({**first, "filters": later, "label": "Beschwerden seit"})
    assert figures.asked(first) != figures.asked({**first, "filters": {**later, "state": "closed"}})


def test_a_share_stands_as_high_as_it_is() -> None:
    shares = (Point(FIRST, 5, 20), Point(FIRST, 15, 20))
    assert columns(shares) == [0.25, 0.75]
    assert columns((Point(FIRST, 0), None, Point(FIRST, 0))) == [0.0, 0.0, 0.0]

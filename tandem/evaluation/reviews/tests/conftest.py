"""A review that can be held: its agenda, top management invited."""

from typing import Any

import pytest

from tandem.evaluation.reviews.attendees.register import REVIEW_ATTENDEES
from tandem.evaluation.reviews.inputs.register import REVIEW_INPUTS
from tandem.evaluation.reviews.register import REVIEWS
from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast

SERVICE, SECURITY = "iso-20000-1:2018", "iso-27001:2022"


@pytest.fixture
def hal(home: Cast) -> Actor:
    """A second manager, who approves what Ada wrote."""
    user = User.objects.create_user("hal@example.org", "Hal", "pass-word-12345")
    with organization_active(home.home.pk):
        Membership.objects.create(organization=home.home, user=user, role="manager")
    return Actor(home.home.pk, "manager", "Hal", user.pk, "page", home.home.zone)


def planned(home: Cast, **values: Any) -> Any:
    """A review of both standards on the day of the tests, with somebody of top management invited."""
    ada = home.actor("ada")
    given = {"title": "Spring", "meets_on": "2026-03-02", "standards": [SERVICE, SECURITY], "chair": ada.user_id}
    review = writing.create(ada, REVIEWS, {**given, **values})
    top = {"review": review, "title": "The managing director", "is_top": True}
    writing.create(ada, REVIEW_ATTENDEES, top)
    return review


def prepared(home: Cast, review: Any) -> None:
    """Something is said at every input."""
    for row in review.inputs.all():
        writing.change(home.actor("ada"), REVIEW_INPUTS, row.reference, {"statement": f"About {row.title}"})


@pytest.fixture
def review(home: Cast) -> Any:
    """A review to come."""
    return planned(home)


@pytest.fixture
def held(home: Cast, review: Any) -> Any:
    """A review whose figures are frozen."""
    return writing.transition(home.actor("ada"), REVIEWS, review.reference, "freeze")

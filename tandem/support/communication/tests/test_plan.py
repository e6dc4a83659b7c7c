"""The plan of communication: when a line is due, and what it needs."""

from datetime import date, timedelta
from typing import Any

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.support.communication.models import Communication
from tandem.support.communication.register import COMMUNICATIONS
from tandem.support.communication.sendings.models import CommunicationSending
from tandem.support.communication.sendings.register import COMMUNICATION_SENDINGS
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def line(home: Cast, **values: Any) -> Any:
    given = {"title": "Service report", "audience": "Customers", "way": "Mail", "every_months": 3, **values}
    return writing.create(home.actor("ada"), COMMUNICATIONS, given)


def told(home: Cast, communication: Any, day: date) -> Any:
    values = {"communication": communication, "title": "Report", "done_on": day, "message": "All targets met."}
    return writing.create(home.actor("ben"), COMMUNICATION_SENDINGS, values)


def test_a_line_counts_from_when_it_was_told_last(home: Cast) -> None:
    today = home.actor("ada").today
    communication = line(home, begins_on=today - timedelta(days=200))
    told(home, communication, today)
    told(home, communication, today - timedelta(days=100))
    communication = Communication.objects.get()
    assert communication.last_done == today
    assert 80 < (communication.next_due - today).days < 95


@pytest.mark.parametrize(
    ("values", "field"), [({"every_months": None}, "occasion"), ({"way": " "}, "way"), ({"audience": ""}, "audience")]
)
def test_a_line_says_when_and_how(home: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        line(home, **values)
    assert field in refused.value.problems
    assert not Communication.objects.exists()


def test_what_is_not_told_has_its_reason_and_is_not_noted(home: Cast) -> None:
    communication = line(home)
    with pytest.raises(Invalid):
        writing.transition(home.actor("ada"), COMMUNICATIONS, communication.reference, "decline")
    told_why = {"why": "Customers get it with their contract."}
    writing.transition(home.actor("ada"), COMMUNICATIONS, communication.reference, "decline", told_why)
    with pytest.raises(Invalid):
        told(home, communication, home.actor("ada").today)
    assert not CommunicationSending.objects.exists()
    assert Communication.objects.get().next_due is None


def test_nothing_is_noted_before_it_happened(home: Cast) -> None:
    with pytest.raises(Invalid, match="once it has happened"):
        told(home, line(home), home.actor("ada").today + timedelta(days=1))
    assert Communication.objects.get().last_done is None

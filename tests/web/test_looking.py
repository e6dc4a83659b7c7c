"""Who else has a ticket open: named for a minute and a half, and only to whom the ticket is there."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock, writing
from tandem.operation.changes.register import CHANGES
from tandem.operation.desk.looking.models import Look
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.problems.register import PROBLEMS
from tandem.operation.requests.register import SERVICE_REQUESTS
from tests.cast import Cast
from tests.web.test_suggestions import signed_in


@pytest.fixture
def ticket(home: Cast) -> Any:
    """An open incident of Ben's."""
    return writing.create(home.actor("ben"), INCIDENTS, {"title": "Printer", "owner": home.users["ben"].pk})


def look(home: Cast, name: str, ticket: Any, seconds: int = 0, key: str = "incidents") -> str:
    """What somebody hears whose page has been open for so many seconds."""
    with clock.fixed(NOW + timedelta(seconds=seconds)):
        answer = signed_in(home, name).post(f"/home/tickets/{key}/{ticket.reference}/looking/")
    return " ".join(answer.content.decode().split()) if answer.status_code == 200 else str(answer.status_code)


def test_others_are_named_and_oneself_is_not(home: Cast, ticket: Any) -> None:
    assert look(home, "ben", ticket) == ""
    assert look(home, "ada", ticket).endswith("Ben looks at it too")
    assert look(home, "ben", ticket, 30).endswith("Ada looks at it too")
    assert look(home, "cleo", ticket, 40).endswith("Ben, Ada look at it too")


def test_whoever_left_is_named_no_longer(home: Cast, ticket: Any) -> None:
    look(home, "ben", ticket)
    assert look(home, "ada", ticket, 89).endswith("Ben looks at it too")
    assert look(home, "ada", ticket, 90) == ""


def test_one_row_is_kept_of_each_person_whatever_they_open(home: Cast, ticket: Any) -> None:
    other = writing.create(home.actor("ben"), INCIDENTS, {"title": "Scanner"})
    look(home, "ben", ticket)
    look(home, "ben", other, 10)
    assert look(home, "ada", ticket, 20) == ""
    assert look(home, "cleo", other, 20).endswith("Ben looks at it too")
    assert Look.objects.count() == 3


def test_a_ticket_that_is_not_there_tells_nothing(home: Cast, ticket: Any) -> None:
    change = {"is_confidential": True, "assignee": home.users["ben"].pk}
    writing.change(home.actor("ada"), INCIDENTS, ticket.reference, change)
    look(home, "ben", ticket)
    assert look(home, "cleo", ticket) == "404"
    assert look(home, "ada", ticket).endswith("Ben looks at it too")
    assert Look.objects.count() == 2


def test_page_of_an_open_ticket_says_once_a_minute_that_it_is_open(home: Cast, ticket: Any) -> None:
    page = signed_in(home, "ben").get(f"/home/incidents/{ticket.reference}/").content.decode()
    assert page.count('hx-trigger="load delay:1s, every 60s"') == 1


@pytest.mark.parametrize("register", [SERVICE_REQUESTS, PROBLEMS, CHANGES], ids=lambda register: register.key)
def test_requests_problems_and_changes_say_it_too(home: Cast, ticket: Any, register: Any) -> None:
    made = writing.create(home.actor("ben"), register, {"title": "Printer", "owner": home.users["ben"].pk})
    look(home, "ada", ticket)
    Look.objects.update(record_id=made.pk)  # the same number in another register is another ticket
    assert look(home, "ben", made, key=register.key) == ""
    assert look(home, "ada", made, 10, register.key).endswith("Ben looks at it too")
    page = signed_in(home, "ben").get(f"/home/{register.key}/{made.reference}/").content.decode()
    assert page.count('hx-trigger="load delay:1s, every 60s"') == 1


def test_other_records_do_not_say_who_looks(home: Cast, ticket: Any) -> None:
    assert look(home, "ben", ticket, key="services") == "404"
    assert not Look.objects.exists()

"""A plan is taken along as a small PDF."""

from typing import Any

import pytest
from django.test import Client

from tandem.ground.kernel.clock_words import spoken
from tandem.proof.reporting.continuity_plan import for_printing
from tests.cast import Cast
from tests.provider import add, service


@pytest.fixture
def plan(home: Cast) -> Any:
    made = add(home, "continuity-plans", title="A room is gone", procedures="1. Open the bridge", copy_at="In the safe")
    times = {"effects": "Orders are lost", "tolerable": 480, "rto": 240, "rpo": 90}
    add(home, "impact-analyses", service=service(home), plan=made, **times)
    return made


def get(home: Cast, name: str) -> Any:
    client = Client()
    client.force_login(home.users[name])
    return client.get("/home/prints/continuity-plan/BCP-1/pdf/")


def test_the_plan_is_a_file_of_its_own(home: Cast, plan: Any) -> None:
    response = get(home, "cleo")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].endswith('filename="home-bcp-1-continuity-plan.pdf"')


def test_it_says_the_services_with_their_times_and_only_parts_that_say_something(home: Cast, plan: Any) -> None:
    printed = for_printing(plan, home.home, plan.created_at.date())
    assert printed["services"] == [["Mail", "4 hours", "90 minutes"]]
    assert printed["parts"] == [["What to do", "1. Open the bridge"], ["Copies", "In the safe"]]
    assert printed["is_in_force"] is False


def test_outsiders_find_nothing(home: Cast, plan: Any) -> None:
    assert get(home, "dan").status_code == 404


def test_times_are_said_in_hours_where_they_are_whole() -> None:
    assert [spoken(minutes) for minutes in (None, 0, 1, 90, 60, 480)] == [
        "",
        "0 minutes",
        "1 minute",
        "90 minutes",
        "1 hour",
        "8 hours",
    ]

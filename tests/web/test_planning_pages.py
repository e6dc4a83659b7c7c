"""The calendar of the system and the planner as pages, feeds, API and command."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.faces.web.outlook import time_of
from tandem.faces.web.proof.planner.pages import reuse
from tandem.ground.accounts import operations
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.register import ACTIONS
from tandem.proof.conformity.outline import _read
from tandem.proof.conformity.tests.conftest import SERVICE, standard
from tandem.proof.planner import naming
from tandem.proof.planner.models import Plan
from tests.cast import Cast

CALENDAR, PLANNER = "/home/work/calendar/", "/home/board/planner/"


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


@pytest.fixture
def dated(home: Cast) -> Cast:
    """An action of Ben's in a hundred days, and one of Ada's tomorrow."""
    ada = home.actor("ada")
    for title, owner, days in (("Call the carrier", "ben", 100), ("Sign", "ada", 1)):
        due = ada.today + timedelta(days=days)
        writing.create(ada, ACTIONS, {"title": title, "due": due, "owner": home.users[owner].pk})
    return home


@pytest.fixture
def two(home: Cast) -> Cast:
    """Both standards in the catalogue, of a few clauses."""
    _read.cache_clear()  # what another test read under the same name
    standard(SERVICE, "ISO/IEC 20000-1:2018", ["4.1"])
    return home


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_year_shows_everybodys_dates_and_lists_a_month(dated: Cast) -> None:
    due = dated.actor("ada").today + timedelta(days=100)
    shown = text_of(client_of(dated, "cleo"), f"{CALENDAR}?month={due:%Y-%m}")
    assert "2 dates of the whole system" in shown
    assert "Call the carrier" in shown
    assert ">Ben<" in shown


def test_mine_and_a_members_of_staff_hold_their_own_alone(dated: Cast) -> None:
    assert "One date of yours" in text_of(client_of(dated, "ada"), f"{CALENDAR}?whose=mine")
    staff = text_of(client_of(dated, "finn"), CALENDAR)
    assert "0 dates of yours" in staff
    assert "Call the carrier" not in staff


def test_a_month_that_is_none_is_named_and_this_year_shown(dated: Cast) -> None:
    assert "is no month" in text_of(client_of(dated, "ada"), f"{CALENDAR}?from=soon")


def test_what_comes_before_a_surveillance_audit_is_counted(dated: Cast) -> None:
    ada = dated.actor("ada")
    values = {"title": "ISMS", "standard": "iso-27001:2022", "surveillance_on": ada.today + timedelta(days=14)}
    writing.create(ada, MANAGEMENT_SYSTEMS, {**values, "owner": ada.user_id})
    shown = text_of(client_of(dated, "ada"), CALENDAR)
    assert "the certification body comes in 2 weeks" in shown
    assert "2 dates fall due until then" in shown  # Sign, and the audit itself
    assert "The certification body comes" in shown


def test_feeds_hold_a_year_of_mine_and_of_the_whole_system(dated: Cast) -> None:
    def summaries(name: str, feed: str) -> list[str]:
        _token, secret = operations.issue_token(
            dated.actor(name), "Phone", "calendar", clock.now() + timedelta(days=30)
        )
        answer = Client().get(f"/calendar/home/{secret}/{feed}.ics")
        if answer.status_code != 200:
            return [str(answer.status_code)]
        return sorted(str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT"))

    assert summaries("ben", "work") == ["Carry out: Call the carrier"]
    assert summaries("ben", "system") == ["Carry out: Call the carrier", "Carry out: Sign"]
    assert summaries("finn", "system") == ["404"]


def test_the_planner_says_what_is_missing_where_one_standard_is(home: Cast) -> None:
    assert "load the library first" in text_of(client_of(home, "ada"), PLANNER)


def test_the_planner_draws_three_roads_and_tells_them_as_a_table(two: Cast) -> None:
    shown = text_of(client_of(two, "ada"), PLANNER)
    for word in ("27001 first", "20000-1 first", "Both together", "As a table", "Take this road", "Earliest for both"):
        assert word in shown
    reader = text_of(client_of(two, "cleo"), PLANNER)
    assert "Take this road" not in reader


def test_an_assumption_that_cannot_be_read_is_named_at_its_field(two: Cast) -> None:
    shown = text_of(client_of(two, "ada"), f"{PLANNER}?people=0&hours_a_week=9")
    assert "From 1 to 200." in shown
    assert 'name="hours_a_week" type="number" min="1" max="60" placeholder="" value="9"' in shown


def test_positions_list_what_is_to_be_added_or_merged(two: Cast) -> None:
    ada = client_of(two, "ada")
    assert "Serves already" in text_of(ada, f"{PLANNER}?position=certified-27001")
    assert "One risk register with domains" in text_of(ada, f"{PLANNER}?position=two-systems")


def test_staff_and_readers_move_nothing(two: Cast) -> None:
    assert client_of(two, "finn").get(PLANNER).status_code == 403
    for name in ("cleo", "ben", "finn"):
        for address in ("keep/", "actions/"):
            assert client_of(two, name).post(PLANNER + address, {"road": "both", "people": "3"}).status_code == 403
    assert (Plan.objects.count(), Action.objects.count()) == (0, 0)


def test_a_road_is_taken_and_made_actions_of(two: Cast) -> None:
    ada = client_of(two, "ada")
    ada.post(f"{PLANNER}keep/", {"road": "both", "people": "3"})
    plan = Plan.objects.get()
    assert (plan.road, plan.people, plan.hours_a_week) == ("both", 3, None)
    assert "Road taken" in text_of(ada, PLANNER)
    answer = ada.post(f"{PLANNER}actions/", {"road": "both"}, follow=True)
    made = Action.objects.filter(source_register="checks").count()
    assert made > 0
    assert f"{made} actions were made." in answer.content.decode()
    shown = text_of(ada, "/home/actions/ACT-1/")
    assert naming.source(Action.objects.get(reference="ACT-1").source_reference) in shown
    again = ada.post(f"{PLANNER}actions/", {"road": "both"}, follow=True)
    assert "is an open action already" in again.content.decode()
    assert Action.objects.count() == made


def test_the_api_answers_the_same_figures(two: Cast) -> None:
    ada = client_of(two, "ada")
    told = json.loads(ada.get("/api/v1/home/plan?people=2").content)
    assert [road["key"] for road in told["roads"]] == ["first-27001", "first-20000-1", "both"]
    assert told["assumptions"]["people"] == 2
    for road in told["roads"]:
        assert road["reused"] == pytest.approx(told["hours_apart"] - road["hours"], abs=0.02)
    assert date.fromisoformat(told["roads"][2]["last_certificate"]) > two.actor("ada").today
    assert ada.get("/api/v1/home/plan?people=none").status_code in (400, 422)
    assert client_of(two, "dan").get("/api/v1/home/plan").status_code == 404


def test_what_a_road_reuses_is_the_difference_of_the_days_that_are_shown() -> None:
    assert (time_of(523.0), time_of(523.0 + 92.0), reuse(523.0, 92.0)) == ("65 days", "77 days", "12 days")
    assert (reuse(30.0, 4.0), reuse(30.0, 0.0)) == ("4 h", "nothing")

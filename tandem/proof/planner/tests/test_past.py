"""The planner reckons with what its own past took; sums checked by hand."""

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import declared_for
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, acting, standard
from tandem.proof.conformity.tests.test_engine import check
from tandem.proof.planner import operations
from tandem.proof.planner.export import as_json
from tandem.proof.planner.past import Experience, Past
from tandem.proof.planner.reckoning import reckon

SHARED = check("shared", f"{SECURITY}/6.1.2, {SERVICE}/6.1.2", register="risks")
AUDIT = check("audit", f"{SECURITY}/9.2", register="services")


@pytest.fixture
def house(organization, ada, checks_from):
    """house() reckons two small standards; finished(key, declared, took) notes an action of the plan that was done."""
    standard(SECURITY, "27001", ["6.1.2", "9.2"])
    standard(SERVICE, "20000-1", ["6.1.2"])
    return lambda asked=None: reckon(acting(ada, organization), asked or {}, checks_from(SHARED + AUDIT))


@pytest.fixture
def finished(organization, ada):
    def done(key, declared, took, step="finish"):
        actor, register = acting(ada, organization), declared_for(Action)
        given = {"title": key, "source_register": "checks", "source_reference": key, "declared_hours": declared}
        made = writing.create(actor, register, given)
        writing.transition(actor, register, made.reference, step, {"hours": took} if took else {}, reason="Why not")

    return done


def hours(reckoning):
    return {deed.key: (deed.hours, deed.together, deed.declared, deed.past.done) for deed in reckoning.deeds}


def test_a_check_costs_what_its_own_past_took(house, finished):
    assert hours(house()) == {
        "shared": ({SECURITY: 2.0, SERVICE: 2.0}, 2.0, 2.0, 0),
        "audit": ({SECURITY: 2.0}, 2.0, 2.0, 0),
    }
    finished("shared", 2, 5)
    finished("shared", 2, 3)  # 8 hours for 4 declared: twice as long
    reckoning = house()
    assert hours(reckoning) == {
        "shared": ({SECURITY: 4.0, SERVICE: 4.0}, 4.0, 2.0, 2),
        "audit": ({SECURITY: 2.0}, 2.0, 2.0, 0),
    }
    assert reckoning.apart == 10.0  # 4 + 4 + 2
    assert [reckoning.road(key).hours for key in ("first-27001", "first-20000-1", "both")] == [6.0, 6.0, 6.0]
    assert reckoning.road("both").reused == 4.0
    by_deed = {deed["key"]: deed["past"] for deed in as_json(reckoning)["deeds"]}
    assert by_deed["shared"] == {"done": 2, "declared": 4.0, "taken": 8.0, "factor": 2.0}
    assert by_deed["audit"] == {"done": 0, "declared": 0, "taken": 0, "factor": 1.0}
    assert as_json(reckoning)["experience"]["factor"] == 2.0


def test_a_check_without_a_past_follows_all_of_them_once_there_are_five(house, finished):
    for took in (2, 2, 3, 3):
        finished("shared", 2, took)
    assert hours(house())["audit"][1] == 2.0
    finished("elsewhere", 2, 5)
    assert hours(house())["audit"][1] == 3.0  # 15 hours for 10 declared
    assert hours(house())["shared"][1] == 2.5  # 10 hours for 8 declared


def test_only_what_was_done_and_counted_says_something(house, finished):
    finished("shared", 2, None)
    finished("shared", None, 9)
    finished("shared", 2, None, step="drop")
    assert hours(house())["shared"][3] == 0


def test_a_few_actions_say_no_more_than_four_times_as_much_or_a_quarter():
    assert (Past(1, 1.0, 40.0).factor, Past(1, 40.0, 1.0).factor, Past().factor) == (4.0, 0.25, 1.0)
    assert Experience().of("x") == Past()


def test_merging_and_pace_are_in_the_same_hours(house, finished):
    finished("shared", 2, 4)
    reckoning = house({"position": "two-systems"})
    assert reckoning.merging_hours == 0.5  # a quarter of an hour declared for each check, twice as long here


def test_actions_of_the_plan_keep_the_hours_declared_for_them(house, finished, organization, ada):
    finished("shared", 2, 4)
    actions = operations.make_actions(acting(ada, organization), house(), "both")
    assert {action.source_reference: action.declared_hours for action in actions} == {"shared": 2}

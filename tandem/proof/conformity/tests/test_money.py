"""8.4 is answered by what is kept of money, demand and capacity, and lost when that stops."""

from datetime import timedelta

import pytest

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, member
from tandem.proof.conformity.tests.honest import _services, asked_and_done
from tandem.proof.conformity.tests.honest_money import budgets, capacity, demand
from tandem.proof.conformity.tests.house import House, register_of
from tandem.proof.conformity.vocabulary import Result

CHECKS = (
    "budget-set",
    "budget-compared",
    "demand-forecast",
    "demand-reported",
    "capacity-planned",
    "capacity-watched",
    "capacity-documented",
)


@pytest.fixture
def house(organization, both, ada, ben):
    bea = member(organization, "bea@example.org", "Bea", "manager")
    made = House(organization, ada, bea, ben, (SERVICE, SECURITY), 3)
    for standard in made.standards:
        made.add("management-systems", title=standard, standard=standard, owner=ben)
    _services(made)
    return made


def results(organization, today=TODAY):
    outcomes = evaluate(organization.pk, today=today).outcomes
    return {key: outcomes[key].result for key in CHECKS}


def test_without_records_nothing_of_it_holds(organization, house):
    assert Result.MET not in results(organization).values()


def test_work_that_is_done_answers_every_check(organization, house):
    budgets(house)
    demand(house)
    capacity(house)
    assert results(organization) == dict.fromkeys(CHECKS, Result.MET)


def test_each_is_lost_when_nothing_more_is_done(organization, house):
    budgets(house)
    demand(house)
    capacity(house)
    later = results(organization, TODAY + timedelta(days=500))
    assert Result.MET not in later.values()


def test_a_service_without_money_or_demand_is_seen(organization, house):
    budgets(house)
    demand(house)
    new = house.add("services", title="Printing", owner=house.ben, description="Paper")
    asked_and_done(house, new)
    house.step("services", new, "go-live", house.ada)
    outcomes = results(organization)
    assert outcomes["budget-set"] is Result.NOT_MET


def test_a_limit_that_nobody_acted_on_is_seen(organization, house):
    capacity(house)
    resource = register_of("capacity").model.objects.order_by("pk").first()
    house.add("capacity-values", resource=resource, measured_on=(TODAY - timedelta(days=16)).isoformat(), used="97")
    assert results(organization)["capacity-watched"] is Result.NOT_MET


def test_junk_in_every_field_plans_nothing(organization, house):
    capacity(house)
    plan = register_of("capacity-plans").model.objects.get()
    register_of("capacity-plans").model.objects.filter(pk=plan.pk).update(people="x", money="xxx")
    assert results(organization)["capacity-planned"] is not Result.MET

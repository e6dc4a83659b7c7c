"""8.3.2 and 8.3.3 are answered by what is kept of customers and promises, and lost when that stops."""

from datetime import timedelta

import pytest

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, member
from tandem.proof.conformity.tests.honest import _services
from tandem.proof.conformity.tests.honest_customers import agreements, customers
from tandem.proof.conformity.tests.house import House, day, register_of
from tandem.proof.conformity.vocabulary import Result

CUSTOMERS = ("customer-owner", "customer-review", "satisfaction-measured", "complaints-closed")
AGREEMENTS = ("sla-covered", "sla-complete", "sla-monitored", "sla-missed")


@pytest.fixture
def house(organization, both, ada, ben):
    bea = member(organization, "bea@example.org", "Bea", "manager")
    made = House(organization, ada, bea, ben, (SERVICE, SECURITY), 3)
    for standard in made.standards:
        made.add("management-systems", title=standard, standard=standard, owner=ben)
    return made


def results(organization, today=TODAY):
    outcomes = evaluate(organization.pk, today=today).outcomes
    return {key: outcomes[key].result for key in (*CUSTOMERS, *AGREEMENTS)}


def test_without_records_there_is_nothing_to_say(organization, house):
    assert set(results(organization).values()) == {Result.NO_DATA}


def test_work_that_is_done_answers_every_check(organization, house):
    _services(house)
    customers(house)
    agreements(house)
    assert set(results(organization).values()) == {Result.MET}


def test_they_are_lost_when_nothing_more_is_done(organization, house):
    _services(house)
    customers(house)
    agreements(house)
    later = results(organization, TODAY + timedelta(days=500))
    assert {key for key, result in later.items() if result in (Result.STALE, Result.NOT_MET)} == {
        "customer-review",
        "satisfaction-measured",
        "sla-monitored",
    }


def test_a_service_that_nobody_was_promised_is_not_covered(organization, house):
    customers(house)
    _services(house)
    assert results(organization)["sla-covered"] is Result.NOT_MET


def test_a_low_mark_or_an_overdue_complaint_that_is_left_alone_is_seen(organization, house):
    customers(house)
    customer = register_of("customers").model.objects.first()
    house.add("satisfaction", customer=customer, title="Another survey", given_on=day(40), score=1)
    for number in range(3):
        house.add(
            "complaints", customer=customer, title=f"Left {number}", owner=house.ben, received_on=day(60), due=day(20)
        )
    found = results(organization)
    assert (found["satisfaction-measured"], found["complaints-closed"]) == (Result.NOT_MET, Result.NOT_MET)


def test_a_missed_target_whose_action_is_overdue_led_to_nothing(organization, house):
    _services(house)
    customers(house)
    agreements(house)
    target = register_of("service-targets").model.objects.first()
    house.add("service-results", target=target, achieved="99.9", period_start=day(40), period_end=day(30))
    assert results(organization)["sla-missed"] is Result.MET  # with no target of a process, and none that was missed
    house.add("service-results", target=target, achieved="90", period_start=day(14), period_end=day(2))
    assert results(organization)["sla-missed"] is Result.MET
    later = TODAY + timedelta(days=40)
    assert results(organization, later)["sla-missed"] is Result.NOT_MET
    action = register_of("actions").model.objects.get(source_register="service-results")
    house.step("actions", action, "finish", house.ben, outcome="Carrier changed; measured from outside since")
    assert results(organization, later)["sla-missed"] is Result.MET


def test_a_missed_promise_about_complaints_has_to_lead_to_something_too(organization, house):
    _services(house)
    customers(house)
    agreements(house)
    agreement, hours = (register_of(key).model.objects.first() for key in ("agreements", "calendars"))
    promised = {"kind": "answer", "minutes": 480, "calendar": hours, "share": 90}
    for values in ({}, {"agreement": agreement}):
        made = house.add("process-targets", **promised, **values)
        house.step("process-targets", made, "approve", house.bea)
        asked = house.add("actions", title=f"Missed {made.title}", owner=house.ben, due=day(-10))
        type(made).objects.filter(pk=made.pk).update(action=asked, achieved=50)
    later = TODAY + timedelta(days=20)
    assert (results(organization)["sla-missed"], results(organization, later)["sla-missed"]) == (
        Result.MET,
        Result.NOT_MET,
    )
    house.step("actions", asked, "finish", house.ben, outcome="Two people answer complaints now, by turns")
    assert results(organization, later)["sla-missed"] is Result.MET  # what only the organization set itself is its own

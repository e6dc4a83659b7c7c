"""8.2 and 8.3.4 are answered by what is kept of services and suppliers, and lost when that stops."""

from datetime import timedelta

import pytest

from tandem.ground.kernel import writing
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, member
from tandem.proof.conformity.tests.honest import _offer, _services, _suppliers
from tandem.proof.conformity.tests.honest_customers import agreements, customers
from tandem.proof.conformity.tests.house import House, register_of
from tandem.proof.conformity.vocabulary import Result

CHECKS = (
    "operation-external",
    "parties-controls-20",
    "supplier-contract",
    "supplier-aligned",
    "supplier-reviewed",
    "internal-agreement",
    "internal-monitored",
    "agreement-kinds",
    "suppliers-protected",
    "suppliers-chain",
    "suppliers-watched",
    "security-controls-external",
    "delivery-coordinated",
    "requirements-documented",
    "service-criticality",
    "proposals-prioritised",
    "parties-register-20",
    "parties-notall-20",
    "catalogue-access",
)


@pytest.fixture
def house(organization, both, ada, ben):
    bea = member(organization, "bea@example.org", "Bea", "manager")
    made = House(organization, ada, bea, ben, (SERVICE, SECURITY), 3)
    for standard in made.standards:
        made.add("management-systems", title=standard, standard=standard, owner=ben)
    for part in (_services, _offer, _suppliers, customers, agreements):
        part(made)
    return made


def results(organization, today=TODAY):
    outcomes = evaluate(organization.pk, today=today).outcomes
    return {key: (outcomes[key].result, outcomes[key].reason) for key in CHECKS}


def lacking(organization, today=TODAY):
    return {key for key, (result, _reason) in results(organization, today).items() if result is not Result.MET}


def test_work_that_is_done_answers_every_check(organization, house):
    assert {key: said for key, said in results(organization).items() if said[0] is not Result.MET} == {}


def test_they_are_lost_when_nobody_reviews_any_more(organization, house):
    assert lacking(organization, TODAY + timedelta(days=500)) == {
        "parties-controls-20",
        "supplier-reviewed",
        "internal-monitored",
        "suppliers-chain",
        "suppliers-watched",
        "service-criticality",
    }


def test_a_contract_that_ended_takes_what_rests_on_it_with_it(organization, house):
    contract = register_of("supplier-contracts").model.objects.filter(supplier__kind="external").get()
    writing.transition(
        house.actor(house.ada), register_of("supplier-contracts"), contract.reference, "end", reason="Too dear"
    )
    assert lacking(organization) == {
        "operation-external",
        "supplier-contract",
        "agreement-kinds",
        "suppliers-protected",
        "security-controls-external",
    }


def test_a_weaker_target_counts_once_somebody_accepts_it_and_until_that_day(organization, house):
    target = register_of("supplier-targets").model.objects.order_by("pk").first()
    house.step("supplier-targets", target, "amend", house.ada, share="99.1", reason="Asked by the carrier")
    assert lacking(organization) == {"supplier-aligned"}
    until = (TODAY + timedelta(days=30)).isoformat()
    values = {"accepted_because": "The second line takes over in minutes", "accepted_until": until}
    house.step("supplier-targets", target, "accept", house.bea, **values)
    assert lacking(organization) == set()
    assert "supplier-aligned" in lacking(organization, TODAY + timedelta(days=31))


def test_what_others_do_alone_is_no_work_of_our_own(organization, house):
    for own in register_of("contributions").model.objects.filter(supplier=None):
        house.step("contributions", own, "end", house.ben, reason="Given away")
    assert {"parties-notall-20", "delivery-coordinated"} <= lacking(organization)

"""Strict on junk, fair on work: three organizations that do what is asked come to met wherever Tandem can look."""

import pytest

from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, member
from tandem.proof.conformity.tests.honest import build
from tandem.proof.conformity.tests.honest_assurance import assurance, continuity
from tandem.proof.conformity.tests.honest_customers import agreements, customers
from tandem.proof.conformity.tests.honest_evaluation import evaluate_oneself
from tandem.proof.conformity.tests.honest_money import budgets, capacity, demand
from tandem.proof.conformity.tests.honest_system import plan_services
from tandem.proof.conformity.tests.honest_work import work
from tandem.proof.conformity.tests.house import House
from tandem.proof.conformity.vocabulary import Result


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "standards", "through"),
    [(12, (SECURITY,), "page"), (60, (SECURITY,), "import"), (400, (SERVICE, SECURITY), "page")],
    ids=["new", "certified", "both"],
)
def test_every_answered_check_holds_and_what_is_wholly_answered_is_met(
    organization, both, ada, ben, people, standards, through
):
    bea = member(organization, "bea@example.org", "Bea", "manager")
    house = House(organization, ada, bea, ben, standards, people, through)
    build(house)
    evaluate_oneself(house)
    capacity(house)
    continuity(house)
    if SERVICE in standards:
        customers(house)
        agreements(house)
        assurance(house)
        budgets(house)
        demand(house)
        plan_services(house)
        work(house)
    report = evaluate(organization.pk, today=TODAY)
    failing = {
        (standard.key, check): report.outcome(standard.key, check).reason
        for standard in report.standards
        for requirement in standard.requirements
        for check in (*requirement.deciding, *requirement.hints)
        if report.outcome(standard.key, check).result not in (Result.MET, Result.NOT_APPLICABLE)
    }
    assert failing == {}
    wrong = {
        requirement.key: requirement.result
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.is_assessable
        and not any(_waits(report, check) for check in requirement.waiting)
        and requirement.result is not Result.MET
    }
    assert wrong == {}


def _waits(report, key):
    return report.outcomes[key].check.is_required

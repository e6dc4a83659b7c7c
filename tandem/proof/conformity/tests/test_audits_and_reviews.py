"""9.2 and 9.3 are answered by audits and reviews that were held, and lost when they stop."""

from datetime import date, timedelta

import pytest

from tandem.evaluation.audits.findings.models import AuditFinding
from tandem.evaluation.audits.models import Audit
from tandem.evaluation.reviews.decisions.models import ReviewDecision
from tandem.ground.kernel import writing
from tandem.ground.kernel.registers import declared_for
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY, member
from tandem.proof.conformity.tests.honest import House, day
from tandem.proof.conformity.tests.honest_evaluation import evaluate_oneself
from tandem.proof.conformity.vocabulary import Result

AUDITS = ("audit-programme", "audit-coverage", "audit-held", "audit-impartial", "audit-reported")
REVIEWS = ("review-held-27", "review-inputs-20", "review-inputs-27", "review-outputs", "review-actions")


@pytest.fixture
def house(organization, both, ada, ben):
    bea = member(organization, "bea@example.org", "Bea", "manager")
    made = House(organization, ada, bea, ben, (SERVICE, SECURITY), 3)
    for standard in made.standards:
        made.add("management-systems", title=standard, standard=standard, owner=ben)
    return made


def results(organization, today=TODAY):
    outcomes = evaluate(organization.pk, today=today).outcomes
    return {key: outcomes[key].result for key in (*AUDITS, *REVIEWS)}


def test_without_records_there_is_nothing_to_say(organization, house):
    assert set(results(organization).values()) == {Result.NO_DATA}


def test_audits_and_reviews_that_were_held_answer_every_check(organization, house):
    evaluate_oneself(house)
    assert set(results(organization).values()) == {Result.MET}


def test_they_are_lost_when_nothing_more_is_held(organization, house):
    evaluate_oneself(house)
    later = results(organization, date(TODAY.year + 1, 12, 1))
    assert {key for key, result in later.items() if result is Result.STALE} == {"audit-held", "review-held-27"}
    assert later["audit-coverage"] is Result.NOT_MET
    assert later["review-actions"] is Result.NOT_MET
    assert later["review-inputs-20"] is not Result.MET


def test_a_nonconformity_that_is_overdue_loses_the_report(organization, house):
    late = {"title": "Late", "seen": "Nothing was done for weeks", "requirements": [f"{SECURITY}/A.5.19"]}
    evaluate_oneself(house, {**late, "verdict_27": "minor", "owner": house.ben, "due": day(-5)})
    assert results(organization)["audit-reported"] is Result.MET
    assert results(organization, TODAY + timedelta(days=6))["audit-reported"] is Result.NOT_MET


def test_an_audit_by_somebody_who_came_to_answer_for_its_topic_is_not_impartial(organization, house):
    evaluate_oneself(house)
    audit = Audit.objects.get()
    values = {"conflict": "Ada answers for the suppliers"}
    writing.follow(house.actor(house.ada), declared_for(Audit), audit, values, "looked-at")
    assert results(organization)["audit-impartial"] is Result.NOT_MET
    assert not AuditFinding.objects.exists()


def test_a_decision_that_is_done_is_in_time(organization, house):
    evaluate_oneself(house)
    decision = ReviewDecision.objects.get(state="open")
    house.step("review-decisions", decision, "finish", house.ben)
    assert results(organization, TODAY + timedelta(days=90))["review-actions"] is Result.MET

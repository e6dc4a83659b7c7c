"""What one record is evidence for."""

from datetime import UTC

from tandem.ground.kernel import clock, registers, writing
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.serving import serves
from tandem.proof.conformity.tests.conftest import EARLIER, SECURITY, SERVICE, TODAY, acting
from tandem.proof.conformity.vocabulary import Result


def told(record, key, standards=(SECURITY, SERVICE)):
    served = serves(registers.find(key), record, today=TODAY, zone=UTC, standards=standards)
    return {entry.check.key: entry.standing for entry in served}


def test_a_policy_serves_its_requirements_and_stands_as_it_is(keep, ada, ben):
    values = {"title": "Policy", "topic": "information-security-policy", "kind": "policy", "owner": ada}
    policy = keep("documents", **values, state="effective", approved_by=ada, next_review="2026-06-01")
    version = {"document": policy, "number": "1", "text": "We protect what customers entrust to us. " * 9}
    keep("document-versions", **version, author=ben, approved_by=ada, state="approved")
    standings = told(policy, "documents")
    assert (standings["policy-27"], standings["security-policy-20"]) == (Result.STALE, Result.STALE)
    assert (standings["documents-retention"], standings["documents-review"]) == (Result.NOT_MET, Result.STALE)
    assert "policy-20" not in standings
    (served,) = [
        served
        for served in serves(registers.find("documents"), policy, today=TODAY, zone=UTC, standards=(SECURITY,))
        if served.check.key == "documents-review"
    ]
    assert served.requirements == (f"{SECURITY}/7.5.2",)


def test_related_records_and_those_pointing_here_are_seen(organization, keep, ada):
    keep("risk-methods", title="Ours", state="approved", approved_on="2026-06-01", accept_up_to=4)
    risk = keep(
        "risks",
        title="Fire",
        confidentiality=True,
        owner=ada,
        likelihood=3,
        impact=3,
        treatment="modify",
        plan="Move.",
    )
    assert told(risk, "risks")["treat-option-27"] is Result.NOT_MET
    assert told(risk, "risks")["plan-approved-27"] is Result.NOT_MET
    values = {"risk": risk, "reason": "Small.", "until": "2026-12-31"}
    writing.create(acting(ada, organization), registers.find("risk-acceptances"), values)
    risk.refresh_from_db()
    assert told(risk, "risks")["plan-approved-27"] is Result.MET


REASONS = {"likelihood_reason": "Never in ten years", "impact_reason": "One rack of four"}


def test_a_record_stands_as_the_report_counts_it(organization, both, keep, ada):
    keep("management-systems", title="Security", standard=SECURITY)
    good = keep(
        "risks", title="Fire", confidentiality=True, owner=ada, consequence="Loss", likelihood=2, impact=2, **REASONS
    )
    with clock.fixed(EARLIER):
        bad = keep("risks", title="Flood", consequence="Loss")
    outcome = evaluate(organization.pk, today=TODAY).outcomes["risk-complete-27"]
    assert [item.record_id for item in outcome.evidence] == [good.pk]
    assert [item.record_id for item in outcome.offenders] == [bad.pk]
    assert told(good, "risks")["risk-complete-27"] is Result.MET
    assert told(bad, "risks")["risk-complete-27"] is Result.NOT_MET

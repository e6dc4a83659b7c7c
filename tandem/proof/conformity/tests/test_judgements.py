"""A judgement stands in place of the computed result: signed, reasoned, expiring, never changed."""

from datetime import date, timedelta

import pytest

from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.register import JUDGEMENTS
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, SERVICE, TODAY, acting
from tandem.proof.conformity.vocabulary import Result

CLAUSE = f"{SECURITY}/6.1.2"


@pytest.fixture
def judge(organization, both, keep, ada):
    """judge(requirement, verdict) signs as Ada."""
    keep("management-systems", title="Security", standard=SECURITY)
    keep("management-systems", title="Services", standard=SERVICE)

    def judged(requirement=CLAUSE, verdict="met", until="2026-12-31", reason="Seen on paper.", who=ada, role="manager"):
        values = {"requirement": requirement, "verdict": verdict, "until": until, "reason": reason}
        return writing.create(acting(who, organization, role), JUDGEMENTS, values)

    return judged


def result(organization, today=TODAY, **told):
    return evaluate(organization.pk, today=today, **told).standard(SECURITY).requirement("6.1.2")


def test_a_judgement_overrides_visibly(judge, organization):
    made = judge()
    found = result(organization)
    assert (found.result, found.computed) == (Result.MET, Result.NO_DATA)
    assert found.reason == "Judgement by Ada, until 2026-12-31: Seen on paper."
    assert (found.judgement.reference, found.judgement.by) == (made.reference, "Ada")
    report = evaluate(organization.pk, today=TODAY).standard(SECURITY)
    assert (report.totals.judged, report.totals.met) == (1, 1)


def test_it_expires_by_itself(judge, organization):
    judge()
    assert result(organization, date(2026, 12, 31)).judgement is not None
    assert result(organization, date(2027, 1, 1)).judgement is None


def test_the_newest_counts_and_a_withdrawn_one_does_not(judge, organization, ada):
    judge()
    second = judge(verdict="not-met", reason="Not any more.")
    assert result(organization).result is Result.NOT_MET
    writing.transition(acting(ada, organization), JUDGEMENTS, second.reference, "withdraw", reason="A mistake.")
    assert result(organization).result is Result.MET


def test_it_is_seen_as_of_any_time(judge, organization):
    judge()
    assert result(organization, known=clock.now()).reason == "Judgement by Ada, until 2026-12-31: Seen on paper."
    with clock.fixed(NOW + timedelta(days=3)):
        judge(verdict="not-met")
        assert result(organization, known=NOW + timedelta(days=1)).result is Result.MET


def test_only_annex_a_can_be_not_applicable(judge):
    judge(f"{SECURITY}/A.8.25", "not-applicable")
    for clause in (CLAUSE, f"{SERVICE}/8.6.1"):
        with pytest.raises(Invalid) as caught:
            judge(clause, "not-applicable")
        assert list(caught.value.problems) == ["verdict"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"requirement": "6.1.2"}, "requirement"),
        ({"requirement": f"{SECURITY}/99"}, "requirement"),
        ({"requirement": f"{SECURITY}/6.1"}, "requirement"),
        ({"until": "2026-06-15"}, "until"),
        ({"reason": " "}, "reason"),
        ({"verdict": "stale"}, "verdict"),
    ],
)
def test_what_is_wrong_is_told_by_field(judge, values, field):
    with pytest.raises(Invalid) as caught:
        judge(**values)
    assert list(caught.value.problems) == [field]


def test_it_is_never_changed_or_deleted(judge, organization, ada):
    made = judge()
    with pytest.raises(NotPermitted):
        writing.change(acting(ada, organization), JUDGEMENTS, made.reference, {"reason": "Other."})
    with pytest.raises(NotPermitted):
        writing.delete(acting(ada, organization), JUDGEMENTS, made.reference)
    assert registers.find("judgements").model.objects.get().version == 1


def test_only_managers_judge(judge, ben):
    with pytest.raises(NotPermitted):
        judge(who=ben, role="contributor")

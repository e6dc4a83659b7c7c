"""A judgement is made by two people, with a reason of substance, for a year at most, and never hides a failure."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import library
from tandem.proof.conformity.register import JUDGEMENTS
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, SERVICE, TODAY, acting, member
from tandem.proof.conformity.vocabulary import Result

OPEN = f"{SERVICE}/6.1.1"  # as if no check of it could be answered yet
FAILING = f"{SECURITY}/6.1.2"  # its required checks lack data
REASON = "Minutes of the steering group of May show every change planned."


@pytest.fixture
def bea(organization):
    return member(organization, "bea@example.org", "Bea", "manager")


@pytest.fixture
def judge(organization, both, keep, ada, bea):
    """judge(requirement, verdict) signs as Ada; Bea confirms unless told otherwise."""
    keep("management-systems", title="Security", standard=SECURITY)
    keep("management-systems", title="Services", standard=SERVICE)

    def judged(requirement=OPEN, verdict="met", until="2026-12-31", reason=REASON, who=ada, confirmed=True):
        values = {"requirement": requirement, "verdict": verdict, "until": until, "reason": reason}
        made = writing.create(acting(who, organization), JUDGEMENTS, values)
        return confirm(made) if confirmed else made

    def confirm(made):
        return writing.transition(acting(bea, organization), JUDGEMENTS, made.reference, "confirm")

    return judged


@cache
def waiting():
    """The checks of today, those of one requirement without their answers."""
    checks = (replace(check, answer=None) if OPEN in check.serves else check for check in library().checks)
    return replace(library(), checks=tuple(checks), digest="waiting")


def result(organization, today=TODAY, ref="", **options):
    standard = SECURITY if ref else SERVICE
    return (
        evaluate(organization.pk, today=today, checks=waiting(), **options)
        .standard(standard)
        .requirement(ref or "6.1.1")
    )


def test_it_is_shown_as_judged_and_not_counted_as_met(judge, organization):
    made = judge()
    requirement = result(organization)
    assert (requirement.result, requirement.computed) == (Result.JUDGED, Result.UNDEFINED)
    assert requirement.reason == f"Judged by Ada, confirmed by Bea, until 31 Dec 2026: {REASON}"
    assert (requirement.judgement.reference, requirement.judgement.by, requirement.judgement.confirmed_by) == (
        made.reference,
        "Ada",
        "Bea",
    )
    totals = evaluate(organization.pk, today=TODAY, checks=waiting()).standard(SERVICE).totals
    assert (totals.count(Result.JUDGED), totals.met) == (1, 0)


def test_one_person_alone_decides_nothing(judge, organization, ada):
    made = judge(confirmed=False)
    assert result(organization).result is Result.UNDEFINED
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(acting(ada, organization), JUDGEMENTS, made.reference, "confirm")
    assert result(organization).result is Result.UNDEFINED


def test_tandem_itself_confirms_nothing(judge, organization):
    made = judge(confirmed=False)
    with pytest.raises(Invalid, match="never Tandem"):
        writing.transition(system_actor(organization.pk, "Tandem"), JUDGEMENTS, made.reference, "confirm")


def test_an_imported_one_is_only_proposed_until_two_people_stand_for_it(judge, organization, ada, bea):
    values = {"requirement": OPEN, "verdict": "met", "until": "2026-12-31", "reason": REASON}
    made = writing.create(acting(ada, organization).via("import"), JUDGEMENTS, values)
    assert (made.state, made.signed_by_id) == ("proposed", None)
    with pytest.raises(Invalid):
        writing.transition(acting(bea, organization), JUDGEMENTS, made.reference, "confirm")
    assert result(organization).result is Result.UNDEFINED
    writing.transition(acting(ada, organization), JUDGEMENTS, made.reference, "sign")
    writing.transition(acting(bea, organization), JUDGEMENTS, made.reference, "confirm")
    assert result(organization).result is Result.JUDGED


def test_a_failing_required_check_stands_and_the_judgement_beside_it(judge, organization):
    judge(FAILING)
    requirement = result(organization, ref="6.1.2")
    assert (requirement.result, requirement.judgement.verdict) == (Result.NO_DATA, Result.MET)


def test_a_judgement_of_not_met_counts_whatever_the_records_say(judge, organization):
    judge(FAILING, "not-met")
    assert result(organization, ref="6.1.2").result is Result.NOT_MET


def test_no_control_of_annex_a_is_met_by_judging_it(judge, organization):
    judge(f"{SECURITY}/A.7.4")
    assert result(organization, ref="A.7.4").result is Result.NO_DATA


def test_it_expires_by_itself(judge, organization):
    judge()
    assert result(organization, date(2026, 12, 31)).result is Result.JUDGED
    assert result(organization, date(2027, 1, 1)).result is Result.UNDEFINED


def test_the_newest_counts_and_a_withdrawn_one_does_not(judge, organization, ada):
    judge()
    second = judge(verdict="not-met", reason="The steering group has not met since May, changes went unplanned.")
    assert result(organization).result is Result.NOT_MET
    writing.transition(acting(ada, organization), JUDGEMENTS, second.reference, "withdraw", reason="A mistake.")
    assert result(organization).result is Result.JUDGED


def test_it_is_seen_as_of_any_time(judge, organization):
    judge()
    assert result(organization, known=clock.now()).reason.startswith("Judged by Ada, confirmed by Bea, until")
    with clock.fixed(NOW + timedelta(days=3)):
        judge(verdict="not-met", reason="The steering group has not met since May, changes went unplanned.")
        assert result(organization, known=NOW + timedelta(days=1)).result is Result.JUDGED


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"requirement": "6.1.2"}, "requirement"),
        ({"requirement": f"{SECURITY}/99"}, "requirement"),
        ({"requirement": f"{SECURITY}/6.1"}, "requirement"),
        ({"until": "2026-06-15"}, "until"),
        ({"until": "2027-06-16"}, "until"),
        ({"reason": " "}, "reason"),
        ({"reason": "x"}, "reason"),
        ({"reason": "fine " * 30}, "reason"),
        ({"verdict": "not-applicable"}, "verdict"),
        ({"verdict": "stale"}, "verdict"),
    ],
)
def test_what_is_wrong_is_told_by_field(judge, values, field):
    with pytest.raises(Invalid) as caught:
        judge(**values)
    assert list(caught.value.problems) == [field]


def test_each_requirement_has_a_reason_of_its_own(judge):
    judge()
    with pytest.raises(Invalid) as caught:
        judge(f"{SECURITY}/7.1")
    assert list(caught.value.problems) == ["reason"]


def test_it_is_never_changed_or_deleted(judge, organization, ada):
    made = judge()
    version = registers.find("judgements").model.objects.get().version
    for actor in (acting(ada, organization), acting(ada, organization).via("import")):
        with pytest.raises((NotPermitted, Invalid)):
            writing.change(actor, JUDGEMENTS, made.reference, {"reason": "Another reason that is long enough here."})
    with pytest.raises(NotPermitted):
        writing.delete(acting(ada, organization), JUDGEMENTS, made.reference)
    assert registers.find("judgements").model.objects.get().version == version


def test_only_managers_judge(judge, organization, ben):
    values = {"requirement": OPEN, "verdict": "met", "until": "2026-12-31", "reason": REASON}
    with pytest.raises(NotPermitted):
        writing.create(acting(ben, organization, "contributor"), JUDGEMENTS, values)
    made = judge(confirmed=False)
    with pytest.raises(NotPermitted):
        writing.transition(acting(ben, organization, "contributor"), JUDGEMENTS, made.reference, "confirm")

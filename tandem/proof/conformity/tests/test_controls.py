"""Annex A by the organization's own controls, and what a statement in force leaves out."""

from datetime import timedelta

import pytest

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.kernel import clock, links, registers, writing
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, TODAY, acting
from tandem.proof.conformity.vocabulary import Result

ACCESS = f"{SECURITY}/A.5.15"
AUDITS = f"{SECURITY}/A.8.34"


@pytest.fixture
def result(organization, both):
    """Result and reason of one control of Annex A, now or as known at a time."""

    def found(ref="A.8.34", known=None, today=TODAY):
        report = evaluate(organization.pk, today=today, standards=[SECURITY], known=known)
        control = report.standard(SECURITY).requirement(ref)
        return control.result, control.reason

    return found


DESCRIPTION = "Auditors work on copies of the data that operations makes for them the day before."
SEEN = "The copy of the ledger database for the audit in May lay on a server of its own."


@pytest.fixture
def control(organization, keep, ada):
    """A control of Ada's that is described, in use, and linked with a record that shows it."""
    keep("controls", title="Audits run on copies", description=DESCRIPTION, requirements=[AUDITS, ACCESS], owner=ada)
    return "CTRL-1"


@pytest.fixture
def in_use(organization, keep, ada, control):
    keep("controls", control, state="implemented", evidence="The request for the copy.")
    keep("incidents", title="Copy for the audit")
    actor, register = acting(ada, organization), registers.find("controls")
    links.connect(actor, register, control, to_register="incidents", to_reference="INC-2026-0001")
    return control


@pytest.fixture
def look(organization, in_use):
    """look(who, result) notes a test of the control's operation."""

    def tested(who, result="passed", findings=SEEN, done_on=TODAY):
        values = {"control": in_use, "title": "The audit in May", "result": result, "done_on": done_on}
        return writing.create(
            acting(who, organization), registers.find("control-tests"), values | {"findings": findings}
        )

    return tested


def test_a_control_that_is_only_described_is_too_little_to_judge(result, control):
    assert result() == (Result.THIN, "1 of 1 control that answers it is stated only and not shown to be in use.")


def test_a_control_in_use_is_indicated(result, in_use):
    assert result() == (Result.INDICATED, "1 of 1 control that answers it is in use but was not tested.")


def test_a_control_without_text_or_owner_or_evidence_stays_stated(result, keep, in_use):
    for values in ({"description": ""}, {"description": "x"}, {"owner": None}):
        kept = registers.find("controls").model.objects.values(*values).get()
        keep("controls", in_use, **values)
        assert result()[0] is Result.THIN
        keep("controls", in_use, **kept)
    keep("controls", in_use, description=DESCRIPTION)


def test_met_means_tested_by_somebody_else_than_the_owner_who_says_what_they_saw(result, look, ada, ben):
    look(ada)
    assert result()[0] is Result.INDICATED
    look(ben, findings="ok")
    assert result()[0] is Result.INDICATED
    look(ben)
    assert result() == (Result.MET, "1 of 1 control that answers it was tested by somebody else than its owner.")


def test_a_failed_test_is_not_met_and_an_unclear_one_is_no_pass(result, look, ben):
    look(ben, "failed")
    assert result() == (Result.NOT_MET, "1 of 1 control that answers it failed its test.")
    look(ben, findings="The next copy lay on a server of its own and was deleted after the audit.")
    assert result()[0] is Result.MET
    look(ben, "unclear", findings="Nobody could say where the copy of June was.")
    assert result()[0] is Result.INDICATED


def test_an_overdue_test_is_stale(result, look, ben):
    look(ben, done_on=TODAY - timedelta(days=364))
    assert result()[0] is Result.MET
    assert result(today=TODAY + timedelta(days=2)) == (
        Result.STALE,
        "1 of 1 control that answers it has a test that is overdue.",
    )


def test_the_same_words_on_another_control_say_nothing(result, keep, organization, look, ben, ada):
    keep("controls", title="Rights", description=DESCRIPTION.upper(), requirements=[ACCESS], owner=ada)
    values = {"control": "CTRL-2", "title": "The audit in May", "result": "passed", "done_on": "2026-06-01"}
    writing.create(acting(ben, organization), registers.find("control-tests"), values | {"findings": SEEN})
    look(ben)
    assert result()[0] is Result.INDICATED


def test_a_control_for_more_than_ten_requirements_says_for_each_what_it_does(result, keep, look, in_use, ben):
    look(ben)
    keep("controls", in_use, requirements=[AUDITS, *(f"{SECURITY}/A.8.{number}" for number in range(1, 11))])
    assert result()[0] is Result.THIN
    keep("controls", in_use, duties="A.8.34: auditors only ever see copies")
    assert (result()[0], result("A.8.3")[0]) == (Result.MET, Result.THIN)


def test_as_of_now_grades_as_now_does(result, keep, look, in_use, ada, ben, organization):
    for who, passed in ((ada, "passed"), (ben, "passed"), (ben, "unclear")):
        look(who, passed)
        assert result(known=clock.now()) == result()
    actor, register = acting(ada, organization), registers.find("controls")
    link = links.of(actor, register, register.model.objects.get(reference=in_use).pk)[0]
    links.disconnect(actor, register, in_use, link.link_id)
    assert result(known=clock.now()) == result()


def test_a_retired_control_answers_nothing(result, keep, in_use):
    keep("controls", in_use, state="retired")
    assert result() == (Result.NO_DATA, "There are no controls that answer it.")


def test_a_longer_reference_is_another_control(result, keep):
    keep("controls", title="Rights", requirements=[f"{SECURITY}/A.8.34"], state="implemented")
    assert result("A.8.3")[0] is Result.NO_DATA


def test_what_the_statement_in_force_leaves_out_does_not_apply(result, organization, keep, ada, ben):
    author, approver = acting(ada, organization), acting(ben, organization)
    statements, entries = registers.find("statements"), registers.find("statement-entries")
    exclusion = {"statement": "SOA-1", "ref": "A.8.34", "title": "Audits", "decision": "excluded"}
    writing.create(author, statements, {"title": "First"})
    writing.create(author, entries, exclusion | {"justification": "No audits on live systems"})
    assert result()[0] is Result.NO_DATA  # a draft decides nothing
    with clock.fixed(NOW + timedelta(hours=1)):
        writing.transition(approver, statements, "SOA-1", "approve")
    assert result() == (Result.NOT_APPLICABLE, "Left out in SOA-1: No audits on live systems")
    assert result(known=NOW)[0] is Result.NO_DATA
    assert result(known=NOW + timedelta(hours=2))[0] is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("for_each: {iso-27001:2022: [A.5]}\n  serves: [iso-27001:2022/4.1]", "or is for each of several"),
        ("for_each: {iso-27001:2022: [A-5]}", "is no range"),
        ("for_each: {}", "Name at least one requirement."),
    ],
)
def test_a_wrong_range_is_named(checks_from, lines, told):
    text = f"""\
- key: wrong
  title: About {{ref}}
  test: complete
  {lines}
  strength: required
  freshness: {{basis: continuous}}
  records: [risk]
  question: Put it right.
"""
    with pytest.raises(LibraryError, match=told):
        checks_from(text)

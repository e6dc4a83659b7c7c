"""Annex A by the organization's own controls, and what a statement in force leaves out."""

from datetime import timedelta

import pytest

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.kernel import clock, registers, writing
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.tests.conftest import NOW, SECURITY, TODAY, acting
from tandem.proof.conformity.vocabulary import Result

ACCESS = f"{SECURITY}/A.5.15"


@pytest.fixture
def result(organization, both):
    """Result and reason of one control of Annex A, now or as known at a time."""

    def found(ref="A.8.34", known=None):
        told = evaluate(organization.pk, today=TODAY, standards=[SECURITY], known=known)
        one = told.standard(SECURITY).requirement(ref)
        return one.result, one.reason

    return found


def test_a_control_is_met_once_it_is_in_use_and_fails_with_its_test(result, keep):
    ref = f"{SECURITY}/A.8.34"
    assert result() == (Result.NO_DATA, "Nothing is kept under Controls yet.")
    keep("controls", title="Audits run on copies", requirements=[ref, ACCESS], state="partly", test_method="Look")
    keep("controls", title="Another", requirements=[f"{SECURITY}/A.8.3"], state="implemented")
    assert result() == (Result.NOT_MET, "1 of 1 control that answers it is not in use yet or failed its test.")
    keep("controls", "CTRL-1", state="implemented")
    assert result()[0] is Result.MET
    keep("control-tests", control="CTRL-1", title="One audit", result="failed", findings="Live data", done_on=TODAY)
    assert result()[0] is Result.NOT_MET
    keep("control-tests", control="CTRL-1", title="Again", result="passed", done_on=TODAY)
    assert result()[0] is Result.MET
    keep("controls", "CTRL-1", state="retired")
    assert result() == (Result.NO_DATA, "There are no controls that answer it.")


def test_a_longer_reference_is_another_control(result, keep):
    keep("controls", title="Rights", requirements=[f"{SECURITY}/A.8.34"], state="implemented")
    assert result("A.8.3")[0] is Result.NO_DATA


def test_what_the_statement_in_force_leaves_out_does_not_apply(result, organization, keep, ada, ben):
    author, approver = acting(ada, organization), acting(ben, organization)
    statements, entries = registers.find("statements"), registers.find("statement-entries")
    told = {"statement": "SOA-1", "ref": "A.8.34", "title": "Audits", "decision": "excluded"}
    writing.create(author, statements, {"title": "First"})
    writing.create(author, entries, told | {"justification": "No audits on live systems"})
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

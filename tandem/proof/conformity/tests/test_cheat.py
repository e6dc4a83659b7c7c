"""The cheat's experiment: junk makes next to nothing met, however it comes in."""

import pytest

from tandem.ground.kernel import writing
from tandem.ground.kernel.errors import Invalid
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.models import Judgement
from tandem.proof.conformity.register import JUDGEMENTS
from tandem.proof.conformity.tests.cheating import EACH, REGISTERS, Cheat, adopt
from tandem.proof.conformity.tests.conftest import TODAY, acting, member
from tandem.proof.conformity.vocabulary import Result

WHOLE = 184  # assessable requirements of both standards
MOST = 10


@pytest.fixture
def mallory(organization, both, ben):
    actor = acting(member(organization, "mallory@example.org", "Mallory", "manager"), organization)
    adopt(actor, ben)
    return actor


def met(organization):
    report = evaluate(organization.pk, today=TODAY)
    assert sum(standard.totals.whole for standard in report.standards) == WHOLE
    return sorted(
        requirement.key
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.is_assessable and requirement.result is Result.MET
    )


@pytest.mark.parametrize("kind", ["x", "repeated", "filler", "numbered", "translated", "help"])
def test_eighty_junk_records_make_at_most_ten_requirements_met(organization, mallory, ben, kind):
    cheat = Cheat(mallory, ben, kind)
    cheat.fill()
    assert cheat.count >= EACH * len(REGISTERS) * 3 // 4
    assert len(met(organization)) <= MOST, met(organization)


@pytest.mark.parametrize("kind", ["filler", "numbered", "translated", "help"])
def test_two_accounts_that_approve_each_others_junk_come_no_further(organization, mallory, ben, kind):
    oscar = acting(member(organization, "oscar@example.org", "Oscar", "manager"), organization)
    cheat = Cheat(mallory, ben, kind, oscar.via("api"))
    cheat.fill()
    assert len(met(organization)) <= MOST, met(organization)


@pytest.mark.parametrize("reason", ["x", "The minutes of the steering group of May show that it is done as asked."])
def test_imported_judgements_of_everything_make_nothing_met_or_judged(organization, mallory, reason):
    report = evaluate(organization.pk, today=TODAY)
    keys = [
        requirement.key
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.is_assessable
    ]
    assert len(keys) == WHOLE
    before = report.results
    kept = 0
    for number, key in enumerate(keys):
        values = {"requirement": key, "verdict": "met", "until": "2099-12-31", "reason": reason}
        for until in ("2099-12-31", "2027-01-31"):
            try:
                writing.create(
                    mallory.via("import"), JUDGEMENTS, values | {"until": until, "reason": f"{reason} {_word(number)}"}
                )
            except Invalid:
                continue
            kept += 1
            break
    assert kept == (0 if reason == "x" else WHOLE)
    assert set(Judgement.objects.values_list("state", flat=True)) <= {"proposed"}
    assert evaluate(organization.pk, today=TODAY).results == before


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))

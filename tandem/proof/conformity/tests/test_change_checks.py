"""What the checks say of changes: the unplanned and unintended are reviewed, the weighty have their risks assessed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from tandem.direction.risks.register import RISKS
from tandem.ground.kernel import clock, writing
from tandem.operation.changes.tests.steps import WEIGHED, approved, asked, now, take
from tandem.proof.conformity import remembering
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, standard
from tandem.proof.conformity.tests.house import prose
from tandem.proof.conformity.vocabulary import Result
from tests.cast import Cast

Says = Callable[..., Result]
BEFORE = {"test": "Tried for a week", "announced": "Sites by mail", "way_back": "Pull the router"}
TODAY = NOW.date()
LATE = timedelta(days=32)


@pytest.fixture
def says(home: Cast) -> Says:
    """says(check, standard) gives its result for a standard, so many days from now."""
    standard(SERVICE, "ISO/IEC 20000-1:2018", ["8.1"])
    standard(SECURITY, "ISO/IEC 27001:2022", ["8.1", "8.2"])

    def result(key: str, edition: str = SECURITY, later: timedelta = timedelta()) -> Result:
        with clock.fixed(NOW + later):
            report = evaluate(home.home.pk, today=TODAY + later, standards=(edition,), checks=library())
        return report.outcomes[key].result

    return result


def made(home: Cast, *, is_as_intended: bool, **values: Any) -> Any:
    change = approved(home, **values)
    outcome = prose(f"How {change.reference} went", 6)
    return take(home, "ben", change, "make", **BEFORE, outcome=outcome, is_as_intended=is_as_intended)


@pytest.mark.parametrize("edition", [SERVICE, SECURITY])
def test_what_went_otherwise_has_a_month_to_be_reviewed(home: Cast, says: Says, edition: str) -> None:
    made(home, is_as_intended=True, title="As it was meant")
    assert says("change-unintended", edition) is Result.MET
    change = made(home, is_as_intended=False)
    assert says("change-unintended", edition) is Result.MET
    assert says("change-unintended", edition, LATE) is Result.NOT_MET
    take(home, "ada", change, "review", review=prose("What it taught", 8))
    assert says("change-unintended", edition, LATE) is Result.MET


def test_what_nobody_planned_is_reviewed_in_words(home: Cast, says: Says) -> None:
    change = asked(home, category="emergency")
    done = {name: WEIGHED[name] for name in ("service_impact", "service_effect", "security_impact", "security_effect")}
    outcome = prose("How the emergency went", 6)
    take(home, "ben", change, "note", "It could not wait", **done, outcome=outcome, is_as_intended=True)
    assert says("change-unintended", SECURITY, LATE) is Result.NOT_MET
    take(home, "ada", change, "review", review="x")
    assert says("change-unintended", SECURITY, LATE) is Result.THIN
    take(home, "ada", change, "review", review=prose("What it taught", 8))
    assert says("change-unintended", SECURITY, LATE) is Result.MET


def test_a_standard_is_not_failed_by_changes_that_concern_the_other_alone(home: Cast, says: Says) -> None:
    made(home, is_as_intended=True, title="Of both")
    made(home, is_as_intended=False, concerns_security=False)
    assert says("change-unintended", SERVICE, LATE) is Result.NOT_MET
    assert says("change-unintended", SECURITY, LATE) is Result.MET


@pytest.fixture
def risk(home: Cast) -> Any:
    """A risk that Ben assessed half a year ago."""
    with clock.fixed(NOW - timedelta(days=180)):
        values = {"title": "Line is cut", "likelihood": 2, "impact": 2, "availability": True}
        return writing.create(home.actor("ben"), RISKS, values | {"owner": home.users["ben"].pk})


def weighty(home: Cast, *risks: Any) -> Any:
    heavy = {"security_impact": "weighty", "risks": [risk.reference for risk in risks], "weakens_control": True}
    return take(home, "ada", take(home, "ben", asked(home), "weigh", **WEIGHED | heavy), "approve")


def test_a_change_of_security_weight_asks_for_reassessment_of_each_risk(home: Cast, says: Says, risk: Any) -> None:
    assert says("change-reassess") is Result.NO_DATA
    other = writing.create(
        home.actor("ben"), RISKS, {"title": "Line is read", "likelihood": 2, "impact": 2, "confidentiality": True}
    )
    change = weighty(home, risk, other)
    assert (change.risks_called_on, change.reassess_by) == (TODAY, TODAY + timedelta(days=30))
    assert says("change-reassess") is Result.MET
    assert says("change-reassess", later=LATE) is Result.NOT_MET
    with clock.fixed(NOW + timedelta(days=1)):
        writing.transition(home.actor("ben"), RISKS, risk.reference, "assess-again")
        assert now(change).reassessed_on == TODAY + timedelta(days=1)  # the other was assessed on the day it was called
    assert says("change-reassess", later=LATE) is Result.MET


def test_one_risk_that_is_left_keeps_the_change_open(home: Cast, says: Says, risk: Any) -> None:
    with clock.fixed(NOW - timedelta(days=90)):
        values = {"title": "Line is read", "likelihood": 2, "impact": 2, "confidentiality": True}
        other = writing.create(home.actor("ben"), RISKS, values)
    change = weighty(home, risk, other)
    writing.transition(home.actor("ben"), RISKS, risk.reference, "assess-again")
    assert now(change).reassessed_on is None
    writing.change(home.actor("ben"), RISKS, other.reference, {"title": "Line is listened to"})
    assert now(change).reassessed_on is None
    writing.transition(home.actor("ada"), RISKS, other.reference, "close", reason="The line is gone")
    assert now(change).reassessed_on == TODAY


def test_a_change_without_a_word_on_security_does_not_count(home: Cast, says: Says) -> None:
    change = approved(home)
    assert says("change-reassess") is Result.MET
    type(change).objects.update(security_effect="x")
    remembering.forget()
    assert says("change-reassess") is not Result.MET

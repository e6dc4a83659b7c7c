"""Where methods begin, how they follow each other, what they ask of a risk, and who accepts by them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tandem.direction.risks import library, offering
from tandem.direction.risks.acceptances.register import RISK_ACCEPTANCES
from tandem.direction.risks.methods import operations
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.methods.register import RISK_METHODS
from tandem.direction.risks.models import Risk
from tandem.direction.risks.register import RISKS
from tandem.ground.catalogue.models import RiskMatrix
from tandem.ground.kernel import lists, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.ledger import states
from tests.cast import Cast

FIRE = {"title": "Fire", "availability": True, "likelihood": 3, "impact": 4}
CRITERIA = "Money | little | some | much | very much | all\nCustomers | none | one | few | many | all"
BANDS = "4 | Low | good | 24\n12 | Middle | waiting\n25 | High | bad | 3"


def approved(home: Cast, **values: Any) -> RiskMethod:
    ben = home.actor("ben")
    made = writing.create(ben, RISK_METHODS, {"title": "Ours", "owner": ben.user_id, **values})
    return writing.transition(home.actor("ada"), RISK_METHODS, made.reference, "approve")


def risk(home: Cast, **values: Any) -> Risk:
    assessing = replace(home.actor("cleo"), role="contributor")
    return writing.create(assessing, RISKS, {**FIRE, "owner": home.users["ben"].pk, **values})


def accept(home: Cast, who: str, reference: str) -> Any:
    actor = home.actor(who)
    values = {"risk": reference, "reason": "Watched", "until": actor.today + timedelta(days=90)}
    return writing.create(actor, RISK_ACCEPTANCES, values)


@pytest.mark.parametrize("key", [entry["key"] for entry in library.ready_made()])
def test_every_ready_made_method_can_be_begun_and_approved(home: Cast, key: str) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    made = operations.begin_method(ben, key)
    assert (made.state, made.begins_from, made.owner_id) == ("draft", key, ben.user_id)
    assert made.title and made.likelihoods[0].meaning and made.judging.bands and made.judging.tiers
    assert writing.transition(ada, RISK_METHODS, made.reference, "approve").state == "approved"
    assert risk(home, domain=(made.domains or ["information-security"])[0], customer_impact="No mail").level


def test_the_api_begins_a_method_by_naming_where_it_begins(home: Cast) -> None:
    values = {"begins_from": "asset-threat-weakness", "title": "Assets"}
    made = writing.create(home.actor("ada", "api"), RISK_METHODS, values)
    assert (made.title, made.formula, made.domains) == ("Assets", "sum", ["information-security"])
    assert [criterion.name for criterion in made.criteria] == ["Confidentiality", "Integrity", "Availability"]
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), RISK_METHODS, {"begins_from": "nowhere", "title": "x"})
    assert "begins_from" in refused.value.problems


def matrix(**values: Any) -> RiskMatrix:
    steps = [{"name": name, "description": f"{name} it is"} for name in ("Low", "High")]
    levels = [{"name": name} for name in ("Fine", "Watch", "Act")]
    fields = {"likelihood": steps, "impact": steps, "levels": levels, "grid": [[0, 0], [1, 2]], **values}
    return RiskMatrix.objects.create(key="ours", name="Small", origin="imported", digest="x", definition=fields)


def test_a_matrix_of_the_catalogue_becomes_a_draft(home: Cast) -> None:
    matrix()
    assert [entry["key"] for entry in library.matrices()] == ["matrix:ours"]
    made = operations.begin_method(home.actor("ada"), "matrix:ours")
    assert (made.matrix, made.accept_up_to, made.critical_from) == (["1 1", "2 3"], 1, 3)
    assert [made.judging.level(1, 2), made.judging.level(2, 2), made.judging.label(3)] == [1, 3, "Act"]
    assert [made.judging.tone(level) for level in (1, 2, 3)] == ["good", "waiting", "bad"]
    assert made.impacts[1].meaning == "High it is"


def test_rows_of_a_matrix_may_be_alike(home: Cast) -> None:
    matrix(grid=[[0, 2], [0, 2]])
    made = operations.begin_method(home.actor("ada"), "matrix:ours")
    assert made.matrix == ["1 3", "1 3"]


def test_a_falling_matrix_of_the_catalogue_is_refused_with_the_reason(home: Cast) -> None:
    matrix(grid=[[0, 2], [1, 0]])
    with pytest.raises(Invalid, match="never makes a lower level"):
        operations.begin_method(home.actor("ada"), "matrix:ours")
    assert RiskMethod.objects.count() == 0


def test_a_new_version_copies_supersedes_and_lists_what_is_to_be_assessed_again(home: Cast) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    first = approved(home, impact_criteria=CRITERIA, bands=BANDS)
    fire = risk(home, impacts=["Money: 4", "Customers: 2"], impact=None)
    writing.transition(ben, RISK_METHODS, first.reference, "new-version")
    with pytest.raises(Invalid, match="METHOD-2 is already being written"):
        writing.transition(ben, RISK_METHODS, first.reference, "new-version")
    draft = RiskMethod.objects.get(reference="METHOD-2")
    assert (draft.state, draft.edition, draft.begins_from, draft.bands) == ("draft", "2", first.reference, BANDS)
    writing.change(ben, RISK_METHODS, "METHOD-2", {"impact_criteria": CRITERIA.replace("Customers", "Users")})
    writing.transition(ada, RISK_METHODS, "METHOD-2", "approve")
    fire.refresh_from_db()
    assert (fire.method_id, fire.level, fire.to_reassess, fire.next_review) == (first.pk, 12, True, ada.today)
    again = next(view for view in RISKS.listing.views if view.key == "reassess")
    assert lists.page(ada, RISKS, lists.Query(filters=again.filters)).count == 1
    anew = writing.change(ada, RISKS, fire.reference, {"likelihood": 2})
    assert (anew.method_id, anew.to_reassess, anew.impacts, anew.level) == (draft.pk, False, ["Money: 4"], 8)
    assert lists.page(ada, RISKS, lists.Query(filters=again.filters)).count == 0
    assert [
        level_change.before
        for level_change in states.history(home.home.pk, "risks", fire.pk)[0].changes
        if level_change.field == "level"
    ] == [12]


def test_an_approved_method_is_fixed(home: Cast) -> None:
    method = approved(home)
    with pytest.raises(NotPermitted, match="fixed"):
        writing.change(home.actor("ada"), RISK_METHODS, method.reference, {"accept_up_to": 5})


def test_impact_follows_from_its_criteria(home: Cast) -> None:
    approved(home, impact_criteria=CRITERIA, combining="mean")
    fire = risk(home, impact=None, impacts="Money: 5, Customers: 2")
    assert (fire.impact, fire.level, fire.impacts) == (4, 12, ["Money: 5", "Customers: 2"])
    whole = writing.change(home.actor("ada"), RISKS, fire.reference, {"impact": 2})
    assert (whole.impact, whole.impacts) == (2, [])


@pytest.mark.parametrize(
    ("impacts", "told"),
    [
        (["Weather: 2"], "no criterion “Weather”; it has: Money, Customers"),
        (["Money: 6"], "ends at 5"),
        (["Money"], "write a criterion and its step"),
        (["Money: x"], "write a criterion and its step"),
    ],
)
def test_steps_by_criterion_are_those_of_the_method(home: Cast, impacts: list[str], told: str) -> None:
    approved(home, impact_criteria=CRITERIA)
    with pytest.raises(Invalid) as refused:
        risk(home, impacts=impacts)
    assert told in refused.value.problems["impacts"][0]
    assert Risk.objects.count() == 0


def test_bands_name_the_risk_and_say_when_it_is_assessed_again(home: Cast) -> None:
    approved(home, bands=BANDS)
    today = home.actor("ada").today
    low, middle, high = (risk(home, title=str(step), likelihood=step, impact=step) for step in (2, 3, 5))
    assert [assessed.band for assessed in (low, middle, high)] == ["Low", "Middle", "High"]
    months = [
        (assessed.next_review.year - today.year) * 12 + assessed.next_review.month - today.month
        for assessed in (low, middle, high)
    ]
    assert months == [24, 12, 3]


def test_tiers_decide_who_accepts(home: Cast) -> None:
    approved(home, tiers="6 | owner\n12 | manager\n16 | ben@example.org | Head of operations")
    low, middle, high, beyond = (
        risk(home, title=f"{likelihood}", likelihood=likelihood, impact=4, owner=home.users["ada"].pk)
        for likelihood in (1, 3, 4, 5)
    )
    assert accept(home, "ada", low.reference).accepted_as == "owner of the risk"
    with pytest.raises(Invalid, match="Level 12 is accepted by: a manager"):
        accept(home, "ben", middle.reference)
    assert accept(home, "ada", middle.reference).accepted_as == "manager"
    with pytest.raises(Invalid, match="Level 16 is accepted by: Head of operations"):
        accept(home, "ada", high.reference)
    assert accept(home, "ben", high.reference).accepted_as == "Head of operations"
    with pytest.raises(Invalid, match="lets nobody accept level 20"):
        accept(home, "ada", beyond.reference)


def test_tiers_decide_who_approves_what_is_left(home: Cast) -> None:
    approved(home, tiers="6 | manager\n16 | ben@example.org")
    ada, ben = home.actor("ada"), home.actor("ben")
    values = {**FIRE, "treatment": "modify", "plan": "Sprinklers", "residual_likelihood": 2, "residual_impact": 4}
    fire = writing.create(ben, RISKS, values)
    writing.transition(ben, RISKS, fire.reference, "treat")
    with pytest.raises(Invalid, match="Level 8 is accepted by: Ben"):
        writing.transition(ada, RISKS, fire.reference, "approve-residual")
    writing.change(ben, RISKS, fire.reference, {"residual_likelihood": 1})
    assert writing.transition(ada, RISKS, fire.reference, "approve-residual").residual_approved_level == 4


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"likelihood_meaning": "one\ntwo"}, "likelihood_meaning"),
        ({"impact_criteria": "Money | a"}, "impact_criteria"),
        ({"bands": "9 | Low | good"}, "bands"),
        ({"tiers": "9 | the king"}, "tiers"),
        ({"tiers": "9 | stranger@example.org"}, "tiers"),
        ({"domains": "cooking"}, "domains"),
        ({"accept_up_to": 15}, "critical_from"),
    ],
)
def test_what_is_wrong_with_a_method_is_told_at_its_field(home: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        writing.create(home.actor("ada"), RISK_METHODS, {"title": "x", **values})
    assert list(refused.value.problems) == [field]


def test_the_form_offers_the_steps_with_their_meanings(home: Cast) -> None:
    approved(home, impact_criteria=CRITERIA, likelihood_meaning="never\nrarely\nyearly\nmonthly\ndaily")
    offered = offering.offers(home.actor("ada"), {"domain": "information-security"})
    assert offered["likelihood"].choices[2] == ("3", "3 Medium: yearly")
    assert [name for name, _choices in offered["impacts"].parts] == ["Money", "Customers"]
    assert offered["impacts"].parts[0][1][1] == ("Money: 2", "2 some")

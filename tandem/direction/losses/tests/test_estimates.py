"""Estimates as they are kept: what is refused and why, what is worked out, which version counts."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.direction.losses import estimating, portfolio
from tandem.direction.losses.correlations.register import LOSS_CORRELATIONS
from tandem.direction.losses.models import LossEstimate
from tandem.direction.losses.portfolio import Question
from tandem.direction.losses.register import LOSS_ESTIMATES
from tandem.direction.losses.simulation.distributions import Lognormal
from tandem.direction.losses.tolerances.register import LOSS_TOLERANCES
from tandem.ground.exchange import importing
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.exporting import export
from tandem.ground.exchange.reading import read_table
from tandem.ground.kernel import lists, registers, writing
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tests.cast import Cast

USUAL = {"rate_low": "0.1", "rate_high": "0.6", "loss_low": 10_000, "loss_high": 200_000}
TREATED = {"treatment": "A second line", "treatment_cost": 5_000, "after_low": 1_000, "after_high": 20_000}
SOURCE = {"estimated_by": "Ada and Ben", "basis": "Four cases in six years"}


@pytest.fixture
def risk(home: Cast) -> Any:
    return make_risk(home, "Line cut")


def make_risk(home: Cast, title: str) -> Any:
    values = {"title": title, "domain": "availability", "owner": home.users["ben"].pk}
    return writing.create(home.actor("ada"), registers.find("risks"), values)  # type: ignore[arg-type]


def keep(home: Cast, risk: Any, name: str = "ben", **values: Any) -> LossEstimate:
    fields = {"risk": risk, "title": "Line cut", "currency": "EUR", **values}
    made: LossEstimate = writing.create(home.actor(name), LOSS_ESTIMATES, fields)
    return made


def agreed(home: Cast, risk: Any, **values: Any) -> LossEstimate:
    made = keep(home, risk, **{**USUAL, **SOURCE, **values})
    estimate: LossEstimate = writing.transition(home.actor("ada"), LOSS_ESTIMATES, made.reference, "agree")
    return estimate


def problems_of(home: Cast, risk: Any, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as refused:
        keep(home, risk, **values)
    assert LossEstimate.objects.count() == 0
    return dict(refused.value.problems)


def test_figures_are_worked_out_with_seed_and_years_and_again_when_an_input_changes(home: Cast, risk: Any) -> None:
    made = LossEstimate.objects.get(pk=keep(home, risk, **USUAL).pk)
    expected = Lognormal(0.1, 0.6).mean() * Lognormal(10_000, 200_000).mean()
    assert made.expected_loss == pytest.approx(Decimal(expected), rel=Decimal("0.05"))
    assert abs(float(made.expected_loss) - expected) < 5 * float(made.standard_error)
    assert (made.years, made.seed, len(made.digest)) == (100_000, 1, 64)
    assert 0 < made.loss_90 < made.loss_95 < made.shortfall_95 < made.loss_99 * 2
    assert (made.expected_after, made.net_benefit, made.rate_of_return) == (None, None, None)
    ada = home.actor("ada")
    tagged = writing.change(ada, LOSS_ESTIMATES, made.reference, {"tags": ["x"]})
    assert (tagged.digest, tagged.expected_loss) == (made.digest, made.expected_loss)
    changed = writing.change(ada, LOSS_ESTIMATES, made.reference, {"loss_low": 20_000})
    assert changed.digest != made.digest
    assert changed.expected_loss > made.expected_loss
    back = writing.change(ada, LOSS_ESTIMATES, made.reference, {"loss_low": 10_000})
    assert [getattr(back, name) for name in estimating.FACTS] == [getattr(made, name) for name in estimating.FACTS]


def test_a_treatment_is_valued_beside_its_cost(home: Cast, risk: Any) -> None:
    made = keep(home, risk, **USUAL, **TREATED)
    assert made.expected_after == pytest.approx(made.expected_loss / 10, rel=Decimal("0.001"))
    assert made.reduction == pytest.approx(made.expected_loss - made.expected_after, abs=2)
    assert made.net_benefit == pytest.approx(made.reduction - 5_000, abs=1)
    assert made.rate_of_return == pytest.approx(made.net_benefit / 5_000, abs=Decimal("0.001"))
    alone = keep(home, risk, **USUAL)
    assert made.expected_loss == alone.expected_loss


def test_what_costs_nothing_has_no_rate_of_return(home: Cast, risk: Any) -> None:
    made = keep(home, risk, **USUAL, **{**TREATED, "treatment_cost": 0})
    assert (made.rate_of_return, made.net_benefit) == (None, made.reduction)


@pytest.mark.parametrize(
    ("values", "field", "word"),
    [
        ({"rate_low": None}, "rate_low", "fill this in"),
        ({"rate_low": "0.9"}, "rate_low", "must not lie above the high end (0.6)"),
        ({"rate_low": 0}, "rate_low", "more than 0"),
        ({"loss_low": 300_000}, "loss_low", "must not lie above the high end (200,000)"),
        ({"loss_low": 200_000}, "loss_high", "must lie above the low end (200,000)"),
        ({"loss_low": "0.1"}, "loss_high", "at most 1,000,000 times the low end"),
        ({"loss_low": -1}, "loss_low", "greater than or equal to 0"),
        ({"loss_low": "12,500"}, "loss_low", "is no number"),
        ({"loss_low": "NaN"}, "loss_low", "is no number"),
        ({"loss_low": "1e400"}, "loss_low", ""),
        ({"loss_mode": 50_000}, "loss_mode", "Leave it empty"),
        ({"loss_shape": "pert", "loss_mode": 900_000}, "loss_mode", "must not lie above the high end"),
        ({"loss_shape": "pert"}, "loss_mode", "fill this in"),
        ({"loss_shape": "constant", "loss_mode": 5}, "loss_low", "Leave it empty"),
        ({"probability": "0.5"}, "probability", "Leave it empty"),
        ({"frequency": "bernoulli"}, "rate_low", "Leave it empty"),
        ({"frequency": "bernoulli", "rate_low": None, "rate_high": None}, "probability", "fill this in"),
        ({"frequency": "bernoulli", "rate_low": None, "rate_high": None, "probability": 2}, "probability", "less than"),
        ({"currency": "euro"}, "currency", ""),
        ({"currency": "12 "}, "currency", "three letters"),
        ({"estimated_on": "2027-01-01"}, "estimated_on", "has come"),
        ({"treatment": "A wall"}, "after_low", "what is left"),
        ({"treatment_cost": 5}, "after_low", "what is left"),
        ({"after_low": 5}, "after_high", "fill this in"),
        ({"after_low": 5, "after_high": 50}, "treatment_cost", "what the treatment costs"),
        ({"after_probability": "0.1"}, "after_probability", "Leave it empty"),
        ({"after_rate_high": 1}, "after_rate_low", "fill this in"),
        ({"rate_low": 9_000, "rate_high": 10_000, "loss_low": 10**9, "loss_high": 10**12}, "loss_high", "on average"),
    ],
)
def test_impossible_numbers_are_refused_with_words(
    home: Cast, risk: Any, values: dict[str, Any], field: str, word: str
) -> None:
    problems = problems_of(home, risk, **{**USUAL, **values})
    assert field in problems
    assert word in " ".join(problems[field])


def test_every_problem_is_told_at_once(home: Cast, risk: Any) -> None:
    problems = problems_of(home, risk, rate_low="2", rate_high="1", loss_low=5, loss_high=4, after_low=5)
    assert {"rate_low", "loss_low", "after_high", "treatment", "treatment_cost"} <= set(problems)


def test_many_events_take_fewer_years(home: Cast, risk: Any) -> None:
    made = keep(home, risk, rate_low=500, loss_shape="constant", loss_mode=10)
    assert made.years == 4_000
    assert made.expected_loss == pytest.approx(5_000, rel=Decimal("0.01"))


def test_numbers_with_a_source_are_agreed_to_by_the_owner_of_the_risk_or_a_manager(home: Cast, risk: Any) -> None:
    made = keep(home, risk, "ada", **USUAL)
    with pytest.raises(Invalid, match="who estimated"):
        writing.transition(home.actor("ben"), LOSS_ESTIMATES, made.reference, "agree")
    writing.change(home.actor("ada"), LOSS_ESTIMATES, made.reference, SOURCE)
    with pytest.raises(Invalid, match="Somebody other than you"):
        writing.transition(home.actor("ada"), LOSS_ESTIMATES, made.reference, "agree")
    by_owner = writing.transition(home.actor("ben"), LOSS_ESTIMATES, made.reference, "agree")
    assert (by_owner.state, by_owner.agreed_by_id) == ("agreed", home.users["ben"].pk)
    other = writing.create(home.actor("ada"), registers.find("risks"), {"title": "Fire", "domain": "availability"})
    theirs = keep(home, other, "ada", **USUAL, **SOURCE)
    with pytest.raises(Invalid, match="owner of the risk or a manager"):
        writing.transition(home.actor("ben"), LOSS_ESTIMATES, theirs.reference, "agree")
    assert LossEstimate.objects.get(pk=theirs.pk).state == "draft"


def test_a_new_version_supersedes_the_old_one_which_stays_as_it_was(home: Cast, risk: Any) -> None:
    first = agreed(home, risk)
    with pytest.raises(NotPermitted, match="fixed"):
        writing.change(home.actor("ada"), LOSS_ESTIMATES, first.reference, {"loss_low": 1})
    second = agreed(home, risk, loss_low=20_000)
    kept = LossEstimate.objects.get(pk=first.pk)
    assert (kept.state, kept.loss_low, kept.expected_loss) == ("superseded", first.loss_low, first.expected_loss)
    assert list(LossEstimate.objects.agreed()) == [second]
    elsewhere = agreed(home, make_risk(home, "Another"))
    assert set(LossEstimate.objects.agreed()) == {second, elsewhere}


def test_an_estimate_stays_with_its_risk(home: Cast, risk: Any) -> None:
    made, other = keep(home, risk, **USUAL), make_risk(home, "Another")
    with pytest.raises(Invalid, match="stays with its risk"):
        writing.change(home.actor("ada"), LOSS_ESTIMATES, made.reference, {"risk": other})


def test_exported_estimates_come_back_and_change_nothing(home: Cast, risk: Any, tmp_path: Path) -> None:
    ada = home.actor("ada")
    keep(home, risk, **USUAL, **TREATED, **SOURCE, group="power")
    keep(
        home,
        risk,
        frequency="bernoulli",
        probability="0.015",
        loss_shape="pert",
        loss_low=0,
        loss_mode=5,
        loss_high="9.5",
    )
    agreed(home, make_risk(home, "Another"))
    for form in ("csv", "xlsx"):
        with export(ada, LOSS_ESTIMATES, lists.Query(filters={}), form) as content:
            file = tmp_path / f"estimates.{form}"
            file.write_bytes(content.read())
        sheet = read_table(file, file.name).main()
        mapping = importing.proposed_mapping(LOSS_ESTIMATES, sheet)
        assert set(mapping.values()) >= {"risk", "rate_low", "loss_mode", "after_high", "treatment_cost", "group"}
        outcome = importing.bring(ada, LOSS_ESTIMATES, sheet, mapping, Options())
        assert (outcome.errors, outcome.new, outcome.changed, outcome.unchanged) == ([], 0, 0, 3)


def test_tolerances_fall_strictly_and_are_approved_by_managers(home: Cast) -> None:
    ada, ben = home.actor("ada"), home.actor("ben")
    for points in ("", "100 5", "100 50%, 50 40%", "100 50%, 200 50%", "much 5%", "100 150%", "0 5%"):
        with pytest.raises(Invalid) as refused:
            writing.create(ben, LOSS_TOLERANCES, {"title": "T", "points": points})
        assert "points" in refused.value.problems, points
    first = writing.create(ben, LOSS_TOLERANCES, {"title": "T", "points": "100 50 %, 200: 0.2, 300 = 1%"})
    with pytest.raises(NotPermitted):
        writing.transition(ben, LOSS_TOLERANCES, first.reference, "approve")
    writing.transition(ada, LOSS_TOLERANCES, first.reference, "approve")
    with pytest.raises(NotPermitted, match="fixed"):
        writing.change(ada, LOSS_TOLERANCES, first.reference, {"points": "100 5%"})
    second = writing.create(ben, LOSS_TOLERANCES, {"title": "T2", "points": "100 5%"})
    writing.transition(ada, LOSS_TOLERANCES, second.reference, "approve")
    states = LOSS_TOLERANCES.model.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["superseded", "approved"]


def test_contradicting_correlations_are_refused_unless_the_nearest_are_asked_for(home: Cast) -> None:
    ada = home.actor("ada")
    for rows in (
        "",
        "power",
        "power: x",
        "power: 2",
        "power: 0.5 0.1",
        "a: 0.5 0.1, b: 0.2 0.5",
        "a: 0.2 0.5, b: 0.5 0.2",
    ):
        with pytest.raises(Invalid) as refused:
            writing.create(ada, LOSS_CORRELATIONS, {"title": "C", "matrix": rows})
        assert "matrix" in refused.value.problems, rows
    made = writing.create(
        ada, LOSS_CORRELATIONS, {"title": "C", "matrix": "a: 0.2 0.5, b: 0.5 0.2", "is_nearest": True}
    )
    assert (made.matrix, made.used) == (["a: 0.2 0.5", "b: 0.5 0.2"], ["a: 0.2 0.2", "b: 0.2 0.2"])
    sound = writing.create(ada, LOSS_CORRELATIONS, {"title": "C", "matrix": "a: 0.5 -0.1, b: -0.1 0.3"})
    assert sound.used == sound.matrix


def gathered(home: Cast, **asked: str) -> portfolio.Gathered:
    return portfolio.gather(home.actor("ada"), portfolio.question_of(asked))


def test_the_portfolio_adds_up_and_names_where_it_exceeds_the_tolerance(home: Cast, risk: Any) -> None:
    ada = home.actor("ada")
    agreed(home, risk, **TREATED, group="power")
    agreed(home, make_risk(home, "Flood"), loss_low=5_000, group="power")
    agreed(home, make_risk(home, "Far away"), currency="SEK")
    keep(home, make_risk(home, "Not agreed"), **USUAL)
    tolerance = writing.create(home.actor("ben"), LOSS_TOLERANCES, {"title": "T", "points": "1000 90%, 50000 1%"})
    writing.transition(ada, LOSS_TOLERANCES, tolerance.reference, "approve")
    collected = gathered(home, years="20000")
    figures = portfolio.with_records(collected, portfolio.computed(collected.plan))
    assert (figures["currency"], figures["estimates"], figures["estimates_in_other_currencies"]) == ("EUR", 2, 1)
    assert (figures["open_risks"], figures["tolerance"], figures["correlations"]) == (4, "TOL-1", None)
    parts = sum(row["before"]["expected_loss"] for row in figures["risks"])
    assert figures["before"]["expected_loss"] == pytest.approx(parts, rel=1e-3)
    assert sum(row["contribution"] for row in figures["risks"]) == pytest.approx(1)
    assert [point["amount"] for point in figures["exceeded"]] == [50_000]
    assert figures["after"]["expected_loss"] < figures["before"]["expected_loss"]
    assert [row["risk"] for row in portfolio.ranked_treatments(figures["risks"])] == [risk.reference]
    chances = [(row["before"], row["after"]) for row in figures["curve"]]
    assert chances == sorted(chances, reverse=True)
    in_crowns = gathered(home, currency="sek")
    assert (list(in_crowns.estimates), in_crowns.tolerance) == (["RISK-3"], None)
    with pytest.raises(Invalid, match="Nothing is estimated in USD"):
        gathered(home, currency="USD")


def test_common_causes_worsen_bad_years_and_leave_the_mean(home: Cast, risk: Any) -> None:
    ada = home.actor("ada")
    for number in range(4):
        agreed(home, make_risk(home, f"Risk {number}"), group="power")
    correlation = writing.create(home.actor("ben"), LOSS_CORRELATIONS, {"title": "C", "matrix": "power: 0.9"})
    assert gathered(home).plan.dependence is None
    writing.transition(ada, LOSS_CORRELATIONS, correlation.reference, "approve")
    tied, free = (portfolio.computed(gathered(home, dependence=word).plan) for word in ("on", "off"))
    assert tied["digest"] != free["digest"]
    assert tied["before"]["expected_loss"] == pytest.approx(free["before"]["expected_loss"], rel=1e-6)
    assert tied["before"]["percentile_99"] > 1.2 * free["before"]["percentile_99"]
    assert tied["risks"] == free["risks"]


def test_the_same_question_has_the_same_answer_whoever_was_estimated_first(home: Cast, risk: Any) -> None:
    for number in range(3):
        agreed(home, make_risk(home, f"Risk {number}"), loss_low=1_000 * (number + 1))
    answer = portfolio.compute(gathered(home, years="5000", seed="9").plan)
    assert portfolio.compute(gathered(home, years="5000", seed="9").plan) == answer
    assert portfolio.compute(gathered(home, years="5000", seed="10").plan)["before"] != answer["before"]
    before = {row["risk"]: row["before"] for row in answer["risks"]}
    agreed(home, make_risk(home, "One more"))
    more = portfolio.compute(gathered(home, years="5000", seed="9").plan)
    assert {row["risk"]: row["before"] for row in more["risks"] if row["risk"] in before} == before


@pytest.mark.parametrize(
    "asked", [{"years": "10"}, {"years": "much"}, {"seed": "-1"}, {"seed": "9" * 12}, {"dependence": "maybe"}]
)
def test_a_question_that_makes_no_sense_is_refused_by_name(asked: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        portfolio.question_of(asked)
    assert set(refused.value.problems) == set(asked)
    assert portfolio.question_of({}) == Question(100_000, 1, True, "")


@given(
    low=st.decimals(0, 10**6, places=2),
    high=st.decimals(0, 10**6, places=2),
    rate=st.decimals(0, 100, places=3),
    shape=st.sampled_from(list(estimating.SHAPES)),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_numbers_are_refused_by_field_or_simulated(home: Cast, risk: Any, low, high, rate, shape) -> None:  # type: ignore[no-untyped-def]
    given_ends = dict(zip(("low", "high"), (low, high), strict=True)) | {"mode": (low + high) / 2}
    ends = {f"loss_{end}": round(given_ends[end], 2) for end in estimating.SHAPES[shape][1]}
    fields = {"risk": risk, "title": "Any", "rate_low": rate, "loss_shape": shape, **ends}
    try:
        made = writing.create(home.actor("ada"), LOSS_ESTIMATES, fields)
    except Invalid as refused:
        assert set(refused.problems) <= {"loss_low", "loss_mode", "loss_high", "rate_low"}
    else:
        assert made.expected_loss >= 0
        assert made.loss_90 <= made.loss_95 <= made.loss_99

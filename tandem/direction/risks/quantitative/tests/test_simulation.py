"""Simulated figures against closed forms; the room allowed is five standard errors, computed from the same formulas."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.direction.risks.quantitative.checking import InvalidEstimate
from tandem.direction.risks.quantitative.dependence import Correlation, OneFactor
from tandem.direction.risks.quantitative.distributions import (
    STANDARD,
    Constant,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)  # fmt: skip
from tandem.direction.risks.quantitative.results import AnnualLosses, Tolerance
from tandem.direction.risks.quantitative.risk import Bernoulli, Poisson, QuantifiedRisk, at_rate
from tandem.direction.risks.quantitative.simulation import simulate, value_of_treatment
from tandem.direction.risks.quantitative.years import annual_losses

YEARS = 100_000
RANGES = [Uniform(10, 50), Triangular(10, 20, 60), Pert(10, 20, 60), Pert(10, 10, 60), Pert(0, 9, 10, 8),
          Lognormal(10, 90), Normal(10, 90), Constant(7)]  # fmt: skip


@pytest.mark.parametrize("loss", RANGES, ids=repr)
def test_a_range_has_the_mean_and_variance_of_its_closed_form(loss):
    p = (np.arange(200_000) + 0.5) / 200_000
    grid = np.linspace(-6, 6, 12_001)
    z = np.interp(p, [STANDARD.cdf(x) for x in grid], grid)
    values = loss.at_normal(z)
    assert values.mean() == pytest.approx(loss.mean(), rel=1e-3)
    assert values.var() == pytest.approx(loss.variance(), rel=1e-2)


def test_pert_mean_weighs_the_mode_four_times():
    assert Pert(1, 2, 9).mean() == pytest.approx((1 + 4 * 2 + 9) / 6)


@pytest.mark.parametrize("loss", [Lognormal(100, 2_000), Normal(100, 2_000)], ids=repr)
def test_a_calibrated_interval_holds_nine_in_ten(loss):
    z = np.array([STANDARD.inv_cdf(0.05), STANDARD.inv_cdf(0.95)])
    assert loss.at_normal(z) == pytest.approx([100, 2_000])


def test_compound_poisson_lognormal_has_its_mean_and_variance():
    rate, loss = 1.7, Lognormal(1_000, 8_000)
    losses = annual_losses(at_rate("R", rate, loss), YEARS, 3)
    middle, spread = loss._log()
    moment = [math.exp(k * middle + (k * spread) ** 2 / 2) for k in range(5)]
    mean, variance = rate * moment[1], rate * moment[2]
    assert abs(losses.mean() - mean) < 5 * math.sqrt(variance / YEARS)
    fourth = rate * moment[4] + 3 * variance**2
    assert abs(losses.var() - variance) < 5 * math.sqrt((fourth - variance**2) / YEARS)


def test_an_uncertain_rate_keeps_the_mean_and_widens_the_count():
    rate = Uniform(0, 4)
    counts = annual_losses(QuantifiedRisk("R", Poisson(rate), Constant(1)), YEARS, 3)
    variance = rate.mean() + rate.variance()
    assert abs(counts.mean() - 2) < 5 * math.sqrt(variance / YEARS)
    assert counts.var() == pytest.approx(variance, rel=0.05)


def test_bernoulli_lognormal_exceeds_an_amount_as_often_as_it_should():
    loss = Lognormal(100, 2_000)
    result = simulate([QuantifiedRisk("R", Bernoulli(0.3), loss)], YEARS, 5).portfolio
    for p in (0.5, 0.9, 0.95):
        amount = float(loss.at_normal(np.array([STANDARD.inv_cdf(p)]))[0])
        expected = 0.3 * (1 - p)
        room = 5 * math.sqrt(expected * (1 - expected) / YEARS)
        assert abs(result.probability_of_exceeding(amount) - expected) < room


def test_percentile_and_shortfall_of_known_losses():
    losses = AnnualLosses(np.arange(1.0, 101.0))
    assert (losses.percentile(0.95), losses.expected_shortfall(0.95), losses.mean) == (95, 98, 50.5)
    assert losses.probability_of_exceeding(95) == pytest.approx(0.05)


def _three() -> list[QuantifiedRisk]:
    return [at_rate("RISK-1", 0.8, Lognormal(100, 900)), at_rate("RISK-2", 2, Pert(1, 5, 20)),
            QuantifiedRisk("RISK-3", Bernoulli(0.2), Uniform(10, 500))]  # fmt: skip


def test_the_curve_never_rises():
    curve = simulate(_three(), 20_000).portfolio.curve()
    assert [p for _, p in curve] == sorted((p for _, p in curve), reverse=True)


def test_same_seed_same_result_and_order_does_not_matter():
    one, other = simulate(_three(), 20_000, 9), simulate(_three()[::-1], 20_000, 9, threads=1)
    assert np.array_equal(one.portfolio.ordered, other.portfolio.ordered)
    assert one.risks == other.risks
    assert simulate(_three(), 20_000, 10).portfolio.mean != one.portfolio.mean


def test_adding_a_risk_changes_no_other():
    alone = simulate(_three()[:1], 20_000).risks[0]
    among = next(risk for risk in simulate(_three(), 20_000).risks if risk.key == "RISK-1")
    assert among.percentiles == alone.percentiles and among.mean == alone.mean


@pytest.mark.parametrize("dependence", [OneFactor(0.6), Correlation(("A", "B"), ((1, 0.6), (0.6, 1)))], ids=repr)
def test_correlation_is_recovered_and_each_risk_keeps_its_own_losses(dependence):
    risks = [at_rate(key, 40, Uniform(0, 2)) for key in "AB"]
    scores = dependence.scores(["A", "B"], YEARS, 1)
    a, b = (scores.arranged(risk.key, annual_losses(risk, YEARS, 1)) for risk in risks)
    ranks = [np.argsort(np.argsort(losses)) for losses in (a, b)]
    spearman = np.corrcoef(*ranks)[0, 1]
    assert abs(spearman - 6 / math.pi * math.asin(0.3)) < 5 / math.sqrt(YEARS)
    tied, free = simulate(risks, YEARS, 1, dependence), simulate(risks, YEARS, 1)
    assert tied.risks == free.risks
    assert tied.portfolio.percentile(0.99) > free.portfolio.percentile(0.99)


def test_contradicting_correlations_are_refused_unless_the_nearest_is_asked_for():
    matrix = ((1, 0.9, -0.9), (0.9, 1, 0.9), (-0.9, 0.9, 1))
    with pytest.raises(InvalidEstimate, match="positive semidefinite"):
        Correlation(("A", "B", "C"), matrix)
    used = Correlation(("A", "B", "C"), matrix, nearest=True).used()
    assert np.diag(used) == pytest.approx(1)
    assert np.linalg.eigvalsh(used)[0] > -1e-9


def test_a_treatment_is_valued_without_the_noise_of_chance():
    before, after = at_rate("R", 2, Lognormal(100, 900)), at_rate("R", 2, Lognormal(50, 450))
    value = value_of_treatment(before, after, cost=100, years=20_000)
    assert value.reduction == pytest.approx(value.before.mean / 2, rel=1e-5)
    assert value.reduction_at_95 == pytest.approx(value.before.percentile(0.95) / 2, rel=1e-5)
    assert value.rate_of_return == pytest.approx((value.reduction - 100) / 100)


def test_a_lower_rate_takes_away_its_share():
    before, after = at_rate("R", 2, Lognormal(100, 900)), at_rate("R", 0.5, Lognormal(100, 900))
    value = value_of_treatment(before, after, cost=0)
    assert abs(value.reduction - 1.5 * before.loss.mean()) < 5 * value.standard_error
    assert (value.after.ordered <= value.before.ordered).all()
    assert value.rate_of_return is None


def test_tolerance_names_where_it_is_exceeded():
    losses = AnnualLosses(np.arange(1.0, 101.0))
    assert Tolerance(((10, 1.0), (100, 1.0))).exceeded_by(losses) == []
    rows = Tolerance(((50, 0.6), (90, 0.02))).exceeded_by(losses)
    assert (90, pytest.approx(0.1), pytest.approx(0.02)) in rows
    assert all(amount != 50 for amount, _, _ in rows)


@given(st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True, allow_infinity=True))
@settings(max_examples=200, deadline=None)
def test_a_range_is_either_refused_by_field_or_simulates_finite_losses(low, high):
    try:
        loss = Uniform(low, high)
    except InvalidEstimate as refused:
        assert refused.field in ("low", "high")
    else:
        losses = loss.at_normal(np.array([-9.0, 0.0, 9.0]))
        assert np.isfinite(losses).all() and (losses >= low).all() and losses[-1] <= high * (1 + 1e-9)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Pert(5, 4, 9), "low"),
        (lambda: Pert(1, 1, 1), "high"),
        (lambda: Lognormal(0, 5), "low"),
        (lambda: Lognormal(1, 1e7), "high"),
        (lambda: Bernoulli(1.2), "probability"),
        (lambda: Constant(-1), "value"),
        (lambda: OneFactor(2), "correlation"),
        (lambda: simulate([], 0), "years"),
        (lambda: simulate(_three() * 2), "key"),
        (lambda: simulate(_three(), 10, dependence=Correlation(("X",), ((1,),))), "keys"),
    ],
)
def test_an_impossible_estimate_is_refused_by_field(make, field):
    with pytest.raises(InvalidEstimate) as refused:
        make()
    assert refused.value.field == field

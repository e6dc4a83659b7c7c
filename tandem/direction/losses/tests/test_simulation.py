"""Simulated figures against closed forms; the room allowed is five standard errors, computed from the same formulas."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.direction.losses.simulation.checking import InvalidEstimate
from tandem.direction.losses.simulation.dependence import Grouped
from tandem.direction.losses.simulation.distributions import (
    STANDARD,
    Constant,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)  # fmt: skip
from tandem.direction.losses.simulation.portfolio import Outcome, simulate
from tandem.direction.losses.simulation.results import AnnualLosses, Tolerance
from tandem.direction.losses.simulation.risk import Bernoulli, Poisson, QuantifiedRisk, Treatment
from tandem.direction.losses.simulation.years import annual_losses

YEARS = 100_000


def at_rate(key: str, rate: float, loss: object, treatment: Treatment | None = None) -> QuantifiedRisk:
    """A risk whose number of events a year is Poisson with a known rate."""
    return QuantifiedRisk(key, Poisson(Constant(rate)), loss, treatment)


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


def test_compound_poisson_constant_has_its_mean_variance_and_value_at_risk():
    rate, amount = 2.5, 1_000
    outcome = simulate([at_rate("R", rate, Constant(amount))], YEARS, 7)
    losses = outcome.before
    assert abs(losses.mean - rate * amount) < 5 * math.sqrt(rate * amount**2 / YEARS)
    fourth = amount**4 * (rate + 3 * rate**2)
    variance = rate * amount**2
    assert abs(losses.variance - variance) < 5 * math.sqrt((fourth - variance**2) / YEARS)
    for p in (0.5, 0.9, 0.95, 0.99):
        assert losses.percentile(p) == amount * _poisson_quantile(rate, p)
    assert abs(outcome.risks[0].before.probability_of_loss - (1 - math.exp(-rate))) < 5 * math.sqrt(0.25 / YEARS)


def _poisson_quantile(rate: float, p: float) -> int:
    count, term = 0, math.exp(-rate)
    reached = term
    while reached < p:
        count += 1
        term *= rate / count
        reached += term
    return count


def test_bernoulli_constant_has_its_mean_variance_and_shortfall():
    p, amount = 0.02, 500
    figures = simulate([QuantifiedRisk("R", Bernoulli(p), Constant(amount))], YEARS, 7).risks[0].before
    error = math.sqrt(p * (1 - p) / YEARS)
    assert abs(figures.mean / amount - p) < 5 * error
    assert figures.standard_error == pytest.approx(amount * error, rel=0.1)
    assert figures.percentiles == (0, 0, 0, amount)
    assert figures.expected_shortfall_95 == pytest.approx(figures.mean / 0.05)


@pytest.mark.parametrize("rate", [0.3, 3, 30])
def test_uncertain_rates_count_as_the_poisson_distribution_does(rate):
    sure = Uniform(rate, rate * (1 + 1e-9))
    counts = annual_losses(QuantifiedRisk("R", Poisson(sure), Constant(1)), YEARS, 3)
    assert abs(counts.mean() - rate) < 5 * math.sqrt(rate / YEARS)
    assert abs((counts == 0).mean() - math.exp(-rate)) < 5 * math.sqrt(max(math.exp(-rate), 1e-5) / YEARS)
    fourth = rate + 3 * rate**2
    assert abs(counts.var() - rate) < 5 * math.sqrt((fourth - rate**2) / YEARS)


def test_an_uncertain_rate_keeps_the_mean_and_widens_the_count():
    rate = Uniform(0, 4)
    counts = annual_losses(QuantifiedRisk("R", Poisson(rate), Constant(1)), YEARS, 3)
    variance = rate.mean() + rate.variance()
    assert abs(counts.mean() - 2) < 5 * math.sqrt(variance / YEARS)
    assert counts.var() == pytest.approx(variance, rel=0.05)


def test_bernoulli_lognormal_exceeds_an_amount_as_often_as_it_should():
    loss = Lognormal(100, 2_000)
    result = simulate([QuantifiedRisk("R", Bernoulli(0.3), loss)], YEARS, 5).before
    for p in (0.5, 0.9, 0.95):
        amount = float(loss.at_normal(np.array([STANDARD.inv_cdf(p)]))[0])
        expected = 0.3 * (1 - p)
        room = 5 * math.sqrt(expected * (1 - expected) / YEARS)
        assert abs(result.probability_of_exceeding(amount) - expected) < room


def test_percentile_and_shortfall_of_known_losses():
    losses = AnnualLosses.of(np.arange(1.0, 101.0))
    assert (losses.percentile(0.95), losses.expected_shortfall(0.95), losses.mean) == (95, 98, 50.5)
    assert losses.probability_of_exceeding(95) == pytest.approx(0.05)


def _three() -> list[QuantifiedRisk]:
    return [at_rate("RISK-1", 0.8, Lognormal(100, 900)), at_rate("RISK-2", 2, Pert(1, 5, 20)),
            QuantifiedRisk("RISK-3", Bernoulli(0.2), Uniform(10, 500))]  # fmt: skip


def test_the_curve_never_rises():
    curve = simulate(_three(), 20_000).before.curve()
    assert [p for _, p in curve] == sorted((p for _, p in curve), reverse=True)


def test_same_seed_same_result_and_order_does_not_matter():
    first, other = simulate(_three(), 20_000, 9), simulate(_three()[::-1], 20_000, 9, threads=1)
    assert first.before.suffered.tobytes() == other.before.suffered.tobytes()
    assert first.risks == other.risks
    assert simulate(_three(), 20_000, 10).before.mean != first.before.mean


def test_adding_a_risk_changes_no_other():
    alone = simulate(_three()[:1], 20_000).risks[0]
    among = next(risk for risk in simulate(_three(), 20_000).risks if risk.key == "RISK-1")
    assert among.before == alone.before


def _each_alone(keys: tuple[str, ...], matrix: tuple[tuple[float, ...], ...], nearest: bool = False) -> Grouped:
    """Every risk a group of its own, so that the matrix holds between risks."""
    return Grouped(keys, matrix, tuple(zip(keys, keys, strict=True)), nearest)


SAME_GROUP = Grouped(("power",), ((0.6,),), (("A", "power"), ("B", "power")))
TWO_GROUPS = Grouped(("power", "people"), ((0.8, 0.6), (0.6, 0.7)), (("A", "power"), ("B", "people")))


@pytest.mark.parametrize("dependence", [SAME_GROUP, TWO_GROUPS, _each_alone(("A", "B"), ((1, 0.6), (0.6, 1)))], ids=str)
def test_correlation_is_recovered_and_each_risk_keeps_its_own_losses(dependence):
    risks = [at_rate(key, 40, Uniform(0, 2)) for key in "AB"]
    scores = dependence.scores(YEARS, 1)
    own = [annual_losses(risk, YEARS, 1) for risk in risks]
    placed = [AnnualLosses.of(a).arranged(scores.order(risk.key)) for risk, a in zip(risks, own, strict=True)]
    assert all(np.array_equal(np.sort(a), np.sort(b)) for a, b in zip(own, placed, strict=True))
    ranks = [np.argsort(np.argsort(losses)) for losses in placed]
    spearman = np.corrcoef(*ranks)[0, 1]
    assert abs(spearman - 6 / math.pi * math.asin(0.3)) < 5 / math.sqrt(YEARS)
    tied, free = simulate(risks, YEARS, 1, dependence), simulate(risks, YEARS, 1)
    assert tied.risks == free.risks
    assert tied.before.mean == pytest.approx(free.before.mean, rel=1e-12)
    assert tied.before.percentile(0.99) > free.before.percentile(0.99)


def test_a_risk_without_a_group_stays_independent():
    risks = [at_rate("A", 3, Constant(1)), at_rate("C", 3, Constant(1))]
    alone = simulate(risks, 20_000, 4)
    tied = simulate(risks, 20_000, 4, Grouped(("power",), ((0.9,),), (("A", "power"),)))
    assert tied.before.mean == alone.before.mean
    assert abs(tied.before.variance - 6) < 5 * math.sqrt(6**2 * 3 / 20_000)


def test_fully_dependent_risks_have_their_worst_years_together():
    risks = [at_rate(key, 2, Lognormal(10, 90)) for key in "AB"]
    whole = simulate(risks, 20_000, 3, Grouped(("x",), ((1,),), (("A", "x"), ("B", "x"))))
    parts = {risk.key: risk.before for risk in whole.risks}
    for place, p in enumerate((0.5, 0.9, 0.95, 0.99)):
        together = sum(part.percentiles[place] for part in parts.values())
        assert whole.before.percentile(p) == pytest.approx(together, rel=1e-9)


def test_contradicting_correlations_are_refused_unless_the_nearest_is_asked_for():
    matrix = ((1, 0.9, -0.9), (0.9, 1, 0.9), (-0.9, 0.9, 1))
    with pytest.raises(InvalidEstimate, match="contradict each other"):
        _each_alone(("A", "B", "C"), matrix)
    used = _each_alone(("A", "B", "C"), matrix, nearest=True).used()
    assert np.diag(used) == pytest.approx(1)
    assert np.linalg.eigvalsh(used)[0] > -1e-9


def test_groups_cannot_share_more_than_their_members_do():
    matrix = ((0.2, 0.5), (0.5, 0.4))
    with pytest.raises(InvalidEstimate, match="contradict"):
        Grouped(("power", "people"), matrix)
    used = Grouped(("power", "people"), matrix, nearest=True).used()
    assert used[0, 1] == pytest.approx(math.sqrt(0.2 * 0.4))
    assert np.diag(used) == pytest.approx([0.2, 0.4])


def _both(outcome: Outcome) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Both curves at the same amounts, after treatment first."""
    amounts = [amount for amount, _ in outcome.before.curve()]
    return list(zip(outcome.after.curve(amounts), outcome.before.curve(amounts), strict=True))


def _treated(rate: float, left: float, before: object, after: object, cost: float = 0) -> QuantifiedRisk:
    return at_rate("R", rate, before, Treatment(Poisson(Constant(left)), after, cost))


def test_a_treatment_is_valued_without_the_noise_of_chance():
    outcome = simulate([_treated(2, 2, Lognormal(100, 900), Lognormal(50, 450), 100)], years=20_000)
    summary = outcome.risks[0]
    assert summary.after is not None
    assert summary.reduction == pytest.approx(summary.before.mean / 2, rel=1e-5)
    assert summary.after.percentiles[2] == pytest.approx(summary.before.percentiles[2] / 2, rel=1e-5)
    assert (summary.net, summary.rate_of_return) == (summary.reduction - 100, (summary.reduction - 100) / 100)
    assert outcome.after.mean == pytest.approx(outcome.before.mean / 2, rel=1e-5)


def test_a_lower_rate_takes_away_its_share():
    outcome = simulate([_treated(2, 0.5, Lognormal(100, 900), Lognormal(100, 900))])
    summary = outcome.risks[0]
    assert abs(summary.reduction - 1.5 * Lognormal(100, 900).mean()) < 5 * summary.error
    assert all(a <= b for (_, a), (_, b) in _both(outcome))
    assert summary.rate_of_return is None


def test_a_treatment_changes_nothing_before_it():
    treated, alone = _treated(2, 0.5, Lognormal(100, 900), Constant(5)), at_rate("R", 2, Lognormal(100, 900))
    assert simulate([treated]).risks[0].before == simulate([alone]).risks[0].before
    single = QuantifiedRisk("R", Bernoulli(0.3), Constant(5), Treatment(Bernoulli(0.1), Constant(5)))
    summary = simulate([single], 20_000).risks[0]
    assert summary.before == simulate([QuantifiedRisk("R", Bernoulli(0.3), Constant(5))], 20_000).risks[0].before
    assert abs(summary.reduction - 0.2 * 5) < 5 * summary.error


@given(st.integers(1, 400), st.floats(0, 1), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_figures_are_those_of_the_years_in_order(years, share, seed):
    chance = np.random.default_rng(seed)
    losses = chance.lognormal(3, 2, years) * (chance.random(years) < share)
    ordered, summary = np.sort(losses), AnnualLosses.of(losses).figures()
    assert summary.mean == pytest.approx(losses.mean(), rel=1e-9)
    assert summary.standard_error == pytest.approx(losses.std() / math.sqrt(years), rel=1e-9, abs=1e-12)
    assert summary.percentiles == tuple(ordered[math.ceil(p * years) - 1] for p in (0.5, 0.9, 0.95, 0.99))
    assert summary.expected_shortfall_95 == pytest.approx(ordered[min(math.ceil(0.95 * years), years - 1) :].mean())
    assert summary.probability_of_loss == (losses > 0).mean()


def test_tolerance_names_where_it_is_exceeded():
    losses = AnnualLosses.of(np.arange(1.0, 101.0))
    assert Tolerance(((10, 1.0), (100, 0.99))).exceeded_by(losses) == []
    assert Tolerance(((50, 0.6), (90, 0.02))).exceeded_by(losses) == [(90, pytest.approx(0.1), 0.02)]


def test_tolerance_runs_straight_between_its_points_and_says_nothing_below_them():
    tolerance = Tolerance(((100, 0.5), (10_000, 0.02), (1_000_000, 0)))
    assert tolerance.at(99) is None
    assert (tolerance.at(100), tolerance.at(10_000), tolerance.at(5_000_000)) == (0.5, 0.02, 0)
    assert tolerance.at(1_000) == pytest.approx(0.1)
    assert tolerance.at(100_000) == pytest.approx(0.01)


@given(
    rate=st.floats(0, 50),
    left=st.floats(0, 50),
    low=st.floats(1, 1e6),
    times=st.floats(1.01, 1_000),
    seed=st.integers(0, 2**31),
)
@settings(max_examples=60, deadline=None)
def test_any_estimate_gives_finite_falling_curves_and_the_same_bytes_again(rate, left, low, times, seed):
    loss = Lognormal(low, low * times)
    treatment = Treatment(Poisson(Constant(left)), loss)
    risks = [at_rate("A", rate, loss, treatment), QuantifiedRisk("B", Bernoulli(0.2), Pert(low, low, low * times))]
    first, other = simulate(risks, 500, seed), simulate(risks[::-1], 500, seed, threads=1)
    assert first.before.suffered.tobytes() == other.before.suffered.tobytes()
    assert first.after.suffered.tobytes() == other.after.suffered.tobytes()
    assert np.isfinite(first.before.suffered).all() and (first.before.suffered > 0).all()
    for losses in (first.before, first.after):
        chances = [p for _, p in losses.curve()]
        assert chances == sorted(chances, reverse=True)
    if left <= rate:
        assert all(after <= before for (_, after), (_, before) in _both(first))


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
        (lambda: Grouped(("A",), ((2,),)), "matrix"),
        (lambda: Grouped(("A",), ((-0.1,),)), "matrix"),
        (lambda: Grouped(("A", "B"), ((1, 0.2), (0.3, 1))), "matrix"),
        (lambda: Grouped(("A", "B"), ((1,), (1,))), "matrix"),
        (lambda: Grouped(("A", "A"), ((1, 0), (0, 1))), "groups"),
        (lambda: Grouped(("A",), ((1,),), (("R", "B"),)), "members"),
        (lambda: Tolerance(()), "points"),
        (lambda: Tolerance(((10, 0.5), (20, 0.5))), "points"),
        (lambda: Tolerance(((10, 0.5), (10, 0.4))), "points"),
        (
            lambda: QuantifiedRisk("R", Bernoulli(0.1), Constant(1), Treatment(Poisson(Constant(1)), Constant(1))),
            "frequency",
        ),
        (lambda: at_rate("R", 20_000, Constant(1)), "rate"),
        (lambda: simulate([], 0), "years"),
        (lambda: simulate(_three() * 2), "key"),
        (lambda: simulate(_three(), 10, seed=-1), "seed"),
    ],
)
def test_an_impossible_estimate_is_refused_by_field(make, field):
    with pytest.raises(InvalidEstimate) as refused:
        make()
    assert refused.value.field == field

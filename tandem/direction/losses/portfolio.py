"""All agreed estimates together: gathered, simulated once for the same inputs, told for pages, API, files, commands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.losses import estimating, rules
from tandem.direction.losses.correlations import rules as correlations_rules
from tandem.direction.losses.estimating import digest_of, quantified, rounded_money
from tandem.direction.losses.models import LossEstimate
from tandem.direction.losses.simulation.dependence import Grouped
from tandem.direction.losses.simulation.portfolio import Outcome, Summary, simulate
from tandem.direction.losses.simulation.results import PERCENTILES, AnnualLosses, Figures, Tolerance
from tandem.direction.losses.simulation.risk import QuantifiedRisk
from tandem.direction.losses.tolerances import rules as tolerances_rules
from tandem.direction.losses.tolerances.models import LossTolerance
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for

FEWEST_YEARS, MOST_YEARS, MOST_SEED = 1_000, 1_000_000, 2**31 - 1
AT_ONCE = 1.0  # seconds that a page may take; what takes longer is done in the background
KEPT = 64
SETTING, YEAR, EVENT = 4e-4, 5e-8, 6e-8  # seconds that one risk, year and event take, measured on two slow cores
Figured = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What the portfolio is asked: years, seed, whether bad years come together, and in which currency."""

    years: int = estimating.YEARS
    seed: int = estimating.SEED
    is_dependent: bool = True
    currency: str = ""


def question_of(asked: Mapping[str, str]) -> Question:
    """The question that an address or a command asks; Invalid says what would be right."""
    problems: dict[str, list[str]] = {}
    years = _whole(asked, "years", FEWEST_YEARS, MOST_YEARS, estimating.YEARS, problems)
    seed = _whole(asked, "seed", 0, MOST_SEED, estimating.SEED, problems)
    dependence = asked.get("dependence", "") or "on"
    if dependence not in ("on", "off"):
        problems["dependence"] = [_("Write on or off.")]
    currency = asked.get("currency", "").upper()
    if problems:
        raise Invalid(problems)
    return Question(years, seed, dependence == "on", currency)


def _whole(
    asked: Mapping[str, str], name: str, least: int, most: int, usual: int, problems: dict[str, list[str]]
) -> int:
    text = asked.get(name, "").strip()
    if not text:
        return usual
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else -1
    if not least <= number <= most:
        params = {"least": f"{least:,}", "most": f"{most:,}"}
        problems[name] = [_("Write a whole number from %(least)s to %(most)s.") % params]
    return number


@dataclass(frozen=True)
class Plan:
    """Everything that the figures follow from, and nothing else: the same plan gives the same figures."""

    risks: tuple[QuantifiedRisk, ...]
    years: int
    seed: int
    dependence: Grouped | None = None
    tolerance: Tolerance | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the plan."""
        return digest_of(self)

    @property
    def seconds(self) -> float:
        """How long it takes, roughly, on a slow machine."""
        variants = [variant for risk in self.risks for variant in risk.variants]
        events = sum(variant.frequency.expected() for variant in variants) * self.years
        rounds = len(variants) * (2 if self.dependence else 1)
        return len(variants) * SETTING + rounds * self.years * YEAR + events * EVENT

    @property
    def is_quick(self) -> bool:
        """Whether a page may wait for it."""
        return self.seconds <= AT_ONCE


@dataclass(frozen=True)
class Gathered:
    """The agreed estimates of one currency that an actor may see, with what they are held against."""

    question: Question
    currency: str
    currencies: tuple[str, ...]
    estimates: dict[str, LossEstimate]
    elsewhere: int
    open_risks: int
    tolerance: LossTolerance | None
    correlation: Any
    plan: Plan


def gather(actor: Actor, question: Question) -> Gathered:
    """What there is to be simulated; Invalid where nothing is estimated in the currency that was asked for."""
    shown = permissions.visible(actor, declared_for(LossEstimate)).filter(state="agreed")
    agreed = list(shown.select_related("risk", "risk__owner").order_by("pk"))
    tolerance = LossTolerance.objects.in_force()
    currencies = _currencies(agreed, tolerance)
    currency = question.currency or currencies[0]
    if currency not in currencies:
        params = {"currency": currency[:10], "known": ", ".join(currencies)}
        raise Invalid({"currency": [_("Nothing is estimated in %(currency)s. There is: %(known)s.") % params]})
    estimates = {estimate.risk.reference: estimate for estimate in agreed if estimate.currency == currency}
    held = tolerance if tolerance and tolerance.currency == currency else None
    correlation = correlations_rules.correlation_in_force()
    return Gathered(
        question=question,
        currency=currency,
        currencies=currencies,
        estimates=estimates,
        elsewhere=len(agreed) - len(estimates),
        open_risks=_open_risks(actor),
        tolerance=held,
        correlation=correlation,
        plan=_plan(question, estimates, held, correlation if question.is_dependent else None),
    )


def _currencies(agreed: Sequence[LossEstimate], tolerance: LossTolerance | None) -> tuple[str, ...]:
    """The tolerance's currency first, then by how much is estimated in each."""
    used = [estimate.currency for estimate in agreed]
    by_use = sorted(set(used), key=lambda code: (-used.count(code), code))
    first = [tolerance.currency] if tolerance else []
    return tuple(dict.fromkeys((*first, *by_use))) or (rules.usual_currency(),)


def _open_risks(actor: Actor) -> int:
    return permissions.visible(actor, registers.declared("risks")).exclude(state="closed").count()


def _plan(
    question: Question, estimates: Mapping[str, LossEstimate], tolerance: LossTolerance | None, correlation: Any
) -> Plan:
    members = tuple((key, estimate.group) for key, estimate in sorted(estimates.items()) if estimate.group)
    return Plan(
        risks=tuple(quantified(estimate) for _key, estimate in sorted(estimates.items())),
        years=question.years,
        seed=question.seed,
        dependence=correlations_rules.grouped(correlation, members) if correlation else None,
        tolerance=tolerances_rules.tolerance_of(tolerance) if tolerance else None,
    )


def plan_of_one(estimate: LossEstimate, question: Question) -> Plan:
    """The plan of one estimate alone, in whatever state; Unfinished where it cannot be simulated yet."""
    tolerance = LossTolerance.objects.in_force()
    held = tolerance if tolerance and tolerance.currency == estimate.currency else None
    return Plan(
        (quantified(estimate),),
        question.years,
        question.seed,
        None,
        tolerances_rules.tolerance_of(held) if held else None,
    )


@lru_cache(maxsize=KEPT)
def computed(plan: Plan) -> Figured:
    """The figures of a plan; unchanged inputs are not simulated again in this process."""
    return compute(plan)


def compute(plan: Plan, progress: Callable[[int, int], None] | None = None) -> Figured:
    """Simulate a plan; `progress` is told how many of how many risks are done."""
    outcome = simulate(plan.risks, plan.years, plan.seed, plan.dependence, progress=progress)
    amounts = _amounts(outcome)
    return {
        "digest": plan.digest,
        "years": plan.years,
        "seed": plan.seed,
        "before": _figures(outcome.before.figures()),
        "after": _figures(outcome.after.figures()),
        "has_treatments": any(risk.treatment for risk in plan.risks),
        "curve": _curve(outcome, amounts, plan.tolerance),
        "exceeded": _exceeded(outcome.before, plan.tolerance),
        "exceeded_after": _exceeded(outcome.after, plan.tolerance),
        "risks": [_risk(risk) for risk in outcome.risks],
    }


def _amounts(outcome: Outcome) -> list[float]:
    return [amount for amount, _p in outcome.before.curve()]


def _curve(outcome: Outcome, amounts: list[float], tolerance: Tolerance | None) -> list[Figured]:
    before, after = outcome.before.curve(amounts), outcome.after.curve(amounts)
    return [
        {
            "amount": rounded_money(amount),
            "before": chance,
            "after": left,
            "tolerated": tolerance.at(amount) if tolerance else None,
        }
        for (amount, chance), (_amount, left) in zip(before, after, strict=True)
    ]


def _exceeded(losses: AnnualLosses, tolerance: Tolerance | None) -> list[Figured]:
    """The points of the tolerance curve that the losses exceed."""
    if tolerance is None:
        return []
    return [
        {"amount": amount, "probability": chance, "tolerated": tolerated}
        for amount, chance, tolerated in tolerance.exceeded_by(losses)
    ]


def _figures(figures: Figures) -> Figured:
    named = {f"percentile_{round(p * 100)}": value for p, value in zip(PERCENTILES, figures.percentiles, strict=True)}
    money = {"expected_loss": figures.mean, "standard_error": figures.standard_error, **named}
    money["expected_shortfall_95"] = figures.expected_shortfall_95
    rounded = {name: rounded_money(value) for name, value in money.items()}
    return rounded | {"probability_of_loss": figures.probability_of_loss}


def _risk(summary: Summary) -> Figured:
    return {
        "risk": summary.key,
        "contribution": round(summary.contribution, 6),
        "before": _figures(summary.before),
        "after": _figures(summary.after) if summary.after else None,
        "treatment_cost": rounded_money(summary.cost) if summary.after else None,
        "reduction": rounded_money(summary.reduction) if summary.after else None,
        "net_benefit": rounded_money(summary.net) if summary.net is not None else None,
        "rate_of_return": round(summary.rate_of_return, 4) if summary.rate_of_return is not None else None,
    }


def with_records(gathered: Gathered, figures: Figured) -> Figured:
    """The figures with the records that they come from, as pages, API, files and commands tell them."""
    tolerance, correlation = gathered.tolerance, gathered.correlation
    rows = [_named(gathered.estimates[row["risk"]], row) for row in figures["risks"]]
    return {
        "currency": gathered.currency,
        "estimates": len(gathered.estimates),
        "estimates_in_other_currencies": gathered.elsewhere,
        "open_risks": gathered.open_risks,
        "tolerance": tolerance.reference if tolerance else None,
        "correlations": correlation.reference if correlation and gathered.plan.dependence else None,
        **figures,
        "risks": rows,
    }


def _named(estimate: LossEstimate, row: Figured) -> Figured:
    names = {"risk": row["risk"], "title": estimate.risk.title, "estimate": estimate.reference}
    return {**names, "common_cause": estimate.group, "treatment": estimate.treatment, **row}


def ranked_treatments(rows: Sequence[Figured]) -> list[Figured]:
    """Risks with a treatment, the best return first; what costs nothing goes before."""
    treated = [row for row in rows if row["after"] is not None]

    def rank(row: Figured) -> tuple[bool, float, float]:
        free = row["rate_of_return"] is None
        return (not free, -(row["rate_of_return"] or 0), -row["net_benefit"])

    return sorted(treated, key=rank)

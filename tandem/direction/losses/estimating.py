"""From a kept estimate to a risk that can be simulated, and from simulated figures to facts that are kept."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.direction.losses.models import LossEstimate
from tandem.direction.losses.simulation.checking import InvalidEstimate
from tandem.direction.losses.simulation.distributions import (
    Constant,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from tandem.direction.losses.simulation.portfolio import Summary, simulate
from tandem.direction.losses.simulation.risk import Bernoulli, Poisson, QuantifiedRisk, Treatment

VERSION = 1  # of the simulation; a higher one makes kept figures be worked out again
SEED, YEARS, FEWEST_YEARS, EVENTS = 1, 100_000, 1_000, 2_000_000
MOST_EXPECTED = 10**12
SHAPES: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "lognormal": (Lognormal, ("low", "high")),
    "normal": (Normal, ("low", "high")),
    "pert": (Pert, ("low", "mode", "high")),
    "triangular": (Triangular, ("low", "mode", "high")),
    "uniform": (Uniform, ("low", "high")),
    "constant": (Constant, ("mode",)),
}
ENDS = {
    "low": gettext_lazy("the low end"),
    "mode": gettext_lazy("the most likely"),
    "high": gettext_lazy("the high end"),
}
AFTER_RATE = ("after_rate_low", "after_rate_high", "after_probability")
AFTER_LOSS = ("after_low", "after_mode", "after_high")
FACTS = (
    "expected_loss",
    "standard_error",
    "median_loss",
    "loss_90",
    "loss_95",
    "loss_99",
    "shortfall_95",
    "chance_of_loss",
    "expected_after",
    "loss_95_after",
    "reduction",
    "net_benefit",
    "rate_of_return",
    "years",
    "seed",
)


class Unfinished(ValueError):
    """What is still wrong with an estimate, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {message}" for name, message in problems.items()))
        self.problems = dict(problems)


def complaint(error: InvalidEstimate) -> str:
    """A complaint of the simulation in the reader's language."""
    values = {
        name: str(ENDS.get(value, value)) if isinstance(value, str) else value for name, value in error.told.items()
    }
    return _(error.words) % values


def has_treatment(estimate: Any) -> bool:
    """Whether anything is said about what is left after a treatment."""
    return any(getattr(estimate, name) is not None for name in (*AFTER_RATE, *AFTER_LOSS)) or bool(estimate.after_shape)


def quantified(estimate: Any) -> QuantifiedRisk:
    """The estimate as it is simulated, under the reference of its risk; raises Unfinished with every problem."""
    problems: dict[str, str] = {}
    frequency = _gather(problems, _frequency, estimate, "")
    loss = _gather(problems, _loss, estimate, "loss_", estimate.loss_shape)
    treatment = None
    if has_treatment(estimate):
        treatment = _treatment(estimate, problems, frequency, loss)
    elif estimate.treatment or estimate.treatment_cost is not None:
        problems["after_low"] = _("Say what is left after the treatment: how often, or what one event costs.")
    if problems:
        raise Unfinished(problems)
    risk = QuantifiedRisk(estimate.risk.reference, frequency, loss, treatment)
    if max(variant.expected_loss() for variant in risk.variants) > MOST_EXPECTED:
        raise Unfinished(
            {"loss_high": _("A year would cost more than 1,000,000,000,000 on average; look at the ranges again.")}
        )
    return risk


def _gather(problems: dict[str, str], make: Any, *arguments: Any) -> Any:
    try:
        return make(*arguments)
    except Unfinished as unfinished:
        problems.update(unfinished.problems)
        return None


def _treatment(estimate: Any, problems: dict[str, str], frequency: Any, loss: Any) -> Treatment | None:
    if any(getattr(estimate, name) is not None for name in AFTER_RATE):
        frequency = _gather(problems, _frequency, estimate, "after_")
    if estimate.after_shape or any(getattr(estimate, name) is not None for name in AFTER_LOSS):
        loss = _gather(problems, _loss, estimate, "after_", estimate.after_shape or estimate.loss_shape)
    if estimate.treatment_cost is None:
        problems["treatment_cost"] = _("Say what the treatment costs a year; 0 where it costs nothing.")
    if not estimate.treatment:
        problems["treatment"] = _("Say what the treatment does.")
    return None if problems else Treatment(frequency, loss, float(estimate.treatment_cost))


def _frequency(estimate: Any, prefix: str) -> Poisson | Bernoulli:
    if estimate.frequency == "bernoulli":
        _insist_empty(
            estimate,
            f"{prefix}rate_low",
            f"{prefix}rate_high",
            why=_("Leave it empty: the probability says how often."),
        )
        name = f"{prefix}probability"
        return Bernoulli(float(_given(estimate, name)))
    _insist_empty(estimate, f"{prefix}probability", why=_("Leave it empty: the events a year say how often."))
    low, high = f"{prefix}rate_low", f"{prefix}rate_high"
    least, most = float(_given(estimate, low)), getattr(estimate, high)
    try:
        return Poisson(Constant(least) if most is None or float(most) == least else Lognormal(least, float(most)))
    except InvalidEstimate as error:
        raise Unfinished({high if error.field in ("high", "rate") else low: complaint(error)}) from error


def _loss(estimate: Any, prefix: str, shape: str) -> Distribution:
    if shape not in SHAPES:
        raise Unfinished({f"{prefix}shape": _("Choose what kind of range it is.")})
    kind, ends = SHAPES[shape]
    others = [f"{prefix}{end}" for end in ENDS if end not in ends]
    _insist_empty(estimate, *others, why=_("Leave it empty: this kind of range does not have it."))
    numbers = [float(_given(estimate, f"{prefix}{end}")) for end in ends]
    try:
        made: Distribution = kind(*numbers)
    except InvalidEstimate as error:
        field = error.field if error.field in ENDS else ends[-1]
        raise Unfinished({f"{prefix}{field}": complaint(error)}) from error
    return made


def _given(estimate: Any, name: str) -> Decimal:
    value = getattr(estimate, name)
    if value is None:
        raise Unfinished({name: _("Please fill this in.")})
    amount: Decimal = value
    return amount


def _insist_empty(estimate: Any, *names: str, why: str) -> None:
    wrong = {name: why for name in names if getattr(estimate, name) is not None}
    if wrong:
        raise Unfinished(wrong)


def digest_of(*inputs: Any) -> str:
    """SHA-256 of everything that simulated figures follow from."""
    return hashlib.sha256(repr((VERSION, *inputs)).encode()).hexdigest()


def years_for(risk: QuantifiedRisk) -> int:
    """Years that are simulated when an estimate is kept: fewer where events are so many that few years say enough."""
    events = max(variant.frequency.expected() for variant in risk.variants)
    return max(FEWEST_YEARS, min(YEARS, int(EVENTS / max(events, 1e-9))))


def keep_figures(estimate: LossEstimate, risk: QuantifiedRisk) -> None:
    """Put the simulated figures on the estimate, unless they are of these inputs already."""
    digest = digest_of(risk, SEED)
    if estimate.digest == digest:
        return
    years = years_for(risk)
    facts = facts_of(simulate([risk], years, SEED).risks[0])
    for name, value in (facts | {"years": years, "seed": SEED, "digest": digest}).items():
        setattr(estimate, name, value)


def forget_figures(estimate: LossEstimate) -> None:
    """An estimate that cannot be simulated has no figures."""
    for name in FACTS:
        setattr(estimate, name, None)
    estimate.digest = ""


def facts_of(summary: Summary) -> dict[str, Decimal | None]:
    """Simulated figures as an estimate keeps them."""
    before, after = summary.before, summary.after
    kept = {
        "expected_loss": before.mean,
        "standard_error": before.standard_error,
        "median_loss": before.percentiles[0],
        "loss_90": before.percentiles[1],
        "loss_95": before.percentiles[2],
        "loss_99": before.percentiles[3],
        "shortfall_95": before.expected_shortfall_95,
        "expected_after": after.mean if after else None,
        "loss_95_after": after.percentiles[2] if after else None,
        "reduction": summary.reduction if after else None,
        "net_benefit": summary.net,
    }
    facts = {name: None if value is None else _decimal(rounded_money(value), 2) for name, value in kept.items()}
    return facts | {
        "chance_of_loss": _decimal(before.probability_of_loss, 6),
        "rate_of_return": _decimal(summary.rate_of_return, 4),
    }


def rounded_money(amount: float) -> float:
    """An amount as it is told: whole from a thousand up, since no estimate knows more."""
    return round(amount, 0 if abs(amount) >= 1_000 else 2)


def _decimal(value: float | None, places: int) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.{places}f}")

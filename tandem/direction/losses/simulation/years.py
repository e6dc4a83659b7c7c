"""The annual losses of one risk, drawn from streams that depend on seed and key alone."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from tandem.direction.losses.simulation.distributions import Constant
from tandem.direction.losses.simulation.risk import Bernoulli, Poisson, QuantifiedRisk

Losses = NDArray[np.float64]
PURPOSES = ("events", "rates", "amounts", "marks", "dependence")
EVENTS_AT_ONCE = 1_000_000
FEW, STEPS = 20.0, 400  # rates up to which counting up to the event that is one too many is quicker, and its bound


def stream(seed: int, key: str, purpose: str) -> np.random.Generator:
    """Chance for one purpose of one risk: adding, removing or reordering other risks does not change it."""
    words = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4").tolist()
    spawned = np.random.SeedSequence(seed, spawn_key=(*words, PURPOSES.index(purpose)))
    return np.random.Generator(np.random.PCG64(spawned))


def annual_losses(risk: QuantifiedRisk, years: int, seed: int) -> Losses:
    """The loss of each simulated year, without any treatment."""
    return shared_losses([risk], years, seed)[0]


def shared_losses(variants: list[QuantifiedRisk], years: int, seed: int) -> list[Losses]:
    """The losses of several variants of one risk that meet the same events: only the estimates make the difference.

    Events come at the highest rate of any variant; each variant suffers an event if its mark lies below the variant's
    share of that rate. Amounts are drawn in float32 (seven digits, far finer than any estimate or Monte Carlo error,
    and twice as fast) and added up in float64, so that many small losses are not lost beside a large one.
    """
    key = variants[0].key
    draws = {purpose: stream(seed, key, purpose) for purpose in PURPOSES[:4]}
    parts: list[list[Losses]] = [[] for _ in variants]
    size = _block(variants, years)
    for start in range(0, years, size):
        length = min(size, years - start)
        happened, shares = _events(variants, length, draws)
        z = draws["amounts"].standard_normal(happened.size, dtype=np.float32)
        marks = draws["marks"].random(happened.size) if len(variants) > 1 else None
        for variant, share, chunks in zip(variants, shares, parts, strict=True):
            amounts = variant.loss.at_normal(z)
            if marks is not None:
                amounts = amounts * (marks < share)
            chunks.append(np.bincount(happened, weights=amounts, minlength=length).astype(np.float64, copy=False))
    return [part[0] if len(part) == 1 else np.concatenate(part) for part in parts]


def _block(variants: list[QuantifiedRisk], years: int) -> int:
    busiest = max(variant.frequency.expected() for variant in variants)
    return int(max(1, min(years, EVENTS_AT_ONCE / max(busiest, 1.0))))


Events = tuple[NDArray[np.intp], list[NDArray[np.float64] | float]]


def _events(variants: list[QuantifiedRisk], length: int, draws: dict[str, np.random.Generator]) -> Events:
    """The year of each event, and per variant the share of these events that it suffers."""
    single = [variant.frequency for variant in variants if isinstance(variant.frequency, Bernoulli)]
    many = [variant.frequency for variant in variants if isinstance(variant.frequency, Poisson)]
    return _single(single, length, draws["events"]) if single else _many(many, length, draws)


def _single(frequencies: list[Bernoulli], length: int, chance: np.random.Generator) -> Events:
    highest = max(frequency.probability for frequency in frequencies)
    happened = np.flatnonzero(chance.random(length) < highest)
    return happened, [frequency.probability / highest if highest else 0.0 for frequency in frequencies]


def _many(frequencies: list[Poisson], length: int, draws: dict[str, np.random.Generator]) -> Events:
    if all(isinstance(frequency.rate, Constant) for frequency in frequencies):
        return _steady([frequency.rate.mean() for frequency in frequencies], length, draws["events"])
    z = draws["rates"].standard_normal(length)
    rates = [np.asarray(frequency.rate.at_normal(z), dtype=np.float64) for frequency in frequencies]
    highest = np.maximum.reduce(rates)
    happened = _counted(highest, draws["events"])
    if len(rates) == 1:
        return happened, [1.0]
    with np.errstate(invalid="ignore"):
        return happened, [np.nan_to_num(rate / highest)[happened] for rate in rates]


def _steady(rates: list[float], length: int, chance: np.random.Generator) -> Events:
    """At a constant rate the years of a Poisson number of events are independent and alike: one draw per event."""
    highest = max(rates)
    happened = chance.integers(0, length, chance.poisson(highest * length))
    return happened, [rate / highest if highest else 0.0 for rate in rates]


def _counted(rates: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.intp]:
    """The year of each event when every year has a rate of its own.

    Where rates are small, one uniform number a year is looked up in the Poisson distribution step by step; only years
    that had another event go on to the next step.
    """
    if rates.max(initial=0.0) > FEW:
        return np.repeat(np.arange(rates.size), chance.poisson(rates))
    uniform, none = chance.random(rates.size), np.exp(-rates)
    years = np.flatnonzero(uniform > none)
    uniform, rate, term, reached = uniform[years], rates[years], none[years], none[years]
    events = []
    for step in range(1, STEPS):
        if not years.size:
            break
        events.append(years)
        term = term * rate / step
        reached = reached + term
        on = uniform > reached
        years, uniform, rate, term, reached = years[on], uniform[on], rate[on], term[on], reached[on]
    return np.concatenate(events) if events else years

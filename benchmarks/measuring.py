"""Taking times: medians of interleaved pairs, so that a busy machine slows both sides alike."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `budget` says what it was to reach, `holds` whether it did."""

    what: str
    value: float
    unit: str
    budget: str = ""
    holds: bool | None = None
    floor: float | None = None
    ratio: float | None = None
    peer: float | None = None
    times_faster_than_peer: float | None = None

    def told(self) -> dict[str, Any]:
        """As plain data, without what was not measured."""
        return {name: value for name, value in asdict(self).items() if value is not None and value != ""}


def seconds(work: Work) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def pairs(work: Work, floor: Work, rounds: int) -> tuple[float, float]:
    """Median milliseconds of both, called in turn after one warm call each."""
    work()
    floor()
    taken = [(seconds(work), seconds(floor)) for _ in range(rounds)]
    return median(one for one, _ in taken) * 1000, median(other for _, other in taken) * 1000


def milliseconds(work: Work, rounds: int) -> float:
    """Median milliseconds of a call, after one warm call."""
    work()
    return median(seconds(work) for _ in range(rounds)) * 1000


def beside_floor(what: str, measured: tuple[float, float], at_most: float | None, peer: float | None = None) -> Figure:
    """A figure in milliseconds beside its floor in plain SQL, at most so many times as long."""
    value, floor = measured
    ratio = value / floor
    return Figure(
        what,
        round(value, 3),
        "ms",
        budget=f"≤ {at_most:g} × floor" if at_most else "",
        holds=ratio <= at_most if at_most else None,
        floor=round(floor, 3),
        ratio=round(ratio, 2),
        peer=peer,
        times_faster_than_peer=round(peer / value, 1) if peer else None,
    )


def at_most(what: str, value: float, unit: str, limit: float, peer: float | None = None) -> Figure:
    """A figure that is to stay below a limit."""
    faster = round(peer / value, 1) if peer else None
    return Figure(what, round(value, 3), unit, f"≤ {limit:g}", value <= limit, peer=peer, times_faster_than_peer=faster)


def at_least(what: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that is to reach a limit."""
    return Figure(what, round(value), unit, f"≥ {limit:g}", value >= limit)

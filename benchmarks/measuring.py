"""Taking times: wall and processor time of several runs each; work and floor in turn, so that both meet alike."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

Work = Callable[[], Any]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Spread:
    """Minimum, median and maximum of several runs."""

    minimum: float
    median: float
    maximum: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of these values, rounded to three places."""
    return Spread(round(min(values), 3), round(median(values), 3), round(max(values), 3))


@dataclass(frozen=True, slots=True)
class Runs:
    """Milliseconds of several runs by the clock and of the processors."""

    wall: Spread
    cpu: Spread


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `budget` says what it was to reach, `holds` whether it did."""

    what: str
    value: float
    unit: str
    budget: str = ""
    holds: bool | None = None
    wall: Spread | None = None
    cpu: Spread | None = None
    floor: Runs | None = None
    ratio: float | None = None

    def as_data(self) -> dict[str, Any]:
        """As plain data, without what was not measured."""
        return {name: value for name, value in asdict(self).items() if value is not None and value != ""}


def seconds(work: Work) -> float:
    """How long one call takes by the clock."""
    start = perf_counter()
    work()
    return perf_counter() - start


def runs(work: Work, rounds: int, *, before: Work | None = None, cpu: Clock = process_time) -> Runs:
    """So many calls after a warm one, each after `before`, which is not counted."""
    return _together([work], rounds, before, [cpu])[0]


def pairs(
    work: Work, floor: Work, rounds: int, *, cpu: Clock = process_time, floor_cpu: Clock = process_time
) -> tuple[Runs, Runs]:
    """Both, called in turn after one warm call each; `cpu` reads the clock of whoever does the work."""
    work_runs, floor_runs = _together([work, floor], rounds, None, [cpu, floor_cpu])
    return work_runs, floor_runs


def _together(works: Sequence[Work], rounds: int, before: Work | None, clocks: Sequence[Clock]) -> list[Runs]:
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for place, (work, cpu) in enumerate(zip(works, clocks, strict=True)):
            if before:
                before()
            used, start = cpu(), perf_counter()
            work()
            took = (perf_counter() - start) * 1000, (cpu() - used) * 1000
            if turn:
                taken[place].append(took)
    return [Runs(spread([wall for wall, _ in each]), spread([used for _, used in each])) for each in taken]


def figure(what: str, measured: Runs, limit: float | None = None) -> Figure:
    """Milliseconds of processor time, to stay below a limit."""
    value = measured.cpu.median
    budget = f"≤ {limit:g} ms of processor" if limit else ""
    return Figure(what, value, "ms", budget, value <= limit if limit else None, measured.wall, measured.cpu)


def beside_floor(what: str, measured: tuple[Runs, Runs], at_most: float | None) -> Figure:
    """A figure beside the floor of the same work, at most so many times as much of the processor."""
    work, floor = measured
    ratio = round(work.cpu.median / floor.cpu.median, 2)
    budget, holds = (f"≤ {at_most:g} × floor", ratio <= at_most) if at_most else ("", None)
    return Figure(what, work.cpu.median, "ms", budget, holds, work.wall, work.cpu, floor, ratio)


def at_most(what: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that is to stay below a limit."""
    return Figure(what, round(value, 3), unit, f"≤ {limit:g}", value <= limit)


def at_least(what: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that is to reach a limit."""
    return Figure(what, round(value), unit, f"≥ {limit:g}", value >= limit)

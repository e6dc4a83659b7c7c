"""What a programme covers: each topic by half-year, planned, done or late, and how much of each standard was done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.covered.models import CoveredTopic
from tandem.evaluation.audits.lenses import LENSES, NAMES, lens_of

HELD = ("held", "reported", "finished")
STATES = {
    "done": (_("done"), "good"),
    "running": (_("being audited"), "active"),
    "planned": (_("planned"), "quiet"),
    "due": (_("to plan"), "waiting"),
    "late": (_("late"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A half-year of the cycle; both days belong to it."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.year} {'I' if self.first.month < 7 else 'II'}"


@dataclass(frozen=True, slots=True)
class Cell:
    """What happens to a topic in a period; `state` is empty for nothing."""

    state: str = ""
    audits: tuple[str, ...] = ()

    @property
    def word(self) -> Any:
        """The state as people read it."""
        return STATES[self.state][0] if self.state else ""

    @property
    def tone(self) -> str:
        """How the state is shown."""
        return STATES[self.state][1] if self.state else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One topic with a cell for each period, and the standards it is about."""

    topic: Any
    standards: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many requirements of a standard lie in topics of the programme, and how many were audited in its cycle."""

    standard: str
    whole: int
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A programme as a matrix."""

    periods: tuple[Period, ...]
    lines: tuple[Line, ...]
    shares: tuple[Share, ...]
    late: int


def coverage_of(programme: Any, today: date) -> Coverage:
    """The matrix of one programme as it stands on a day."""
    topics = list(programme.topics.select_related("responsible").order_by("pk"))
    audits = _audits_of(topics)
    halves = tuple(half_years(programme.starts_on, programme.ends_on))
    lines = tuple(_line(topic, audits[topic.pk], halves, today) for topic in topics)
    late = sum(cell.state == "late" for line in lines for cell in line.cells)
    return Coverage(halves, lines, tuple(_shares(programme, topics, audits)), late)


def _audits_of(topics: Iterable[Any]) -> dict[int, list[Any]]:
    """The audits that cover each topic, without those that were cancelled."""
    rows = CoveredTopic.objects.filter(topic__in=topics).exclude(audit__state="cancelled").select_related("audit")
    audits: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("audit__planned_from", "audit_id"):
        audits[row.topic_id].append(row.audit)
    return audits


def half_years(first: date, last: date) -> Iterable[Period]:
    """The calendar half-years that a cycle touches."""
    start = date(first.year, 1 if first.month < 7 else 7, 1)
    while start <= last:
        following = date(start.year, 7, 1) if start.month == 1 else date(start.year + 1, 1, 1)
        yield Period(start, following - timedelta(days=1))
        start = following


def _line(topic: Any, audits: list[Any], halves: tuple[Period, ...], today: date) -> Line:
    names = [NAMES[lens] for lens in LENSES.values() if any(lens_of(key) == lens for key in topic.requirements)]
    return Line(topic, tuple(names), tuple(_cell(topic, audits, half, today) for half in halves))


def _cell(topic: Any, audits: list[Any], half: Period, today: date) -> Cell:
    inside = [audit for audit in audits if half.first <= _day(audit) <= half.last]
    names = tuple(audit.reference for audit in inside)
    if any(audit.state in HELD for audit in inside):
        return Cell("done", names)
    if any(audit.state == "running" for audit in inside):
        return Cell("running", names)
    if any(audit.planned_to >= today for audit in inside):
        return Cell("planned", names)
    is_due = topic.next_due is not None and half.first <= topic.next_due <= half.last
    if inside or (is_due and topic.next_due < today):
        return Cell("late", names)
    return Cell("due") if is_due else Cell()


def _day(audit: Any) -> date:
    day: date = audit.held_on or audit.planned_from
    return day


def _shares(programme: Any, topics: list[Any], audits: dict[int, list[Any]]) -> Iterable[Share]:
    """How far the cycle has come, by standard."""
    for standard in programme.standards:
        whole: set[str] = set()
        done: set[str] = set()
        planned: set[str] = set()
        for topic in topics:
            own = {key for key in topic.requirements if key.startswith(f"{standard}/")}
            whole |= own
            in_cycle = [audit for audit in audits[topic.pk] if programme.starts_on <= _day(audit) <= programme.ends_on]
            if any(audit.state in HELD for audit in in_cycle):
                done |= own
            elif in_cycle:
                planned |= own
        yield Share(standard, len(whole), len(done), len(planned - done))

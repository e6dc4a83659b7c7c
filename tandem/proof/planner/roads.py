"""The roads to the certificates: the same work in another order, with days and people (pure arithmetic).

Hours become days by people and hours a week; nobody does more than their own week, so whoever owns most of the work may
be what a road waits for. What was built runs for a while; then it is audited inside and reviewed (clauses 9 and 10),
then the certifier comes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import ceil

from tandem.proof.planner.assumptions import Assumptions
from tandem.proof.planner.deeds import BOTH, SECURITY, SERVICE, Deed
from tandem.proof.planner.models import Position, RoadChoice

Piece = tuple[Deed, float]


@dataclass(frozen=True, slots=True)
class Share:
    """What one deed takes on a road, and by when it is done there."""

    deed: Deed
    hours: float
    due: date


@dataclass(frozen=True, slots=True)
class Slowest:
    """What a stretch of work waits for: the hours of one person, or (no name) everybody's hours shared out."""

    hours: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The way to one certificate, or to both at once."""

    standards: tuple[str, ...]
    shares: tuple[Share, ...]
    starts: date
    built: date
    run_until: date
    ready: date
    audit: date
    certificate: date
    slowest: Slowest
    serves_again: float
    wanted_audit: date | None = None

    @property
    def hours(self) -> float:
        """Everything that is done on it."""
        return sum(share.hours for share in self.shares)

    @property
    def build_hours(self) -> float:
        """What is done before it runs."""
        return sum(share.hours for share in self.shares if not share.deed.is_evaluation)

    @property
    def is_audit_too_early(self) -> bool:
        """Whether the day wanted for the audit comes before everything is ready."""
        return self.wanted_audit is not None and self.wanted_audit < self.ready


@dataclass(frozen=True, slots=True)
class Road:
    """One order in which the certificates are reached; `reused` is what it saves against each standard by itself."""

    key: str
    stages: tuple[Stage, ...]
    reused: float

    @property
    def hours(self) -> float:
        """Everything that is done on it."""
        return sum(stage.hours for stage in self.stages)

    @property
    def first(self) -> date:
        """The day of the first certificate."""
        return min(stage.certificate for stage in self.stages)

    @property
    def last(self) -> date:
        """The day on which the last certificate is there."""
        return max(stage.certificate for stage in self.stages)


def apart(deeds: Iterable[Deed]) -> float:
    """Hours when each standard is worked for by itself: the sum that every road is held against."""
    return sum(deed.apart for deed in deeds)


def roads(deeds: Sequence[Deed], assumed: Assumptions) -> tuple[Road, ...]:
    """The roads there are from where the organization begins."""
    if assumed.position == Position.SECURITY:
        return (_second_alone(deeds, SERVICE, SECURITY, assumed),)
    if assumed.position == Position.SERVICE:
        return (_second_alone(deeds, SECURITY, SERVICE, assumed),)
    if assumed.position == Position.TWO_SYSTEMS:
        return ()
    return (
        _one_by_one(RoadChoice.SECURITY_FIRST.value, deeds, SECURITY, SERVICE, assumed),
        _one_by_one(RoadChoice.SERVICE_FIRST.value, deeds, SERVICE, SECURITY, assumed),
        _both(deeds, assumed),
    )


def _one_by_one(key: str, deeds: Sequence[Deed], first: str, second: str, assumed: Assumptions) -> Road:
    """The people of the first begin with the second as soon as the first is ready for its certifier."""
    alone = _stage((first,), _pieces(deeds, lambda deed: deed.hours.get(first, 0.0)), assumed.starts_on, assumed)
    rest = _pieces(deeds, lambda deed: deed.left_for(second, first))
    then = _stage((second,), rest, alone.ready, assumed, _hours_alone(deeds, second))
    return Road(key, (alone, then), apart(deeds) - alone.hours - then.hours)


def _both(deeds: Sequence[Deed], assumed: Assumptions) -> Road:
    stage = _stage(BOTH, _pieces(deeds, lambda deed: deed.together), assumed.starts_on, assumed, apart(deeds))
    return Road(RoadChoice.BOTH.value, (stage,), apart(deeds) - stage.hours)


def _second_alone(deeds: Sequence[Deed], wanted: str, done: str, assumed: Assumptions) -> Road:
    """What a system that is certified for one standard still has to add for the other."""
    rest = _pieces(deeds, lambda deed: deed.left_for(wanted, done))
    stage = _stage((wanted,), rest, assumed.starts_on, assumed, _hours_alone(deeds, wanted))
    return Road("added", (stage,), stage.serves_again)


def _hours_alone(deeds: Iterable[Deed], standard: str) -> float:
    return sum(deed.hours.get(standard, 0.0) for deed in deeds)


def _pieces(deeds: Iterable[Deed], hours: Callable[[Deed], float]) -> list[Piece]:
    return [(deed, taken) for deed in deeds if (taken := hours(deed)) > 0]


def _stage(
    standards: tuple[str, ...],
    pieces: Sequence[Piece],
    starts: date,
    assumed: Assumptions,
    alone: float | None = None,
) -> Stage:
    building = [piece for piece in pieces if not piece[0].is_evaluation]
    checking = [piece for piece in pieces if piece[0].is_evaluation]
    built = starts + span(building, assumed)
    run_until = built + timedelta(weeks=assumed.run_weeks) if building else starts
    ready = run_until + span(checking, assumed)
    wanted = assumed.audit_wanted(standards)
    audit = wanted if wanted and wanted >= ready else ready + timedelta(weeks=assumed.wait_weeks)
    taken = sum(hours for _deed, hours in pieces)
    return Stage(
        standards,
        (*_due(building, starts, built), *_due(checking, run_until, ready)),
        starts,
        built,
        run_until,
        ready,
        audit,
        audit + timedelta(weeks=assumed.issue_weeks),
        slowest(building or checking, assumed.people),
        (alone if alone is not None else taken) - taken,
        wanted,
    )


def slowest(pieces: Iterable[Piece], people: int) -> Slowest:
    """What the work waits for: whoever owns more of it than an even share, or everybody alike."""
    loads: dict[tuple[int | None, str], float] = defaultdict(float)
    for deed, hours in pieces:
        loads[deed.owner_id, deed.owner] += hours
    even = sum(loads.values()) / people
    owned = {owner: hours for owner, hours in loads.items() if owner[0] is not None}
    busiest = max(owned, key=lambda owner: owned[owner], default=None)
    if busiest is None or owned[busiest] <= even:
        return Slowest(even)
    return Slowest(owned[busiest], busiest[1])


def span(pieces: Sequence[Piece], assumed: Assumptions) -> timedelta:
    """Calendar days that work takes, whole ones."""
    return timedelta(days=ceil(7 * slowest(pieces, assumed.people).hours / assumed.hours_a_week))


def _due(pieces: Sequence[Piece], starts: date, ends: date) -> list[Share]:
    """Deeds one after the other over a stretch of days, each due in proportion to the hours before it."""
    whole = sum(hours for _deed, hours in pieces)
    done = accumulate(hours for _deed, hours in pieces)
    days = (ends - starts).days
    return [
        Share(deed, hours, starts + timedelta(days=ceil(days * so_far / whole)))
        for (deed, hours), so_far in zip(pieces, done, strict=True)
    ]

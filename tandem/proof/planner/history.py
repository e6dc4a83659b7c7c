"""What the organization's own history says about its pace, where it says enough."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tandem.proof.conformity.models import Snapshot
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.snapshots import results_on
from tandem.proof.conformity.vocabulary import Result
from tandem.proof.planner.models import MOST_HOURS
from tandem.proof.planner.past import Experience

LOOKED_BACK: Final = timedelta(weeks=12)
FEWEST_DAYS: Final = 28
FEWEST_GAINED: Final = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast requirements came to be met: how many, worth how many hours by the same measure, in how many days.

    Declared hours may be off; a pace in the same hours makes up for it, so that dates follow what was really brought.
    """

    gained: int = 0
    hours: float = 0.0
    days: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is enough history to reckon with."""
        return self.days >= FEWEST_DAYS and self.gained >= FEWEST_GAINED and self.hours > 0

    @property
    def a_week(self) -> float:
        """Hours a week, of everybody together."""
        return 7 * self.hours / self.days if self.days else 0.0

    def each(self, people: int) -> int:
        """Hours a week for each of so many people, whole ones, at least one."""
        return min(max(1, round(self.a_week / people)), MOST_HOURS)


def pace(report: Report, known: Experience) -> Pace:
    """The pace of the last twelve weeks in the active organization, or since results are kept.

    Hours are those by which the work to come is reckoned.
    """
    day = _first_day(report.today)
    if day is None:
        return Pace()
    before = results_on(day)
    gained = [
        requirement
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.result is Result.MET and before.get(requirement.key, Result.MET.value) != Result.MET.value
    ]
    checks = {key for requirement in gained for key in requirement.deciding}
    hours = sum(report.outcomes[key].check.effort * known.of(key).factor for key in sorted(checks))
    return Pace(len(gained), hours, (report.today - day).days)


def _first_day(today: date) -> date | None:
    """The day to compare with: twelve weeks back, or the first that is kept."""
    first = Snapshot.objects.order_by("day").values_list("day", flat=True).first()
    return max(first, today - LOOKED_BACK) if first else None

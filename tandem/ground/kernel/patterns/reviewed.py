"""Reviewed: looked at again after an interval, as long as there is something to look at.

What has ended is never due, whatever its own rules and its past said (27001:2022 7.5.2, 20000-1:2018 8.3.4).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from tandem.ground.kernel.patterns import intervals
from tandem.ground.kernel.patterns.pattern import Pattern
from tandem.ground.kernel.registers import declared_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tandem.ground.kernel.actor import Actor

Months = str | Callable[[Any], int]


def after(last: date, months: int) -> date | None:
    """The day that lies an interval after another; None for an interval of no months, which never comes."""
    return last + relativedelta(months=months) if months else None


@dataclass(frozen=True, kw_only=True)
class Reviewed(Pattern):
    """`while_in` are the states in which it falls due; in every other one it has no next review.

    The interval stands in the field `months`, or a function gives it; a new record begins with what the organization
    has set, and none is longer than 24 months unless the organization set it so. It is counted from the day in `last`,
    and while there was no review yet from the first of `since` that is known, or from today if it `begins` by itself.
    A `next` that is given, by an import or a step, stands until interval or review change.
    """

    while_in: tuple[str, ...]
    months: Months = "review_months"
    last: str = "last_review"
    next: str = "next_review"
    since: tuple[str, ...] = ()
    begins: bool = False

    def named(self) -> tuple[str, ...]:
        """The fields of interval and dates."""
        given = (self.months,) if isinstance(self.months, str) and self.months else ()
        return (*given, self.last, self.next, *self.since)

    def begin(self, record: Any, actor: "Actor") -> None:
        """A new record is looked at as often as the organization has set."""
        if isinstance(self.months, str):
            default = getattr(record, self.months)
            setattr(record, self.months, intervals.months(actor.organization_id, self._key(record), default))

    def months_of(self, record: Any) -> int:
        """After how many months it is looked at again; 0 for never."""
        asked = self.months(record) if callable(self.months) else getattr(record, self.months)
        return intervals.at_most(record.organization_id, self._key(record), int(asked or 0))

    def _key(self, record: Any) -> str:
        return intervals.key_of(declared_for(type(record)).key, self.next)

    def counted_from(self, record: Any) -> date | None:
        """The day from which the interval runs."""
        days = (getattr(record, name) for name in (self.last, *self.since))
        return next((day for day in days if day is not None), None)

    def derive(self, record: Any, before: Any, actor: "Actor") -> None:
        """Set the next review, or none for what has ended."""
        if record.state not in self.while_in:
            setattr(record, self.next, None)
            return
        begun = self.counted_from(record) or (actor.today if self.begins else None)
        if begun is not None and self._is_to_be_set(record, before, begun):
            setattr(record, self.next, after(begun, self.months_of(record)))

    def _is_to_be_set(self, record: Any, before: Any, begun: date) -> bool:
        planned = getattr(record, self.next)
        if planned is None or before is None:
            return planned is None
        is_moved = (self.months_of(before), self.counted_from(before)) != (
            self.months_of(record),
            self.counted_from(record),
        )
        return is_moved and planned == getattr(before, self.next)

    def looked_at(self, record: Any, actor: "Actor") -> None:
        """An effect: it was looked at today and stands."""
        setattr(record, self.last, actor.today)
        setattr(record, self.next, None)

    def due(self, records: "QuerySet[Any]", day: date) -> "QuerySet[Any]":
        """Those whose review was due before this day."""
        return records.filter(state__in=self.while_in, **{f"{self.next}__lt": day})

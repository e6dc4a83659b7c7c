"""Approved: drafted, perhaps in review, approved, superseded; one of a series is in force at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.patterns.pattern import Pattern
from tandem.ground.kernel.registers import declared_for

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Approved(Pattern):
    """`series` are the fields that say of what these are the versions; none when the organization has one of them.

    `by` is who approved it; `on` the day, `at` the moment; from `since` on it counts, where that is kept.
    """

    series: tuple[str, ...] = ()
    by: str = "approved_by"
    on: str = "approved_on"
    at: str = ""
    since: str = ""
    state: str = "approved"
    superseded: str = "superseded"

    @property
    def granted(self) -> tuple[str, ...]:  # type: ignore[override]
        """Who and when: what an approval alone gives."""
        return tuple(name for name in (self.by, self.on, self.at) if name)

    def named(self) -> tuple[str, ...]:
        """The fields of series, approver and dates."""
        return (*self.series, *self.granted, *((self.since,) if self.since else ()))

    def note(self, record: Any, actor: "Actor") -> None:
        """An effect: who approved it, when, and since when it counts."""
        setattr(record, f"{self.by}_id", actor.user_id)
        if self.on:
            setattr(record, self.on, actor.today)
        if self.at:
            setattr(record, self.at, clock.now())
        if self.since and getattr(record, self.since) is None:
            setattr(record, self.since, actor.today)

    def put_in_force(self, actor: "Actor", record: Any, reason: str = "") -> list[Any]:
        """Something to do afterwards: the one before of the same series is superseded; which were."""
        series = {name: getattr(record, record._meta.get_field(name).attname) for name in self.series}
        earlier = type(record).objects.filter(state=self.state, **series).exclude(pk=record.pk).order_by("pk")
        register = declared_for(type(record))
        return [
            writing.follow(
                actor, register, version, {"state": self.superseded}, self.superseded, reason or record.reference
            )
            for version in earlier
        ]

    def come_into_force(self, actor: "Actor", record: Any) -> None:
        """Something to do afterwards, where nothing else follows: the one before is superseded."""
        self.put_in_force(actor, record)

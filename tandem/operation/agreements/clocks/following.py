"""How clocks follow their tickets: written once, for every kind of ticket that something is promised about.

A kind says what the states of its tickets mean; when a clock begins, pauses, goes on, stops, counts by another target
or no longer counts lies here.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Prefetch

from tandem.ground.clocks import log
from tandem.ground.clocks.deadlines import Kind
from tandem.ground.kernel import clock as time
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.presence import is_any
from tandem.ground.kernel.registers import Register, declared_for
from tandem.operation.agreements.clocks.models import Clock
from tandem.operation.agreements.clocks.promises import is_about, promised, promises_about
from tandem.operation.agreements.clocks.rules import swap

AT_ONCE = 500  # clocks that one tick looks at in one organization
HOLDER = ("assignee_id", "owner_id")
STOPPED = ("met", "missed")


class Following(ABC):
    """The clocks of one kind of ticket.

    `elsewhere` are the fields of a ticket by which another promise may hold for it, `deciding` those by which its
    clocks may move at all; `given_up` are the states in which nothing is promised any more; `read` is what a clock is
    reckoned by, and `by_targets` what its target is read with.
    """

    model: ClassVar[type[Clock]]
    elsewhere: ClassVar[tuple[str, ...]] = ("priority", "service_id", "customer_id")
    deciding: ClassVar[tuple[str, ...]] = ("state", *elsewhere, *HOLDER)
    given_up: ClassVar[tuple[str, ...]] = ("cancelled",)
    read: ClassVar[tuple[str, ...]] = ()
    by_targets: ClassVar[str] = "target__agreement_version"

    @abstractmethod
    def is_over(self, kind: str, ticket: Any) -> bool:
        """Whether what was promised has been done."""

    def is_taken_back(self, kind: str, before: Any) -> bool:
        """Whether what had been done counts on once the ticket is no longer as it was before."""
        return self.is_over(kind, before)

    def is_begun(self, kind: str, ticket: Any, *, is_new: bool) -> bool:
        """Whether a clock begins for a ticket that has none; one that was done before it came here gets none."""
        return ticket.state not in self.given_up and not self.is_over(kind, ticket)

    def waits_for(self, clock: Any, ticket: Any) -> str:
        """What stops the time of a ticket; nothing while it runs."""
        return ""

    def ended_at(self, clock: Any, ticket: Any) -> datetime:
        """When what was promised was done."""
        return time.now()

    def goes_on_from(self, clock: Any) -> datetime:
        """From when the time of what is taken up again counts."""
        return time.now()

    def promises(self, tickets: Sequence[Any]) -> list[Any]:
        """All that may be promised for these tickets, read once."""
        return promises_about({ticket.service_id for ticket in tickets}, self.model.kinds)

    def promised(self, promises: list[Any], ticket: Any, kind: str, begun_with: Any = None) -> Any:
        """The target that counts for a ticket; None where nothing is promised."""
        return promised(promises, ticket, kind, begun_with)

    def is_about(self, target: Any, ticket: Any) -> bool:
        """Whether a target is about a ticket, in force or not: what stopped by it still counts."""
        return is_about(target, ticket)

    def afterwards(self, actor: Actor, ticket: Any, clocks: list[Any]) -> None:  # noqa: B027  most say nothing
        """What a ticket itself says of how its clocks stand."""

    @property
    def register(self) -> Register:
        """The register of these clocks."""
        return declared_for(self.model)

    @property
    def named(self) -> tuple[Any, ...]:
        """What many clocks point to, as far as they are reckoned by it: hours and targets are few, and read once."""
        tickets: Any = self.model._meta.get_field(self.model.ticket_name).related_model
        of_tickets = Prefetch(self.model.ticket_name, tickets.objects.only("organization", "reference", *self.read))
        return (self.by_targets, "calendar", of_tickets)

    def follow(self, actor: Actor, ticket: Any, before: Any) -> None:
        """After each write of a ticket: its clocks begin, pause, go on, stop, or count by another target."""
        if ticket is None or (before is not None and not _differ(ticket, before, self.deciding)):
            return
        if before is None:
            self.follow_new(actor, [ticket])
            return
        hand, clocks = as_tandem(actor), self._clocks_of(ticket)
        if _differ(ticket, before, self.elsewhere):
            self._begin_and_swap(hand, ticket, clocks)
            clocks = self._clocks_of(ticket)
        for clock in clocks:
            self._move(hand, clock, ticket, before)
        self.afterwards(hand, ticket, clocks)

    def follow_new(self, actor: Actor, tickets: Sequence[Any]) -> None:
        """After new tickets, one or the many of an import: their clocks begin, by promises that are read once."""
        promises = self.promises(tickets)
        begun = [
            {self.model.ticket_name: ticket, "target": target}
            for ticket in (tickets if promises else ())
            for kind in self.model.kinds
            if (target := self.promised(promises, ticket, kind)) and self.is_begun(kind, ticket, is_new=True)
        ]
        if begun:
            hand = as_tandem(actor)
            self._move_new(hand, tickets, writing.create_many(hand, self.register, begun))

    def tick(self, actor: Actor) -> int:
        """Note of every clock whose moment has come that its time runs out or has run out; how many there were.

        Nothing else is touched; more than one tick looks at are taken up by the next.
        """
        due = self.model.objects.due_by(time.now()).order_by("next_at")[:AT_ONCE]
        clocks: list[tuple[Any, dict[str, Any]]] = [(clock, {}) for clock in due]
        if clocks:
            writing.follow_many(actor, self.register, clocks, "looked at", named=self.named)
        return len(clocks)

    def _clocks_of(self, ticket: Any) -> list[Any]:
        name = self.model.ticket_name
        if not is_any(self.model, name, [ticket.pk]):
            return []
        clocks = self.model.objects.filter(**{name: ticket.pk}).exclude(state="dropped")
        return list(clocks.select_related(self.by_targets, "calendar", name).order_by("pk"))

    def _move_new(self, actor: Actor, tickets: Sequence[Any], clocks: Sequence[Any]) -> None:
        by_ticket: dict[int, list[Any]] = {}
        for clock in clocks:
            by_ticket.setdefault(clock.ticket.pk, []).append(clock)
        for ticket in tickets:
            for clock in by_ticket.get(ticket.pk, []):
                self._move(actor, clock, ticket, None)
            self.afterwards(actor, ticket, by_ticket.get(ticket.pk, []))

    def _begin_and_swap(self, actor: Actor, ticket: Any, clocks: list[Any]) -> None:
        """Each kind of clock counts by what is promised for this ticket now; a version begun with is kept."""
        known, promises = {clock.kind: clock for clock in clocks}, self.promises([ticket])
        for kind in self.model.kinds:
            clock = known.get(kind)
            target = self.promised(promises, ticket, kind, clock.target if clock else None)
            if clock is not None:
                self._swap(actor, clock, target, ticket)
            elif target is not None and self.is_begun(kind, ticket, is_new=False):
                writing.create(actor, self.register, {self.model.ticket_name: ticket, "target": target})

    def _swap(self, actor: Actor, clock: Any, target: Any, ticket: Any) -> None:
        if target is None:
            if clock.state not in STOPPED or not self.is_about(clock.target, ticket):
                self._drop(actor, clock, ticket)
        elif clock.target_id != target.pk:
            swap(clock, target, f"{self.model.ticket_name} changed")
            values = {"target": target, "calendar": clock.calendar, "events": clock.events}
            writing.follow(actor, self.register, clock, values, "counts by another target", ticket.reference)

    def _drop(self, actor: Actor, clock: Any, ticket: Any) -> None:
        writing.follow(actor, self.register, clock, {"state": "dropped"}, "dropped", ticket.reference)

    def _move(self, actor: Actor, clock: Any, ticket: Any, before: Any) -> None:
        """Add to a clock what the write of its ticket means for it."""
        if ticket.state in self.given_up:
            self._drop(actor, clock, ticket)
            return
        added = self.happened(clock, ticket, before)
        if added:
            values = {"events": [*clock.events, *added]}
            moved = writing.follow(actor, self.register, clock, values, added[-1]["kind"])
            clock.__dict__.update(moved.__dict__)
        elif before is not None and _differ(ticket, before, HOLDER):
            writing.follow(actor, self.register, clock, {}, "handed over")

    def happened(self, clock: Any, ticket: Any, before: Any) -> list[dict[str, Any]]:
        """The events that lead from how a clock stands to what its ticket says now."""
        is_stopped, now = clock.state in STOPPED, time.now()
        if self.is_over(clock.kind, ticket):
            return [] if is_stopped else [log.entry(Kind.STOP, self._ended_again_at(clock, ticket))]
        if is_stopped:
            is_again = before is not None and self.is_taken_back(clock.kind, before)
            return [log.entry(Kind.REOPEN, self.goes_on_from(clock))] if is_again else []
        why, is_paused = self.waits_for(clock, ticket), clock.state == "paused"
        if why and not is_paused:
            return [log.entry(Kind.PAUSE, now, why=why)]
        return [log.entry(Kind.RESUME, now)] if is_paused and not why else []

    def _ended_again_at(self, clock: Any, ticket: Any) -> datetime:
        """When it was done, which after it was taken up again is no earlier than that."""
        again = log.taken_up_at(clock.events)
        ended = self.ended_at(clock, ticket)
        return ended if again is None else max(again, ended)


def _differ(ticket: Any, before: Any, names: Sequence[str]) -> bool:
    return any(getattr(ticket, name, None) != getattr(before, name, None) for name in names)

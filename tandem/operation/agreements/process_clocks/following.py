"""How the clocks of problems, changes and complaints follow them: by the targets of processes."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as midnight
from typing import Any

from tandem.ground.kernel import clock as time
from tandem.operation.agreements.clocks.following import Following
from tandem.operation.agreements.process_targets.choosing import choose, names, scope_of
from tandem.operation.agreements.process_targets.models import standing


class ProcessFollowing(Following):
    """A clock begins by what is in force, and keeps that while it is still about its ticket."""

    by_targets = "target__agreement"

    @abstractmethod
    def done_on(self, kind: str, ticket: Any) -> date | None:
        """The day on which what was promised was done, as far as the ticket says."""

    def ended_at(self, clock: Any, ticket: Any) -> datetime:
        """Now, or the end of an earlier day on which it was done and that is noted today."""
        day, now = self.done_on(clock.kind, ticket), time.now()
        if day is None:
            return now
        return min(now, datetime.combine(day + timedelta(days=1), midnight(), ticket.organization.zone))

    def promises(self, tickets: Sequence[Any]) -> list[Any]:
        """The targets in force, read once."""
        return list(standing(self.model.kinds))

    def is_about(self, target: Any, ticket: Any) -> bool:
        """All that it names is so for the ticket."""
        return names(target, ticket)

    def promised(self, promises: list[Any], ticket: Any, kind: str, begun_with: Any = None) -> Any:
        """The target that counts for a ticket; None where nothing is promised."""
        if begun_with is None or begun_with.state != "retired":
            return choose(promises, ticket, kind)
        others = [target for target in promises if scope_of(target) != scope_of(begun_with)]
        return choose([*others, begun_with], ticket, kind)

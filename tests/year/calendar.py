"""A year in which each thing happens at its hour, one after the other."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from tandem.ground.kernel import clock

Deed = Callable[[], None]


@dataclass
class Year:
    """What is still to happen between two moments; a deed may put further ones on the list."""

    begins: datetime
    ends: datetime
    waiting: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    number: "count[int]" = field(default_factory=count)

    def at(self, day: float, deed: Deed) -> None:
        """Let something happen so many days after the beginning; what comes after the end does not happen."""
        self._put(self.begins + timedelta(days=day), deed)

    def later(self, deed: Deed, *, days: float = 0, hours: float = 0) -> None:
        """Let something happen some time from now on."""
        self._put(clock.now() + timedelta(days=days, hours=hours), deed)

    def _put(self, moment: datetime, deed: Deed) -> None:
        if moment < self.ends:
            heapq.heappush(self.waiting, (moment, next(self.number), deed))

    def run(self) -> int:
        """Let everything happen in its order; how many things happened."""
        happened = 0
        while self.waiting:
            moment, _number, deed = heapq.heappop(self.waiting)
            with clock.fixed(moment):
                deed()
            happened += 1
        return happened

"""Asked to agree: one record for each person who is asked at a stage, and what they said.

Such a record has the fields `stage`, `quorum`, `approver`, `decided_by`, `decided_at` and `state`: `asked`, `agreed`,
`rejected` or `lapsed`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import MANAGER
from tandem.ground.kernel.patterns import deciding

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`whole` is the foreign key to what is decided about; `apart` says who has a part in it and never decides.

    `delegations` gives those that hold on a day.
    """

    whole: str
    apart: Callable[[Any], frozenset[int]]
    delegations: Callable[[date], Iterable[deciding.Delegation]]

    def stands_in(self, user_id: int, day: date) -> int:
        """Whom to ask: the one who decides in a user's place on this day, else the user."""
        return next((item.to for item in self.delegations(day) if item.of == user_id), user_id)

    def stage_of(self, approval: Any) -> deciding.Stage:
        """The step of approval that this is part of, with everybody who was asked at it."""
        asked = self._asked_with(approval).exclude(approver=None).values_list("approver_id", flat=True)
        people = frozenset(asked)
        quorum = min(approval.quorum, len(people)) if people else approval.quorum
        return deciding.Stage(str(approval.stage), max(quorum, 1), people)

    def agreed(self, approval: Any) -> list[deciding.Decision]:
        """Who has agreed at this step."""
        rows = self._asked_with(approval).filter(state="agreed").order_by("pk")
        return [
            deciding.Decision(str(row.stage), row.decided_by_id, row.decided_at.date(), row.approver_id)
            for row in rows
            if row.decided_by_id is not None
        ]

    def is_complete(self, approval: Any) -> bool:
        """Whether enough have agreed at this step."""
        return deciding.open_stage([self.stage_of(approval)], self.agreed(approval)) is None

    def may_decide(self, approval: Any, actor: "Actor") -> str | None:
        """A guard: the one asked, or who decides in their place on this day; any manager where nobody is named."""
        if actor.user_id is None:
            return _("Somebody decides, not a job.")
        apart = self.apart(getattr(approval, self.whole))
        if actor.user_id in apart:
            return _("Nobody decides about what they asked for themselves or get.")
        if approval.approver_id is None:
            return None if actor.role == MANAGER else _("A manager decides here.")
        holding = self.delegations(actor.today)
        stage, said = self.stage_of(approval), self.agreed(approval)
        places = deciding.may_decide(actor.user_id, stage, said, holding, apart, actor.today)
        return None if approval.approver_id in places else _("Somebody else was asked.")

    def decide(self, approval: Any, actor: "Actor") -> None:
        """An effect: who decided, and when."""
        approval.decided_by_id, approval.decided_at = actor.user_id, clock.now()

    def locked(self, approval: Any) -> str | None:
        """A decision stands."""
        return _("It was decided.") if approval.state != "asked" else None

    def _asked_with(self, approval: Any) -> Any:
        key = f"{self.whole}_id"
        same = {key: getattr(approval, key), "stage": approval.stage}
        return type(approval).objects.filter(**same).exclude(state="lapsed")

"""Asking those who have to agree to a change, and what follows from their decisions."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.changes import following
from tandem.operation.changes.approval_rules.rules import steps_of
from tandem.operation.changes.approvals import rules
from tandem.operation.changes.approvals.models import ChangeApproval
from tandem.operation.changes.models import Change


def ask_anew(actor: Actor, change: Any) -> None:
    """Ask from the first step on; what was said of an earlier wording no longer counts."""
    lapse(actor, change)
    ask_next(actor, change, after=0)


def lapse(actor: Actor, change: Any, states: tuple[str, ...] = ("asked", "agreed")) -> None:
    """Nobody is asked about it any more."""
    for approval in change.approvals.filter(state__in=states).order_by("pk"):
        writing.follow(as_tandem(actor), declared_for(ChangeApproval), approval, {"state": "lapsed"}, "lapsed")


def ask_next(actor: Actor, change: Any, after: int) -> bool:
    """Ask those of the next step of approval; False when there is none."""
    steps = steps_of(change)
    if len(steps) <= after:
        return False
    step = steps[after]
    people: list[int | None] = [*rules.people_of(step, change)] or [None]
    values = [
        {
            "change": change,
            "title": step.title,
            "stage": after + 1,
            "quorum": min(step.quorum, len(people)),
            "is_boards": step.kind == "board",
            "approver": person,
            "owner": rules.ASKED.stands_in(person, actor.today) if person else None,
        }
        for person in people
    ]
    writing.create_many(as_tandem(actor), declared_for(ChangeApproval), values)
    return True


def go_on(actor: Actor, approval: Any) -> None:
    """Once enough have agreed, the others need not; the next step is asked, or the change is approved."""
    if not rules.ASKED.is_complete(approval):
        return
    change = Change.objects.get(pk=approval.change_id)
    lapse(actor, change, states=("asked",))
    if not ask_next(actor, change, after=approval.stage):
        following.approved(actor, _decide(actor, change, "approved"))


def end(actor: Actor, approval: Any) -> None:
    """One rejection is enough: the change is rejected."""
    lapse(actor, approval.change, states=("asked",))
    _decide(actor, approval.change, "rejected", approval.comment)


def _decide(actor: Actor, change: Any, state: str, reason: str = "") -> Any:
    values = {"state": state, "decided_by_id": actor.user_id, "decided_on": actor.today}
    return writing.follow(as_tandem(actor), declared_for(Change), change, values, state, reason)

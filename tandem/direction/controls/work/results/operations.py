"""A result moves its work on, tests the control it is for, and turns every exception into an action."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from tandem.direction.controls.testing.models import ControlTest
from tandem.direction.controls.work.models import RecurringWork
from tandem.direction.controls.work.results.models import WorkResult
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import declared_for

PUT_RIGHT = timedelta(days=30)


def note_result(actor: Actor, result: Any) -> None:
    """What follows from the result of recurring work."""
    work = RecurringWork.objects.get(pk=result.work_id)
    newest = max(result.done_on, work.last_done or result.done_on)
    moved = {"last_done": newest}
    if work.state == "active":
        moved["next_due"] = newest + relativedelta(months=work.every_months)
    writing.follow(actor, declared_for(RecurringWork), work, moved, "done", result.reference)
    if work.control_id is not None:
        _test_the_control(actor, work, result)
    for line in result.exceptions.splitlines():
        if line.strip():
            _ask_to_put_right(actor, work, result, line.strip())


def _test_the_control(actor: Actor, work: Any, result: Any) -> None:
    """What recurring work found is a test of how the control works."""
    values = {
        "control": work.control_id,
        "title": f"{work.title}: {result.title}"[:200],
        "aspect": "operation",
        "result": result.result,
        "done_on": result.done_on,
        "sample": work.covers[:300],
        "findings": "\n".join(part for part in (result.seen, result.exceptions) if part)[:10_000],
    }
    writing.create(replace(actor, role=SYSTEM), declared_for(ControlTest), values, reason=result.reference)


def _ask_to_put_right(actor: Actor, work: Any, result: Any, exception: str) -> None:
    values = {
        "title": exception[:200],
        "details": f"{result.reference} {work.title}: {exception}",
        "owner": work.owner_id or actor.user_id,
        "due": actor.today + PUT_RIGHT,
        "source_register": declared_for(WorkResult).key,
        "source_reference": result.reference,
    }
    writing.create(replace(actor, role=SYSTEM), declared_for(Action), values, reason=result.reference)

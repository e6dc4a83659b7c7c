"""What a test needs to count as held."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking
from tandem.operation.continuity.exercises.models import TIMED

NEEDED = ("scenario", "present", "findings", "result")


def derive_test(test: Any, before: Any, actor: Actor) -> None:
    """Whether it was back in time follows from the strictest service of the plan."""
    times = list(test.plan.analyses.exclude(state="retired").values_list("rto", "rpo"))
    limits = (min((time[place] for time in times if time[place] is not None), default=None) for place in (0, 1))
    kept = [
        measured <= limit
        for measured, limit in zip((test.took, test.lost), limits, strict=True)
        if measured is not None and limit is not None
    ]
    test.is_in_time = all(kept) if kept else None


def check_test(test: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its plan, was held on a day that has come, and has not passed when it took too long."""
    if before is not None and before.plan_id != test.plan_id:
        return {"plan": _("A test stays with its plan.")}
    if test.held_on and test.held_on > today:
        return {"held_on": _("Note it once it was held.")}
    if test.result == "passed" and test.is_in_time is False:
        return {"result": _("It took longer, or lost more, than the services of the plan can bear.")}
    return {}


def locked(test: Any) -> str | None:
    """What was held or cancelled stays as it was."""
    return _("It is over; plan another test.") if test.state != "planned" else None


def may_hold(test: Any, actor: Actor) -> "str | Lacking | None":
    """A test of a plan in force; one for real was timed."""
    if test.plan.state != "approved":
        return _("The plan is not in force.")
    if test.kind in TIMED and test.took is None:
        return Lacking(("took",), _("Say how long it took until the service was back."))
    return None


def hold(test: Any, actor: Actor) -> None:
    """Note when it was held."""
    test.held_on = test.held_on or actor.today

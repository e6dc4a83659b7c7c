"""What an improvement needs (20000-1:2018 10.2, 27001:2022 10.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.evaluation.improvement.sources import unknown_source
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.patterns.fixed import Fixed

CRITERIA = ("benefit", "urgency", "effort")
MOST = 6  # effort counts backwards from here
AIMS = ("expected", "measured_by", "before", "target")
APPROVED_STANDS = Fixed(
    states=("approved", "done"),
    fields=(*CRITERIA, *AIMS, "unit"),
    why=gettext_lazy("It was approved by this; what its effect is measured against stays."),
)


def priority(improvement: Any) -> int | None:
    """Benefit and urgency, and the less effort the more: 3 to 15; None until all three are judged."""
    if any(getattr(improvement, name) is None for name in CRITERIA):
        return None
    return int(improvement.benefit) + int(improvement.urgency) + MOST - int(improvement.effort)


def is_reached(improvement: Any) -> bool | None:
    """Whether the value afterwards is the target or beyond, seen from the value before; None while one is unknown."""
    values = (improvement.before, improvement.target, improvement.after)
    if any(value is None for value in values):
        return None
    is_to_rise = improvement.target >= improvement.before
    return bool(improvement.after >= improvement.target if is_to_rise else improvement.after <= improvement.target)


def derive_improvement(improvement: Any, before: Any, actor: Actor) -> None:
    """Priority and whether it reached its target follow from the figures."""
    improvement.priority = priority(improvement)
    improvement.is_reached = is_reached(improvement)


def check_improvement(improvement: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard, and comes from something that is there."""
    return seen_by_neither(improvement) | unknown_source(improvement, before)


def judge(improvement: Any, actor: Actor) -> None:
    """It was judged today."""
    improvement.judged_on = actor.today


def approve(improvement: Any, actor: Actor) -> None:
    """Note who approved it, and when."""
    improvement.approved_by_id, improvement.approved_on = actor.user_id, actor.today


def finish(improvement: Any, actor: Actor) -> None:
    """It was done today."""
    improvement.done_on = actor.today


def measure(improvement: Any, actor: Actor) -> None:
    """Its effect was measured today."""
    improvement.measured_on = actor.today


def improvement_locked(improvement: Any) -> str | None:
    """What was measured or declined stays as it was."""
    is_over = improvement.state in ("measured", "declined")
    return _("It is over; suggest another improvement instead.") if is_over else None

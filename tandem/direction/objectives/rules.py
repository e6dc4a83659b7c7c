"""What an objective needs (6.2 of both standards)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.patterns.fixed import Fixed

APPROVAL = Approved(state="pursued", superseded="dropped")
NEEDED = ("owner", "target", "measured_by", "belongs_to", "actions", "resources", "due", "evaluation")
AIM_STANDS = Fixed(
    states=("pursued",),
    fields=("title", "target", "measured_by", "due"),
    why=gettext_lazy("It was approved by this; drop it and set another objective instead."),
)


def check_objective(objective: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard."""
    return seen_by_neither(objective)


def tell(objective: Any, actor: Actor) -> None:
    """They were told today, unless another day is said."""
    objective.told_on = actor.today


def judge(objective: Any, actor: Actor) -> None:
    """It was judged today."""
    objective.judged_on = actor.today


def objective_locked(objective: Any) -> str | None:
    """What was judged stays judged."""
    return _("It is over; set another objective.") if objective.state in ("reached", "missed", "dropped") else None

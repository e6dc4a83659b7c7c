"""What a corrective action needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.patterns.fixed import Fixed

DONE = ("done", "effective", "ineffective")
TIME_IS_SET = Fixed(
    states=("open", *DONE),
    fields=("due",),
    why=gettext_lazy("More time has to be approved by somebody else: take the step “Give more time”."),
)
DONE_STANDS = Fixed(
    states=DONE,
    fields=("owner", "expected", "outcome", "judge_after"),
    why=gettext_lazy("It is done; what its effect is judged by stays."),
)


def derive_action(action: Any, before: Any, actor: Actor) -> None:
    """A closed nonconformity takes no further action; old ones may be brought by an import."""
    if before is None and action.nonconformity.state in ("closed", "withdrawn") and actor.through != "import":
        raise Invalid({"nonconformity": [_("It is closed; open it again first.")]})


def check_action(action: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody judges the effect of what they did themselves."""
    if action.judge_id and action.judge_id in (action.owner_id, action.done_by_id):
        return {"judge": _("Somebody other than who does it judges the effect.")}
    return {}


def finish(action: Any, actor: Actor) -> None:
    """Note who did it, and when."""
    action.done_by_id, action.done_on = actor.user_id, actor.today
    if action.judge_id == actor.user_id:
        action.judge_id = None


def action_locked(action: Any) -> str | None:
    """What was judged or dropped stays as it was."""
    return _("It is over; it stays as it was.") if action.state in ("effective", "ineffective", "dropped") else None

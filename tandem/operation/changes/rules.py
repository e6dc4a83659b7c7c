"""What a change needs before and after it is made (20000-1:2018 8.5.1, 6.3; 27001:2022 6.3, 8.1, A.8.32)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.states import Lacking

IMPACTS = ("service_impact", "service_effect", "security_impact", "security_effect")
WEIGHED = ("owner", "reason", *IMPACTS, "benefit", "resources")
DECIDED = Fixed(
    states=("approved", "made"),
    fields=("kind", "category", "reason", "description", *IMPACTS, "risks", "items", "requester"),
    why=gettext_lazy("It was decided by this; ask for another change instead."),
)


def derive_change(change: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it down asked for it, unless somebody else is named."""
    if before is None and change.requester_id is None and actor.through != "import":
        change.requester_id = actor.user_id


def check_change(change: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard, and one of security weight says which risks it touches."""
    problems = seen_by_neither(change)
    if change.security_impact == "weighty" and not change.risks:
        problems["risks"] = _("It changes what risks were judged by: name the risks that are to be assessed again.")
    if change.kind == "service" and change.state in ("weighed", "approved") and change.service_id is None:
        problems["service"] = _("Name the service that is changed.")
    if change.made_on and change.made_on > today:
        problems["made_on"] = _("Note it once it is made.")
    return problems


def is_weighty(change: Any) -> bool:
    """Whether risks have to be assessed again because of it."""
    return bool(change.security_impact == "weighty")


def decide(change: Any, actor: Actor) -> None:
    """Note who decided, and when."""
    change.decided_by_id, change.decided_on = actor.user_id, actor.today


def make(change: Any, actor: Actor) -> None:
    """It was made today, unless another day is said."""
    change.made_on = change.made_on or actor.today


def happened(change: Any, actor: Actor) -> None:
    """Nobody planned it; it was made."""
    change.is_planned = False
    make(change, actor)


def has_to_be_reviewed(change: Any) -> bool:
    """An unplanned, unintended or emergency change is looked at again, and one that had weight."""
    return not change.is_planned or change.is_as_intended is False or change.category == "emergency"


def review(change: Any, actor: Actor) -> None:
    """Note who looked at it again, and when."""
    change.reviewed_by_id, change.reviewed_on = actor.user_id, actor.today


def may_close(change: Any, actor: Actor) -> "str | Lacking | None":
    """What did not go as planned is reviewed by somebody else first."""
    if has_to_be_reviewed(change) and change.reviewed_on is None:
        return _("It was not planned or did not go as intended; somebody else has to review its consequences first.")
    return None


def change_locked(change: Any) -> str | None:
    """What is over stays as it was."""
    return _("It is over; ask for another change.") if change.state in ("closed", "rejected") else None

"""What a need of resources asks for, and who decides on it (both standards, 7.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

OPEN = ("asked", "granted")


def check_need(need: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is there came on a day that has been."""
    if need.provided_on and need.provided_on > today:
        return {"provided_on": _("Note it once it is there.")}
    return {}


def locked(need: Any) -> str | None:
    """What was decided on is not reworded."""
    return None if need.state == "asked" else _("It was decided on; ask anew for something else.")


def may_decide(need: Any, actor: Actor) -> str | None:
    """A decision needs a day by which it matters."""
    return None if need.needed_by else _("Say first by when it is needed.")


def decide(need: Any, actor: Actor) -> None:
    """Note who decided and when."""
    need.decided_by_id, need.decided_on = actor.user_id, actor.today

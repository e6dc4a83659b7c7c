"""Trying an acceptance criterion."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

DECIDED = ("accepted", "deployed", "reported", "stopped")


def note(criterion: Any, actor: Actor) -> None:
    """Note who tried it, and when."""
    criterion.tried_on, criterion.tried_by_id = actor.today, actor.user_id


def not_decided(criterion: Any, actor: Actor) -> str | None:
    """What was decided upon is not tried again beneath the decision."""
    return _("It was decided upon.") if criterion.transition.state in DECIDED else None


def locked(criterion: Any) -> str | None:
    """What was decided upon stays as it was."""
    return _("It was decided upon.") if criterion.transition.state in DECIDED else None

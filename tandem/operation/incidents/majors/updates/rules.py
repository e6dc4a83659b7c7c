"""What an update on a major incident needs, and whom it reaches."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, comments
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import OPEN_STATES, Incident


def derive(update: Any, before: Any, actor: Actor) -> None:
    """It was written by whoever writes it, now unless it happened before."""
    if before is None:
        update.happened_at = update.happened_at or clock.now()
        update.written_by_id = actor.user_id


def check(update: Any, before: Any, today: date) -> Mapping[str, str]:
    """A declaration that was stood down goes on no longer, and what happened has happened."""
    if before is None and update.major.state == "stood-down":
        return {"major": _("It was stood down; write on the incident itself.")}
    if update.happened_at and update.happened_at > clock.now():
        return {"happened_at": _("That has not come yet.")}
    if update.next_at and update.happened_at and update.next_at <= update.happened_at:
        return {"next_at": _("The next update comes after this one.")}
    return {}


def locked(update: Any) -> str:
    """What was said was said."""
    return _("What was said stays; write another update.")


def reach(actor: Actor, update: Any) -> None:
    """What is for callers is a public reply on the incident and on every open incident that is part of it."""
    if update.audience != "callers" or actor.through == "import":
        return
    register = declared_for(Incident)
    text = "\n\n".join(part for part in (update.title, update.text) if part)
    for incident in _reached(update.major.incident):
        comments.add(
            actor,
            register,
            incident.reference,
            text,
            kind=Comment.Kind.REPLY,
            audience=Comment.Audience.PUBLIC,
        )


def _reached(incident: Any) -> Iterator[Any]:
    yield incident
    yield from incident.children.filter(state__in=OPEN_STATES).order_by("pk")

"""What belongs to joining, learning and leaving."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor

AWARENESS_MONTHS = 12


def check_person(person: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody leaves before they began."""
    if person.began_on and person.left_on and person.left_on < person.began_on:
        return {"left_on": _("Nobody leaves before they began.")}
    return {}


def joined(person: Any, actor: Actor) -> None:
    """Somebody is here from today on."""
    person.began_on = person.began_on or actor.today


def left(person: Any, actor: Actor) -> None:
    """Somebody has gone."""
    person.left_on = person.left_on or actor.today

"""What belongs to joining, learning and leaving."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.people.checklists import rules as checklists
from tandem.support.people.models import Person

AWARENESS_MONTHS = 12


def check_person(person: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody leaves before they began or reports to themselves, and a user is one person."""
    if person.manager_id is not None and person.manager_id == person.pk:
        return {"manager": _("Nobody is their own line manager.")}
    if person.user_id is not None and (other := _of_user(person)):
        return {"user": _("This user is %(person)s already.") % {"person": other.reference}}
    if person.began_on and person.left_on and person.left_on < person.began_on:
        return {"left_on": _("Nobody leaves before they began.")}
    return {}


def _of_user(person: Any) -> Person | None:
    """The other person a user stands for."""
    other: Person | None = Person.objects.filter(user=person.user_id).exclude(pk=person.pk).order_by("pk").first()
    return other


def reports_to(user_id: int) -> int | None:
    """The user who is a user's line manager in the active organization; None where that is not known."""
    lines = Person.objects.here().filter(user=user_id).order_by("pk")
    manager: int | None = lines.values_list("manager__user", flat=True).first()
    return manager


def joined(person: Any, actor: Actor) -> None:
    """Somebody is here from today on."""
    person.began_on = person.began_on or actor.today


def left(person: Any, actor: Actor) -> None:
    """Somebody has gone."""
    person.left_on = person.left_on or actor.today


def begin_joining(actor: Actor, person: Any) -> None:
    """What is to be done for somebody who joins becomes actions."""
    checklists.begin(actor, person, "joining")


def begin_leaving(actor: Actor, person: Any) -> None:
    """What is to be done for somebody who leaves becomes actions, as far as it is not one yet."""
    checklists.begin(actor, person, "leaving")

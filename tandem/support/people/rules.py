"""What belongs to joining, learning and leaving."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.support.people.checklists import rules as checklists
from tandem.support.people.models import Person
from tandem.support.people.units.models import OrganizationalUnit
from tandem.support.people.units.rules import heads_above

AWARENESS_MONTHS = 12


def derive_person(person: Any, before: Any, actor: Actor) -> None:
    """The unit and its word say the same: whichever was written last names the other."""
    if person.works_in_id != (before.works_in_id if before else None):
        person.unit = person.works_in.title if person.works_in_id else ""
    elif person.unit != (before.unit if before else ""):
        person.works_in = OrganizationalUnit.objects.named(person.unit) if person.unit.strip() else None


def check_person(person: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody leaves before they began or reports to themselves, a user is one person, and their unit is there."""
    if person.works_in_id and person.works_in.state == "dissolved" and person.state != "left":
        return {"works_in": _("%(unit)s was dissolved.") % {"unit": person.works_in.title}}
    if person.works_at_id and person.works_at.state == "given-up" and person.state != "left":
        return {"works_at": _("%(site)s was given up.") % {"site": person.works_at.title}}
    if person.manager_id is not None and person.manager_id == person.pk:
        return {"manager": _("Nobody is their own line manager.")}
    if person.user_id is not None and (other := _of_user(person)):
        return {"user": _("This user is %(person)s already.") % {"person": other.reference}}
    if person.began_on and person.left_on and person.left_on < person.began_on:
        return {"left_on": _("Nobody leaves before they began.")}
    if person.state == "left" and person.left_on and person.left_on > today:
        return {"left_on": _("This day is still to come: begin the leaving list, and say so once they have left.")}
    return {}


def _of_user(person: Any) -> Person | None:
    """The other person a user stands for."""
    other: Person | None = Person.objects.filter(user=person.user_id).exclude(pk=person.pk).order_by("pk").first()
    return other


def reports_to(user_id: int) -> int | None:
    """The user who is above a user in the active organization; None where that is not known.

    That is their line manager, or whoever heads their unit where they name none.
    """
    people = Person.objects.here().filter(user=user_id).select_related("manager", "works_in__head", "works_in__parent")
    person = people.order_by("pk").first()
    if person is None:
        return None
    above = [person.manager] if person.manager_id else heads_above(person)
    return next((boss.user_id for boss in above if boss.user_id is not None), None)


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

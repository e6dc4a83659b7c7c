"""Units form a tree; who heads one is above whoever works in it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.spreading import spread
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.models import Person
from tandem.support.people.units.models import OrganizationalUnit


def check_unit(unit: Any, before: Any, today: date) -> Mapping[str, str]:
    """It is no part of itself, has a title that no other active unit has, and an active unit above it."""
    problems = {}
    if unit.pk is not None and any(above.pk == unit.pk for above in lineage(unit.parent)):
        problems["parent"] = _("A unit is no part of itself, nor of its own parts.")
    elif unit.parent_id is not None and unit.parent.state == "dissolved":
        problems["parent"] = _("%(unit)s was dissolved.") % {"unit": unit.parent.title}
    same = OrganizationalUnit.objects.named(unit.title)
    if same is not None and same.pk != unit.pk and unit.state == "active":
        problems["title"] = _("%(unit)s is called so already.") % {"unit": same.reference}
    if unit.head_id is not None and unit.head.state == "left":
        problems["head"] = _("%(person)s has left.") % {"person": unit.head.title}
    return problems


def lineage(unit: Any) -> Iterator[Any]:
    """The unit and every one above it, the nearest first; a line that runs in a circle ends where it closes."""
    seen: set[int] = set()
    while unit is not None and unit.pk not in seen:
        yield unit
        seen.add(unit.pk)
        unit = unit.parent


def heads_above(person: Any) -> Iterator[Any]:
    """Who heads the unit in which a person works and the units above it, the nearest first, without the person."""
    for unit in lineage(person.works_in):
        if unit.head_id is not None and unit.head_id != person.pk:
            yield unit.head


def may_dissolve(unit: Any, actor: Actor) -> str | None:
    """Nobody works in it any more and no active unit is part of it."""
    people = Person.objects.here().filter(works_in=unit).count()
    if people:
        return _("Say first where the people of this unit work now; there are %(count)d.") % {"count": people}
    parts = list(unit.parts.filter(state="active").order_by("title").values_list("title", flat=True)[:3])
    return _("Parts of it are active: %(parts)s.") % {"parts": ", ".join(parts)} if parts else None


def dissolve(unit: Any, actor: Actor) -> None:
    """Note the day."""
    unit.dissolved_on = unit.dissolved_on or actor.today


def name_new(actor: Actor, unit: Any) -> None:
    """Who was said in words to work in a unit of this title works in this one."""
    _name(actor, unit, Person.objects.filter(works_in=None).called(unit.title, "unit"))


def name_changed(actor: Actor, unit: Any, before: Any) -> None:
    """A new title is read on all who work there."""
    if before.title != unit.title:
        _name(actor, unit, Person.objects.filter(works_in=unit))


def _name(actor: Actor, unit: Any, people: Any) -> None:
    """Each of these people names this unit, in short batches where there are many."""
    named = [(person, {"works_in": unit, "unit": unit.title}) for person in people.order_by("pk")]
    if named:
        spread(as_tandem(actor), declared_for(Person), named, "unit-named", unit.reference)

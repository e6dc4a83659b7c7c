"""Joining and leaving become actions: one for each step, for whoever does it, by its day (27001:2022 A.5.11, A.6.5)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.checklists.models import ChecklistStep

LONGEST = 366
PEOPLE = "people"


def check_step(step: Any, before: Any, today: date) -> Mapping[str, str]:
    """Somebody answers for it, and its day lies near the first or last one."""
    problems = {}
    if step.owner_id is None:
        problems["owner"] = _("Name who does it, also in place of a person or manager who does not sign in.")
    if abs(step.days or 0) > LONGEST:
        problems["days"] = _("Stay within a year of the day.")
    return problems


def begin(actor: Actor, person: Any, moment: str) -> int:
    """Make the actions of a person's list that are not there yet; how many were made."""
    begun = set(_begun(person).values_list("external_id", flat=True))
    steps = (
        ChecklistStep.objects.filter(moment=moment, state="in-use").exclude(reference__in=begun).order_by("days", "pk")
    )
    rows = [_action(actor, person, step) for step in steps]
    writing.create_many(as_tandem(actor), declared_for(Action), rows)
    return len(rows)


def _begun(person: Any) -> Any:
    """The actions that a person's lists have made."""
    of_person = Action.objects.filter(source_register=PEOPLE, source_reference=person.reference)
    return of_person.exclude(external_id="")


def _action(actor: Actor, person: Any, step: ChecklistStep) -> dict[str, Any]:
    day = person.began_on if step.moment == "joining" else person.left_on
    return {
        "title": f"{person.title}: {step.title}"[:200],
        "details": step.details,
        "owner": _doer(person, step),
        "due": max((day or actor.today) + timedelta(days=step.days), actor.today),
        "source_register": PEOPLE,
        "source_reference": person.reference,
        "external_id": step.reference,
    }


def _doer(person: Any, step: ChecklistStep) -> int | None:
    """Who does it; the owner of the step where the person or manager does not sign in."""
    manager = person.manager.user_id if person.manager_id else None
    doer: int | None = {"owner": None, "person": person.user_id, "manager": manager}[step.doer]
    return doer or step.owner_id

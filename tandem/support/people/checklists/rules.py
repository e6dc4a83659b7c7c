"""Joining and leaving become actions: one for each step, for whoever does it, by its day (27001:2022 A.5.11, A.6.5)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.support.people.checklists.models import ChecklistStep

LONGEST = 366
PEOPLE = "people"
INVENTORY = "items"
OTHERS_STEP = "owner"  # accounts and the like, done by whoever owns the step


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
    held = holdings(actor, person)
    rows = [_action(actor, person, step, held) for step in steps]
    writing.create_many(as_tandem(actor), declared_for(Action), rows)
    return len(rows)


def holdings(actor: Actor, person: Any) -> list[str]:
    """What the inventory says this person holds today, by reference and name; nothing for who does not sign in."""
    items = registers.find(INVENTORY)
    if items is None or items.workflow is None or person.user_id is None:
        return []
    gone = [state.key for state in items.workflow.states if state.final]
    held = items.model.objects.filter(items.confined_to(actor), holder=person.user_id).exclude(state__in=gone)
    return [f"{reference} {title}" for reference, title in held.order_by("pk").values_list("reference", "title")]


def _begun(person: Any) -> Any:
    """The actions that a person's lists have made."""
    of_person = Action.objects.filter(source_register=PEOPLE, source_reference=person.reference)
    return of_person.exclude(external_id="")


def _action(actor: Actor, person: Any, step: ChecklistStep, held: list[str]) -> dict[str, Any]:
    day = person.began_on if step.moment == "joining" else person.left_on
    return {
        "title": f"{person.title}: {step.title}"[:200],
        "details": _details(step, held),
        "owner": _doer(person, step),
        "due": max((day or actor.today) + timedelta(days=step.days), actor.today),
        "source_register": PEOPLE,
        "source_reference": person.reference,
        "external_id": step.reference,
    }


def _details(step: ChecklistStep, held: list[str]) -> str:
    """How it is done; whoever confirms or takes back what somebody holds finds it listed."""
    if step.doer == OTHERS_STEP or not held:
        return step.details
    listed = "\n".join(f"- {item}" for item in held)
    return f"{step.details}\n\n{_('Held by the records today:')}\n{listed}".strip()


def _doer(person: Any, step: ChecklistStep) -> int | None:
    """Who does it; the owner of the step where the person or manager does not sign in."""
    manager = person.manager.user_id if person.manager_id else None
    doer: int | None = {"owner": None, "person": person.user_id, "manager": manager}[step.doer]
    return doer or step.owner_id

"""Asking somebody: an action in their inbox, one open action per source and person."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from tandem.ground.kernel import writing
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import Register, declared_for

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor

LONGEST_TITLE = 200


def ask(
    actor: "Actor",
    source: Register,
    reference: str,
    person: Any,
    title: str,
    *,
    due: date | None = None,
    details: str = "",
    reason: str = "",
) -> Action:
    """Ask a person (a user or a user's key; None for whoever takes it) to do something about a record.

    Who is asked already is not asked twice: the open action keeps the earlier day, and when something else is asked it
    is added to its details.
    """
    title = title[:LONGEST_TITLE]
    with transaction.atomic():
        waiting = open_action(source.key, reference, getattr(person, "pk", person))
        if waiting is None:
            values = {
                "title": title,
                "details": details,
                "owner": person,
                "due": due,
                "source_register": source.key,
                "source_reference": reference,
            }
            action: Action = writing.create(actor, declared_for(Action), values, reason=reason)
            return action
        added = _added(waiting, title, due, details)
        return writing.follow(actor, declared_for(Action), waiting, added, "asked again", reason) if added else waiting


def open_action(register: str, reference: str, person_id: int | None) -> Action | None:
    """The open action of this source for this person, the oldest where there are several."""
    asked = Action.objects.open().filter(source_register=register, source_reference=reference, owner_id=person_id)
    action: Action | None = asked.order_by("pk").first()
    return action


def _added(action: Action, title: str, due: date | None, details: str) -> dict[str, Any]:
    """What the open action does not say yet."""
    added: dict[str, Any] = {}
    if title != action.title and title not in action.details:
        added["details"] = "\n\n".join(part for part in (action.details, title, details) if part)
    if due is not None and (action.due is None or due < action.due):
        added["due"] = due
    return added

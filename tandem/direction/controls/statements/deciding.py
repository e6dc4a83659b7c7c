"""Deciding on many controls in one sitting: several together, and taking the last decision back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.ground.kernel import permissions, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.ground.ledger import reading
from tandem.ground.ledger.models import Entry

BACK = "taken back"
RESTORED = (
    "decision",
    "because_risk",
    "because_law",
    "because_contract",
    "because_practice",
    "own_reasons",
    "justification",
    "progress",
    "progress_reason",
    "is_confirmed",
)
KEPT = ("decision", "justification", "progress_reason", "is_confirmed")


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision that can be taken back: the record, the version it made, and the reason given with it."""

    record_id: int
    version: int
    reason: str


def together(actor: Actor, statement: Any, references: Sequence[str], values: Mapping[str, Any]) -> dict[str, str]:
    """Decide several controls alike, each for itself; what was refused is given back with the reason, by reference."""
    by_reference = {
        entry.reference: entry for entry in statement.entries.filter(reference__in=references).order_by("pk")
    }
    reason, refused = _named(list(by_reference.values())), {}
    for reference, entry in by_reference.items():
        try:
            writing.change(actor, declared_for(StatementEntry), reference, values, reason=reason)
        except Invalid as invalid:
            refused[entry.ref] = " ".join(message for problem in invalid.problems.values() for message in problem)
    return refused


def _named(entries: Sequence[Any]) -> str:
    if len(entries) < 2:
        return ""
    params = {"count": len(entries), "first": entries[0].ref, "last": entries[-1].ref}
    return _("Decided together: %(count)d from %(first)s to %(last)s") % params


def take_back(actor: Actor, statement: Any) -> list[StatementEntry]:
    """Undo the actor's newest decision in a draft, all of it when several were decided together.

    Gives the entries as they are now, none when there is nothing to take back; Invalid when somebody else has
    changed one of them since.
    """
    with transaction.atomic():
        taken = _newest(_decisions(actor, statement))
        return [_restore(actor, statement, decision) for decision in reversed(taken)]


def _decisions(actor: Actor, statement: Any) -> list[Taken]:
    """What this person decided and did not take back, in order."""
    ids = list(statement.entries.values_list("pk", flat=True))
    rows = Entry.objects.filter(
        organization_id=actor.organization_id, register="statement-entries", record_id__in=ids, actor_id=actor.user_id
    )
    standing: list[Taken] = []
    for record_id, version, action, reason in rows.order_by("pk").values_list(
        "record_id", "version", "action", "reason"
    ):
        if action == "changed":
            standing.append(Taken(record_id, version, reason))
        elif action == BACK:
            place = next(n for n in range(len(standing) - 1, -1, -1) if standing[n].record_id == record_id)
            del standing[place]
    return standing


def _newest(standing: list[Taken]) -> list[Taken]:
    if not standing:
        return []
    last = standing[-1]
    count = 1
    if last.reason:
        seen = {last.record_id}
        for decision in reversed(standing[:-1]):
            if decision.reason != last.reason or decision.record_id in seen:
                break
            seen.add(decision.record_id)
            count += 1
    return standing[-count:]


def _restore(actor: Actor, statement: Any, taken: Taken) -> StatementEntry:
    register = declared_for(StatementEntry)
    entry = StatementEntry.objects.select_related("statement").get(statement=statement.pk, pk=taken.record_id)
    permissions.insist(permissions.may_edit(actor, register, entry), _("You may not change this record."))
    why = register.rules.locked(entry) if register.rules.locked else None
    permissions.insist(not why, str(why))
    was, now = _state(actor, taken, before=True), _state(actor, taken, before=False)
    if any(getattr(entry, name) != now.get(name) for name in KEPT):
        raise Invalid({"decision": [_("Somebody changed %(control)s meanwhile.") % {"control": entry.ref}]})
    values = {name: was[name] for name in RESTORED if name in was}
    restored: StatementEntry = writing.follow(actor, register, entry, values, BACK)
    return restored


def _state(actor: Actor, taken: Taken, *, before: bool) -> dict[str, Any]:
    """The fields of the entry as that decision left them, or as they were before it."""
    rows = Entry.objects.filter(
        organization_id=actor.organization_id, register="statement-entries", record_id=taken.record_id
    )
    rows = rows.filter(version__lt=taken.version) if before else rows.filter(version=taken.version)
    return reading.read("statement-entries", rows.order_by("-version").values_list("state", flat=True)[0])

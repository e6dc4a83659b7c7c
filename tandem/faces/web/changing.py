"""One change for many records: a step, a field, a tag; each for itself, and what was refused is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Conflict, WriteError
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition

FIELD, VALUE = "field:", "value:"
KINDS = ("person", "day", "choice", "boolean", "record")
MOST_TOLD = 10


@dataclass(slots=True)
class Outcome:
    """How many were changed, how many not, and the first reasons why."""

    done: int = 0
    refused: int = 0
    reasons: list[str] = field(default_factory=list)

    def refuse(self, reference: str, why: Exception) -> None:
        """Note one that was not changed."""
        self.refused += 1
        if len(self.reasons) < MOST_TOLD:
            self.reasons.append(f"{reference}: {why}")


def fields(register: Register) -> list[str]:
    """The fields that can be changed for many at once: people, days, choices, records."""
    return [name for name in register.writable if table.of(register.field(name)).name in KINDS]


def steps(actor: Actor, register: Register) -> list[Transition]:
    """The steps that many can take at once, as far as this role can take them and nothing has to be filled in."""
    every = register.workflow.transitions if register.workflow else ()
    return [step for step in every if not step.required and (actor.role in step.roles or step.is_owners)]


def wanted(posted: Mapping[str, Any]) -> dict[str, str]:
    """What a bulk form asks for, as a job can carry it."""
    do = str(posted.get("do", ""))
    value = str(posted.get(VALUE + do.removeprefix(FIELD), "")) if do.startswith(FIELD) else ""
    return {"do": do, "value": value, "tag": str(posted.get("tag", "")), "reason": str(posted.get("reason", ""))}


def change_all(actor: Actor, register: Register, references: Iterable[str], asked: Mapping[str, str]) -> Outcome:
    """Do what was asked for to each of the records."""
    outcome = Outcome()
    for reference in references:
        try:
            _change(actor, register, reference, asked)
            outcome.done += 1
        except (WriteError, Conflict) as error:
            outcome.refuse(reference, error)
    return outcome


def _change(actor: Actor, register: Register, reference: str, asked: Mapping[str, str]) -> None:
    do = asked["do"]
    if do.startswith(FIELD):
        writing.change(actor, register, reference, {do.removeprefix(FIELD): asked["value"]})
    elif do == "tag":
        record = writing.find(actor, register, reference)
        writing.change(actor, register, reference, {"tags": [*record.tags, asked["tag"]]})
    elif do == "untag":
        record = writing.find(actor, register, reference)
        left = [tag for tag in record.tags if tag != asked["tag"]]
        writing.change(actor, register, reference, {"tags": left})
    elif do == "delete":
        writing.delete(actor, register, reference, reason=asked["reason"])
    else:
        writing.transition(actor, register, reference, do, reason=asked["reason"])


def words(outcome: Outcome) -> str:
    """How many were changed, and how many not."""
    if outcome.refused:
        told = {"done": outcome.done, "refused": outcome.refused}
        words = ngettext(
            "%(done)d record changed, %(refused)d refused.",
            "%(done)d records changed, %(refused)d refused.",
            outcome.done,
        )
        return words % told
    return ngettext("%(count)d record changed.", "%(count)d records changed.", outcome.done) % {"count": outcome.done}

"""One change for many records: a step, a field, a tag; each for itself, and what was refused is said.

It is one piece of work: written in short batches, gone on with where it was cut off, taken back as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.wording import sentence
from tandem.ground.exchange import carrying, long_work, runs, works
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import arrivals, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Conflict, Invalid, WriteError
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition

FIELD, VALUE, OF = "field:", "value:", "of:"
KINDS = ("person", "day", "choice", "boolean", "record")
MOST_TOLD = 10


@dataclass(slots=True)
class Outcome:
    """How many were changed, how many not, and the first reasons why."""

    done: int = 0
    refused: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def looked_at(self) -> int:
        """How many records it went through."""
        return self.done + self.refused

    def refuse(self, reference: str, why: str) -> None:
        """Note one that was not changed."""
        self.refused += 1
        if len(self.reasons) < MOST_TOLD:
            self.reasons.append(f"{reference}: {why}")


def fields(register: Register) -> list[str]:
    """The fields that can be changed for many at once: people, days, choices, records."""
    return [name for name in register.writable if table.of(register.field(name)).name in KINDS]


def steps(actor: Actor, register: Register) -> list[Transition]:
    """The steps that many can take at once, as far as this role can take them and what they need can be asked for."""
    every = register.workflow.transitions if register.workflow else ()
    known = [step for step in every if actor.role in step.roles or step.is_owners]
    return [step for step in known if set(step.required) <= set(asked_for(register, step))]


def asked_for(register: Register, step: Transition) -> list[str]:
    """What is asked for with a step: the person, the day, the choice that it fills in."""
    return [name for name in step.own_fields if table.of(register.field(name)).name in KINDS]


def wanted(posted: Mapping[str, Any]) -> dict[str, str]:
    """What a bulk form asks for, as a job can carry it."""
    do = str(posted.get("do", ""))
    value = str(posted.get(VALUE + do.removeprefix(FIELD), "")) if do.startswith(FIELD) else ""
    begun = f"{OF}{do}:"
    of_step = {OF + name.removeprefix(begun): str(posted[name]) for name in posted if name.startswith(begun)}
    values = {"do": do, "value": value, "tag": str(posted.get("tag", "")), "reason": str(posted.get("reason", ""))}
    return values | {name: text for name, text in of_step.items() if text.strip()}


def begin(actor: Actor, register: Register, asked: Mapping[str, str]) -> ImportRun:
    """Keep that many records are to be changed, so that it can be gone on with and taken back."""
    return works.begin_changes(actor, register, _called(register, asked))


def _called(register: Register, asked: Mapping[str, str]) -> str:
    """What people call such a change: the field, the step, the tag."""
    do = asked["do"]
    if do.startswith(FIELD):
        return str(register.label(do.removeprefix(FIELD)))
    words = {"tag": _("Tag: %(tag)s"), "untag": _("Tag taken off: %(tag)s"), "delete": _("Deleted")}
    step = register.workflow.transition(do) if register.workflow and do not in words else None
    return str(step.label) if step else words.get(do, do) % {"tag": asked["tag"]}


def change_all(
    actor: Actor,
    register: Register,
    references: Sequence[str],
    asked: Mapping[str, str],
    run: ImportRun,
    progress: runs.Tell | None = None,
) -> Outcome:
    """Do what was asked for to each of the records, from where the run was cut off."""
    arrival = run.arrival or carrying.begin(actor, lambda made: runs.note(run, arrival=made), is_hidden=False)
    outcome = Outcome(**run.outcome)

    def so_far() -> None:
        runs.note(run, outcome=asdict(outcome))
        if progress:
            progress(outcome.looked_at, len(references))

    deeds = _deeds(actor, register, references[outcome.looked_at :], asked, outcome)
    long_work.in_batches(arrival, deeds, so_far)
    runs.note(run, state=ImportRun.State.DONE)
    return outcome


def _deeds(
    actor: Actor, register: Register, references: Sequence[str], asked: Mapping[str, str], outcome: Outcome
) -> Iterator[None]:
    for reference in references:
        try:
            with arrivals.attempted():
                _change(actor, register, reference, asked)
            outcome.done += 1
        except (WriteError, Conflict) as error:
            outcome.refuse(reference, _in_words(register, error))
        yield


def _in_words(register: Register, error: Exception) -> str:
    """Why it was refused, each field by what people call it."""
    if not isinstance(error, Invalid):
        return str(error)
    shown = frozenset(register.shown)
    return " ".join(
        f"{sentence(str(register.label(name)))}: {text}" if name in shown else text
        for name, texts in error.problems.items()
        for text in texts
    )


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
        values = {name.removeprefix(OF): text for name, text in asked.items() if name.startswith(OF)}
        writing.transition(actor, register, reference, do, values, reason=asked["reason"])


def words(outcome: Outcome) -> str:
    """How many were changed, and how many not."""
    if outcome.refused:
        params = {"done": outcome.done, "refused": outcome.refused}
        words = ngettext(
            "%(done)d record changed, %(refused)d refused.",
            "%(done)d records changed, %(refused)d refused.",
            outcome.done,
        )
        return words % params
    return ngettext("%(count)d record changed.", "%(count)d records changed.", outcome.done) % {"count": outcome.done}

"""Somebody who fills the registers with junk by themselves, through import and API, and takes every step they can."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.db import transaction

from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Conflict, Invalid, NotPermitted
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, TODAY

REGISTERS = (
    "people",
    "competences",
    "trainings",
    "context-issues",
    "interested-parties",
    "obligations",
    "services",
    "items",
    "suppliers",
    "documents",
    "document-versions",
    "acknowledgements",
    "risk-methods",
    "risks",
    "treatment-measures",
    "controls",
    "control-tests",
    "incidents",
    "actions",
    "recurring-work",
)
EACH = 4
BEST = {
    "documents.state": ("effective",),
    "documents.topic": (
        "information-security-policy",
        "service-management-policy",
        "management-review",
        "service-continuity",
    ),
    "documents.kind": ("policy", "policy", "report", "plan"),
    "document-versions.state": ("approved",),
    "risks.domain": ("information-security", "service", "availability", "supplier"),
    "risks.state": ("assessed",),
    "risks.treatment": ("modify", "retain", "share", "modify"),
    "trainings.kind": ("awareness", "training"),
    "competences.held": ("yes",),
    "suppliers.kind": ("external", "internal", "customer", "external"),
    "incidents.state": ("closed",),
    "actions.state": ("done",),
    "actions.source_register": ("risks",),
    "control-tests.result": ("passed",),
    "control-tests.aspect": ("operation",),
    "acknowledgements.state": ("read",),
    "services.state": ("live",),
    "items.state": ("in-use",),
    "suppliers.state": ("active",),
    "controls.state": ("implemented",),
    "risk-methods.state": ("approved",),
    "people.state": ("active",),
    "treatment-measures.state": ("done",),
    "interested-parties.kind": ("customer", "users", "owners", "staff"),
    "obligations.kind": ("law", "contract", "need", "law"),
}
STEPS = 4  # that are taken one after the other where they are open
_SAID = """
amber basin cedar delta ember fjord grove hazel inlet jetty knoll larch maple niche oasis pearl quartz ridge
slate thorn umber vault willow xylem yield zephyr anchor bridge candle dragon engine flagon garden harbor island
"""
WORDS = tuple(_SAID.split())


_SUBJECTS = "Das Verfahren|Die Maßnahme|Der Prozess|Die Richtlinie|Das Konzept|Die Kontrolle|Der Nachweis|Die Prüfung"
_VERBS = "wird überwacht|ist umgesetzt|wird gelebt|ist vorhanden|wird verbessert|ist dokumentiert|wird bewertet"
_HOW = "angemessen|regelmäßig|durchgehend|wirksam|nach Bedarf|in geeigneter Weise|laufend|entsprechend den Vorgaben"


def _translated(random: Random) -> str:
    """Phrases that say nothing, as a machine puts them into another language by the dozen."""
    parts = [words.split("|") for words in (_SUBJECTS, _VERBS, _HOW)]
    return " ".join(f"{' '.join(map(random.choice, parts))}." for _sentence in range(9))


def _helping(random: Random) -> str:
    """What Tandem itself asks for, copied from its own pages, with numbers in it."""
    some = random.sample(library().checks, 4)
    return " ".join(f"{check.title} {random.randrange(100)}. {check.question}" for check in some)


def texts(kind: str) -> Iterator[str]:
    """Junk of a kind.

    “x”, one text of sixty words again and again, also with other numbers in it, distinct filler, phrases by the dozen
    in another language, or what Tandem asks for.
    """
    random = Random(7)
    sixty = " ".join(random.choice(WORDS) for _ in range(60))
    for _number in count():
        match kind:
            case "x":
                yield "x"
            case "repeated":
                yield sixty
            case "numbered":
                yield sixty.replace(" ", f" {_number} ", 9)
            case "translated":
                yield _translated(random)
            case "help":
                yield _helping(random)
            case _:
                yield " ".join(random.sample(WORDS, 30) + random.sample(WORDS, 30))


class Cheat:
    """Mallory, a manager; Ben's name stands wherever another person's is wanted.

    With an `accomplice`, who manages too, whatever wants somebody else is done by that account.
    """

    def __init__(self, mallory: Actor, ben: Any, kind: str, accomplice: Actor | None = None) -> None:
        self.mallory = mallory
        self.accomplice = accomplice
        self.ben = ben
        self.text = texts(kind)
        self.made: dict[str, list[Any]] = {}
        self.count = 0

    def fill(self) -> None:
        """Four records in each of twenty registers: every other one by import, the rest by the API with every step."""
        for key in REGISTERS:
            register = registers.find(key)
            assert register is not None
            for number in range(EACH):
                through = "import" if number % 2 else "api"
                self._add(self.mallory.via(through), register, number)

    def _add(self, actor: Actor, register: Register, number: int) -> None:
        importing = register.exchange.importable if actor.through == "import" else ()
        values = {name: self._value(register, name, number) for name in dict.fromkeys((*register.writable, *importing))}
        record = self._tried(lambda given: writing.create(actor, register, given), values)
        if record is None:
            return
        self.count += 1
        self.made.setdefault(register.key, []).append(record)
        for _step in range(STEPS):
            if not any(self._step(actor, register, record, step.key, number) for step in self._steps(register)):
                break

    def _steps(self, register: Register) -> list[Any]:
        steps = register.workflow.transitions if register.workflow else ()
        final = {state.key for state in register.workflow.states if state.final} if register.workflow else set()
        return [step for step in steps if step.target and step.target not in final]

    def _step(self, actor: Actor, register: Register, record: Any, key: str, number: int) -> bool:
        step = register.workflow.transition(key) if register.workflow else None
        current = register.model.objects.get(pk=record.pk)
        if step is None or current.state not in step.sources or current.state == step.target:
            return False
        wanted = {name: self._value(register, name, number) for name in (*step.fields, *step.required)}
        hands = [hand for hand in (actor, self.accomplice) if hand]
        return any(self._taken(hand, register, record.reference, key, wanted) for hand in hands)

    def _taken(self, hand: Actor, register: Register, reference: str, key: str, wanted: dict[str, Any]) -> bool:
        def take(given: dict[str, Any]) -> Any:
            return writing.transition(hand, register, reference, key, given, reason=next(self.text))

        return self._tried(take, wanted) is not None

    def _tried(self, write: Callable[[dict[str, Any]], Any], values: dict[str, Any]) -> Any:
        """Write, and again without what was refused; None when nothing goes."""
        for _attempt in range(4):
            try:
                with transaction.atomic():
                    return write(values)
            except Invalid as refused:
                left = {name: value for name, value in values.items() if name not in refused.problems}
                if len(left) == len(values):
                    return None
                values = left
            except (NotPermitted, Conflict):
                return None
        return None

    def _value(self, register: Register, name: str, number: int) -> Any:
        field = register.field(name)
        if best := BEST.get(f"{register.key}.{name}"):
            return best[number % len(best)]
        kind = table.of(field).name
        if kind in ("person", "record"):
            return self._related(field)
        if field.choices:
            return next(key for key, _label in field.flatchoices if key)
        if kind == "day":
            is_ahead = any(word in name for word in ("until", "next", "due", "expires", "ends", "end"))
            return TODAY + timedelta(days=300 if is_ahead else -20 - 7 * number)  # evenly, as scripts spread them
        if kind in ("words", "records", "structure"):
            return self._list(name, number)
        fixed = {"boolean": True, "moment": datetime(2026, 6, 10, 9 + number, tzinfo=UTC)}
        if kind in fixed:
            return fixed[kind]
        if kind in ("number", "level", "duration"):
            return 12 if "month" in name else 2
        return next(self.text)[: field.max_length or 500]

    def _related(self, field: Any) -> Any:
        target = registers.of_model(field.related_model)
        if target is None:
            return self.ben
        made = self.made.get(target.key)
        return made[-1] if made else None

    def _list(self, name: str, number: int) -> list[str]:
        if name in ("requirements", "controls"):
            start = 1 + 8 * number
            return [f"{SECURITY}/A.8.{place}" for place in range(start, min(start + 8, 35))]
        if name in ("likelihood_scale", "impact_scale"):
            return ["1", "2", "3", "4", "5"]
        return [next(self.text)[:40]]


def adopt(mallory: Actor, ben: Any) -> None:
    """Both standards adopted, honestly, with nothing else said."""
    register = registers.find("management-systems")
    assert register is not None
    for standard in (SECURITY, SERVICE):
        writing.create(mallory, register, {"title": standard, "standard": standard, "owner": ben})

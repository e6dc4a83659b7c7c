"""Looking at controls one after the other: which ones somebody may confirm, with their evidence beside."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from tandem.direction.controls.grading import ControlFacts, Grade, grade_of
from tandem.direction.controls.models import Control
from tandem.direction.controls.showing import facts_now
from tandem.direction.controls.testing.models import ControlTest
from tandem.ground.kernel import links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.registers import declared_for

MOST: Final = 30  # in a sitting
TO_LOOK_AT: Final = (Grade.OVERDUE, Grade.IN_USE, Grade.STATED)


@dataclass(frozen=True, slots=True)
class Seat:
    """One control in front of somebody: how far it is shown, its files and the records linked with it."""

    control: Any
    grade: Grade
    files: list[Attachment]
    linked: list[links.Related]


def in_front_of(actor: Actor) -> list[Seat]:
    """Controls in use that wait for a look by somebody else than their owner: overdue ones first, thirty at most."""
    waiting = [(facts, grade_of(facts, actor.today)) for facts in facts_now() if _is_for(actor, facts)]
    waiting = [entry for entry in waiting if entry[1] in TO_LOOK_AT]
    waiting.sort(key=lambda entry: (TO_LOOK_AT.index(entry[1]), entry[0].record_id))
    chosen = {facts.record_id: grade for facts, grade in waiting[:MOST]}
    controls = Control.objects.select_related("owner").in_bulk(list(chosen))
    return [_seat(actor, controls[pk], grade) for pk, grade in chosen.items()]


def _is_for(actor: Actor, facts: ControlFacts) -> bool:
    return facts.state == "implemented" and facts.owner_id is not None and facts.owner_id != actor.user_id


def _seat(actor: Actor, control: Any, grade: Grade) -> Seat:
    register = declared_for(Control)
    files = Attachment.objects.filter(register=register.key, record_id=control.pk).order_by("-pk")
    return Seat(control, grade, list(files[:5]), links.of(actor, register, control.pk)[:8])


def look(actor: Actor, reference: str, result: str, seen: str) -> Any:
    """Note that somebody looked at how a control works, and what they saw; Invalid says what is missing."""
    values = {
        "control": reference,
        "title": _("The control at work, with its evidence"),
        "aspect": "operation",
        "result": result,
        "findings": seen,
        "done_on": actor.today,
    }
    return writing.create(actor, declared_for(ControlTest), values)

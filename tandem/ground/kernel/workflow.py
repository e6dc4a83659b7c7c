"""Which steps of a workflow are open to whom, and why not."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import AUDITOR, Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.registers import Register, Transition


@dataclass(frozen=True, slots=True)
class Step:
    """A transition as one actor sees it on one record; `refusal` is empty when it is open."""

    transition: Transition
    refusal: str


def steps(actor: Actor, register: Register, record: Any) -> list[Step]:
    """Every transition that leads on from the record's state."""
    if register.workflow is None:
        return []
    leading_on = [
        step
        for step in register.workflow.transitions
        if record.state in step.sources and (step.concerns is None or step.concerns(record))
    ]
    return [
        Step(step, _role_refusal(actor, step, record) or _guard_refusal(actor, step, record)) for step in leading_on
    ]


def permitted_step(actor: Actor, register: Register, record: Any, key: str) -> Transition:
    """The transition of this key; NotPermitted or Invalid with the reason when it is not open."""
    step = register.workflow.transition(key) if register.workflow else None
    if step is None:
        raise Invalid({"transition": [_("There is no step “%(key)s”.") % {"key": key}]})
    if refusal := _role_refusal(actor, step, record):
        raise NotPermitted(refusal)
    if record.state not in step.sources:
        state = register.workflow.state(record.state).label if register.workflow else record.state
        message = _("“%(step)s” does not lead on from “%(state)s”.") % {"step": step.label, "state": state}
        raise Invalid({"transition": [message]})
    if step.concerns is not None and not step.concerns(record):
        raise Invalid({"transition": [_("“%(step)s” is not for this record.") % {"step": step.label}]})
    if refusal := _guard_refusal(actor, step, record):
        raise Invalid({"transition": [refusal]})
    return step


def _role_refusal(actor: Actor, step: Transition, record: Any) -> str:
    owns = step.by_owner and actor.user_id is not None and record.owner_id == actor.user_id
    if actor.may_write and actor.role != AUDITOR and (actor.role in step.roles or owns):
        return ""
    return _("Your role does not include this step.")


def _guard_refusal(actor: Actor, step: Transition, record: Any) -> str:
    return str(step.guard(record, actor) or "") if step.guard else ""

"""Which steps of a workflow are open to whom, and why not."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import AUDITOR, CUSTOMER, Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns import apart
from tandem.ground.kernel.registers import (
    Register,
)
from tandem.ground.kernel.states import (
    Lacking,
    Transition,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A transition as one actor sees it on one record; `refusal` is empty when it is open.

    `needs` are fields that are still empty and have to be filled in with the step. `is_for_role` is False where this
    actor can never take it, whatever becomes of the record.
    """

    transition: Transition
    refusal: str
    needs: tuple[str, ...] = ()
    is_for_role: bool = True


def steps(actor: Actor, register: Register, record: Any) -> list[Step]:
    """Every transition that leads on from the record's state."""
    if register.workflow is None:
        return []
    return [
        _seen(actor, register, step, record)
        for step in register.workflow.transitions
        if record.state in step.sources and (step.concerns is None or step.concerns(record))
    ]


def _seen(actor: Actor, register: Register, step: Transition, record: Any) -> Step:
    if refusal := _role_refusal(actor, step, record):
        return Step(step, refusal, is_for_role=False)
    if refusal := apart.refusal(actor, register, step, record):
        return Step(step, refusal)
    required = tuple(name for name in step.required if is_empty(register, record, name))
    answer = step.guard(record, actor) if step.guard else None
    if isinstance(answer, Lacking) and set(answer.fields) <= set(step.own_fields):
        return Step(step, "", tuple(dict.fromkeys((*required, *answer.fields))))
    return Step(step, _words(register, answer), required)


def permitted_step(actor: Actor, register: Register, record: Any, key: str) -> Transition:
    """The transition of this key as far as it depends on the record as it is: state, role, and who is apart from it.

    NotPermitted or Invalid with the reason when it is not open.
    """
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
    if refusal := apart.refusal(actor, register, step, record, strictly=True):
        raise Invalid({"transition": [refusal]})
    return step


def insist_open(actor: Actor, register: Register, step: Transition, record: Any) -> None:
    """Raise Invalid unless the step is open on the record as it was filled in with the step."""
    if refusal := apart.refusal(actor, register, step, record, strictly=True):
        raise Invalid({"transition": [refusal]})
    answer = step.guard(record, actor) if step.guard else None
    if isinstance(answer, Lacking) and set(answer.fields) <= set(step.own_fields):
        words = str(answer.words) or _("Please fill this in.")
        raise Invalid({name: [words] for name in answer.fields})
    if refusal := _words(register, answer):
        raise Invalid({"transition": [refusal]})


def is_empty(register: Register, record: Any, name: str) -> bool:
    """True when nothing stands in a field."""
    return getattr(record, register.field(name).attname) in (None, "")


def _role_refusal(actor: Actor, step: Transition, record: Any) -> str:
    owns = step.is_owners and actor.user_id is not None and record.owner_id == actor.user_id
    if actor.may_write and actor.role not in (AUDITOR, CUSTOMER) and (actor.role in step.roles or owns):
        return ""
    return _("Your role does not include this step.")


def _words(register: Register, answer: Any) -> str:
    if isinstance(answer, Lacking):
        labels = ", ".join(str(register.label(name)) for name in answer.fields)
        return str(answer.words) or _("First fill in: %(missing)s.") % {"missing": labels}
    return str(answer or "")

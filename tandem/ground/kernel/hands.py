"""Whose hand writes: what is locked or fixed for it, whom it may make owner, what its import may bring.

An import is its importer's hand: it may do what the page lets them do, and managers alone bring what a step of
approval would give. Tandem itself, acting for a rule, is bound by none of this.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import AUDITOR, MANAGER, SYSTEM, Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register, Transition

STATE = "state"


def insist_changeable(actor: Actor, register: Register, before: Any, record: Any, *, is_event: bool = False) -> None:
    """Raise NotPermitted or Invalid when this hand may not change the record so; what changes nothing is never refused.

    An event of another system's log (`is_event`) may lead on from a locked state.
    """
    changed = _changed(before, record)
    if actor.role == SYSTEM or not changed:
        return
    why = register.rules.locked(before) if register.rules.locked else None
    leads_on = is_event and STATE in changed and not _approving(register)
    if why and not leads_on:
        raise NotPermitted(str(why))
    fixed = {name: [why] for name, why in fixed_fields(register, before).items() if name in changed}
    if fixed:
        raise Invalid(fixed)
    insist_owner_free(actor, register, before, record)


def fixed_fields(register: Register, record: Any) -> dict[str, str]:
    """The fields of a record that may no longer change, each with the reason."""
    fixed: dict[str, str] = {}
    for pattern in register.patterns:
        fixed |= pattern.fixed(record)
    return fixed


def insist_owner_free(actor: Actor, register: Register, before: Any, record: Any) -> None:
    """Nobody makes themselves the owner where that would give them a right which their role does not have."""
    makes_self_owner = record.owner_id != before.owner_id and record.owner_id == actor.user_id is not None
    if makes_self_owner and actor.role not in (MANAGER, SYSTEM) and _owner_gains(actor, register):
        raise Invalid({"owner": [_("Somebody else has to make you the owner: it gives rights beyond your role.")]})


def _owner_gains(actor: Actor, register: Register) -> bool:
    steps = register.workflow.transitions if register.workflow else ()
    gains = any(step.is_owners and actor.role not in step.roles for step in steps)
    return gains or actor.role not in register.access.edit or any(item.owner_decides for item in register.patterns)


def insist_bringable(actor: Actor, register: Register, before: Any, record: Any, names: Iterable[str]) -> None:
    """Raise Invalid for each of these given fields that this importer may not bring."""
    if actor.through != "import" or actor.role == SYSTEM:
        return
    problems = {}
    for name in names:
        if (
            name in register.exchange.importable
            and _differs(before, record, name)
            and not _may_bring(actor, register, before, record, name)
        ):
            problems[name] = [_refusal(register, record, name)]
    if problems:
        raise Invalid(problems)


def granted(register: Register, before: Any, record: Any, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the given fields which only an approval would have given: what is brought and to be confirmed."""
    return tuple(
        name
        for name in dict.fromkeys(names)
        if name in register.exchange.importable
        and _differs(before, record, name)
        and _is_granted(register, record, name)
    )


def _may_bring(actor: Actor, register: Register, before: Any, record: Any, name: str) -> bool:
    if actor.role == MANAGER:
        return True
    if name != STATE:
        giving = _giving(register, name)
        return not _is_granted(register, record, name) and (
            not giving or any(_takes(actor, step, record) for step in giving)
        )
    return any(not step.approves and _takes(actor, step, record) for step in _leading(register, before, record))


def _leading(register: Register, before: Any, record: Any) -> list[Transition]:
    """The steps that lead to the record's state; from a state that was approved only those that lead on from it."""
    steps = [step for step in _steps(register) if step.target == record.state]
    if before is not None and is_granted_state(register, before.state):
        return [step for step in steps if before.state in step.sources]
    return steps


def _takes(actor: Actor, step: Transition, record: Any) -> bool:
    owns = step.is_owners and actor.user_id is not None and record.owner_id == actor.user_id
    return actor.role != AUDITOR and (actor.role in step.roles or owns)


def _is_granted(register: Register, record: Any, name: str) -> bool:
    if name == STATE:
        return is_granted_state(register, record.state)
    if any(name in pattern.granted for pattern in register.patterns):
        return True
    giving = _giving(register, name)
    return bool(giving) and all(step.approves for step in giving)


def grants(register: Register) -> bool:
    """True when something of this register's is given by an approval alone."""
    states = register.workflow.states if register.workflow else ()
    by_step = any(step.approves for step in _steps(register)) or any(item.granted for item in register.patterns)
    return by_step or any(is_granted_state(register, state.key) for state in states)


def is_granted_state(register: Register, state: str) -> bool:
    """True for a state that only steps of approval lead to, or none at all because a rule gives it."""
    if register.workflow is None or state == register.workflow.initial:
        return False
    return all(step.approves for step in _steps(register) if step.target == state)


def _giving(register: Register, name: str) -> list[Transition]:
    return [step for step in _steps(register) if name in step.gives]


def _approving(register: Register) -> bool:
    return any(step.approves for step in _steps(register))


def _steps(register: Register) -> tuple[Transition, ...]:
    return register.workflow.transitions if register.workflow else ()


def _refusal(register: Register, record: Any, name: str) -> str:
    if name == STATE and register.workflow:
        return _("Your role does not bring “%(state)s” with an import; a manager does, or take the step here.") % {
            "state": register.workflow.state(record.state).label
        }
    return _("Your role does not bring “%(field)s” with an import; a manager does.") % {"field": register.label(name)}


def _differs(before: Any, record: Any, name: str) -> bool:
    """Whether a field says something else than before, or than a record says that was just begun."""
    field = record._meta.get_field(name)
    value = getattr(record, field.attname)
    if before is not None:
        return bool(value != getattr(before, field.attname))
    return value not in (None, "", [], {}) and value != field.get_default()


def _changed(before: Record, record: Record) -> set[str]:
    fields = record._meta.concrete_fields
    return {item.name for item in fields if getattr(record, item.attname) != getattr(before, item.attname)}

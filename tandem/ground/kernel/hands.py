"""Whose hand writes: what is locked or fixed for it, whom it may make owner, what its import may bring.

An import is its importer's hand: it may do what the page lets them do, and managers alone bring what a step of
approval would give. Tandem itself, acting for a rule, is bound by none of this.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import AUDITOR, MANAGER, SYSTEM, Actor
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.patterns import apart
from tandem.ground.kernel.registers import (
    Register,
)
from tandem.ground.kernel.states import (
    Transition,
)
from tandem.ground.kernel.values import changed_fields
from tandem.ground.ledger.models import Entry

STATE = "state"


def insist_changeable(actor: Actor, register: Register, before: Any, record: Any, *, is_event: bool = False) -> None:
    """Raise NotPermitted or Invalid when this hand may not change the record so.

    A line of a file that says nothing new is never refused, and an event of another system's log (`is_event`) may lead
    on from a locked state.
    """
    changed = changed_fields(before, record)
    if actor.role == SYSTEM or (actor.through == "import" and not changed):
        return
    why = register.rules.locked(before) if register.rules.locked else None
    leads_on = is_event and STATE in changed and not _is_approved(register)
    if why and not leads_on:
        raise NotPermitted(str(why))
    fixed = {name: [why] for name, why in fixed_fields(register, before).items() if name in changed}
    if fixed:
        raise Invalid(fixed)
    insist_owner_free(actor, register, before, record)


def insist_unsealed(actor: Actor, register: Register, record: Any) -> None:
    """Raise Invalid where a part may neither be added nor taken away any more."""
    if actor.role == SYSTEM:
        return
    for pattern in register.patterns:
        if sealed := pattern.sealed(record):
            raise Invalid({name: [why] for name, why in sealed.items()})


def fixed_fields(register: Register, record: Any) -> dict[str, str]:
    """The fields of a record that may no longer change, each with the reason."""
    fixed: dict[str, str] = {}
    for pattern in register.patterns:
        fixed |= pattern.fixed(record)
    return fixed


def insist_owner_free(actor: Actor, register: Register, before: Any, record: Any) -> None:
    """Nobody makes themselves the owner where that would give them a right which their role does not have."""
    makes_self_owner = record.owner_id != before.owner_id and record.owner_id == actor.user_id is not None
    if makes_self_owner and actor.role not in (MANAGER, SYSTEM) and owner_gains(actor, register):
        raise Invalid({"owner": [_("Somebody else has to make you the owner: it gives rights beyond your role.")]})


def owner_gains(actor: Actor, register: Register) -> bool:
    """Whether owning a record of this register gives the actor a right that their role does not have."""
    steps = register.workflow.transitions if register.workflow else ()
    gains = any(step.is_owners and actor.role not in step.roles for step in steps)
    return gains or actor.role not in register.access.edit or any(item.owner_decides for item in register.patterns)


def insist_bringable(actor: Actor, register: Register, before: Any, record: Any, names: Iterable[str]) -> None:
    """Raise Invalid for each of these given fields that this importer may not bring."""
    if actor.through != "import" or actor.role == SYSTEM:
        return
    if STATE in names and before is not None and (why := _wrong_way(actor, register, before, record)):
        raise Invalid({STATE: [why]})
    if actor.role == MANAGER:
        return
    problems = {
        name: [_refusal(register, record, name)]
        for name in _given(register, before, record, names)
        if not _may_bring(actor, register, before, record, name)
    }
    if problems:
        raise Invalid(problems)


def _wrong_way(actor: Actor, register: Register, before: Any, record: Any) -> str:
    """Why a file may not move a record that is kept here to another state; empty when it may.

    Nobody approves by a file what they wrote here and may not approve, and no file undoes what no step undoes; where
    nothing is approved, another system's log may begin anew.
    """
    if register.workflow is None or record.state == before.state:
        return ""
    steps = [step for step in register.workflow.transitions if step.approves and step.target == record.state]
    if is_granted_state(register, record.state) and _wrote_here(actor, register, record):
        return next((why for step in steps if (why := apart.refusal(actor, register, step, before))), "")
    if not _is_approved(register) or record.state in _led_to(register, before.state):
        return ""
    states = register.workflow.state
    labels = {"before": states(before.state).label, "state": states(record.state).label}
    return _("No step leads from “%(before)s” to “%(state)s”.") % labels


def _wrote_here(actor: Actor, register: Register, record: Any) -> bool:
    entries = Entry.objects.filter(organization_id=actor.organization_id, register=register.key, record_id=record.pk)
    return entries.filter(actor_id=actor.user_id).exclude(through="import").exists()


def _led_to(register: Register, state: str) -> set[str]:
    """The states that steps lead to from one, whoever takes them, and those that a rule alone gives."""
    steps = [step for step in _steps(register) if step.target]
    flow, targets = register.workflow, {step.target for step in steps}
    given = (
        {known.key for known in flow.states if known.key not in targets and known.key != flow.initial}
        if flow
        else set()
    )
    reached = {state}
    while more := {step.target for step in steps if reached & set(step.sources)} - reached:
        reached |= more
    return reached | given


def granted(register: Register, before: Any, record: Any, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the given fields which only an approval would have given: what is brought and to be confirmed."""
    possible = _grantable(register).intersection(names)
    given = _given(register, before, record, possible) if possible else ()
    return tuple(name for name in given if _is_granted(register, record, name))


def _given(register: Register, before: Any, record: Any, names: Iterable[str]) -> list[str]:
    """Those of the given fields that nobody may write on the page, and that now say something else."""
    importable = register.exchange.importable
    return [name for name in dict.fromkeys(names) if name in importable and _differs(before, record, name)]


def _may_bring(actor: Actor, register: Register, before: Any, record: Any, name: str) -> bool:
    if name == STATE:
        return record.state in _reached(actor, register, before, record)
    giving = _giving(register, name)
    is_open = not giving or any(_takes(actor, step, record) for step in giving)
    return is_open and not _is_granted(register, record, name)


def _reached(actor: Actor, register: Register, before: Any, record: Any) -> set[str]:
    """The states that the actor's own steps lead to, one after the other; steps of approval are no part of it.

    Another system's log skips steps and goes back: where nothing is approved it may always begin anew.
    """
    flow = register.workflow
    if flow is None:
        return set()
    starts = (flow.initial, *register.exchange.begins)
    reached = set(starts) if before is None else {before.state}
    if before is not None and not _is_approved(register):
        reached |= set(starts)
    steps = [step for step in flow.transitions if step.target and not step.approves and _takes(actor, step, record)]
    while more := {step.target for step in steps if reached & set(step.sources)} - reached:
        reached |= more
    return reached


def _takes(actor: Actor, step: Transition, record: Any) -> bool:
    owns = step.is_owners and actor.user_id is not None and record.owner_id == actor.user_id
    return actor.role != AUDITOR and (actor.role in step.roles or owns)


def _is_granted(register: Register, record: Any, name: str) -> bool:
    if name == STATE:
        return is_granted_state(register, record.state)
    if any(name in pattern.granted for pattern in register.patterns):
        return True
    giving = _giving(register, name)
    return bool(giving) and all(_is_of_somebody(step) for step in giving)


def grants(register: Register) -> bool:
    """True when something of this register's is given by an approval alone."""
    return bool(_grantable(register))


@cache
def _grantable(register: Register) -> frozenset[str]:
    """The fields that an import may bring and an approval alone may give."""
    states = register.workflow.states if register.workflow else ()
    names = {name for item in register.patterns for name in item.granted}
    names |= {name for step in _steps(register) if _is_of_somebody(step) for name in step.gives}
    if any(is_granted_state(register, state.key) for state in states):
        names.add(STATE)
    return frozenset(names.intersection(register.exchange.importable))


@cache
def is_granted_state(register: Register, state: str) -> bool:
    """True for a state that only an approval or the person concerned leads to, or none at all as a rule gives it."""
    if register.workflow is None or state == register.workflow.initial:
        return False
    return all(_is_of_somebody(step) for step in _steps(register) if step.target == state)


def _is_of_somebody(step: Transition) -> bool:
    """True for a step that nobody takes for others: an approval, or what only the person concerned confirms."""
    return step.approves or not step.roles


def _giving(register: Register, name: str) -> list[Transition]:
    return [step for step in _steps(register) if name in step.gives]


def _is_approved(register: Register) -> bool:
    """True when an approval moves its records on; of an event log, such as incidents, it does not."""
    return any(step.approves and step.target for step in _steps(register))


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


def insist_of_customer(actor: Actor, register: Register, record: Any) -> None:
    """What somebody of a customer writes is that customer's; a part is, because its whole can be named at all."""
    path = register.access.customer
    if actor.customer_id is None or not path:
        return
    *steps, last = path.split("__")
    for step in steps:
        record = getattr(record, step, None)
    value = record and getattr(record, "pk" if last == "pk" else record._meta.get_field(last).attname)
    if value != actor.customer_id:
        raise Invalid({path.split("__")[0]: [_("Choose what is yours.")]})

"""What the forms of a record and of its steps begin with, ask for and find wrong."""

from collections.abc import Mapping
from typing import Any

from tandem.faces.web import display
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import own_fields
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.states import Transition


def first_values(visit: Visit, register: Register, known: Mapping[str, str]) -> dict[str, Any]:
    """What a new form begins with: the model's defaults, the register's, and what is known already."""
    values = {name: register.field(name).get_default() for name in register.writable}
    values |= {"owner": str(visit.actor.user_id)} if "owner" in register.writable else {}
    values |= dict(register.form.defaults(visit.actor)) if register.form.defaults else {}
    values = {name: ", ".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return values | {name: value for name, value in known.items() if name in register.writable}


def step_values(register: Register, record: Any, step: Transition) -> dict[str, Any]:
    """What the form of a step begins with: what the record holds, or what the step proposes instead."""
    proposed = step.proposes(record) if step.proposes else {}
    return dict(display.form_values(register, record, step.own_fields)) | dict(proposed)


def step_inputs(
    visit: Visit,
    register: Register,
    record: Any,
    step: Transition,
    values: Mapping[str, Any],
    problems: Mapping[str, Any],
) -> list[display.Input]:
    """The fields that a step asks for."""
    held = {name: getattr(record, name) for name in register.writable} | dict(values)
    offers = register.form.offers(visit.actor, held) if register.form.offers else {}
    inputs = [
        display.offered(display.entry(visit.actor, register, name, values, problems), offers.get(name))
        for name in step.own_fields
    ]
    for field in inputs:
        field.is_required = field.name in step.required
    return inputs


def step_done(register: Register, step: Transition) -> str:
    """That a step was taken, by the state it led to."""
    state = register.workflow.state(step.target) if register.workflow and step.target else None
    return f"{state.label if state else step.label}."


def summary(register: Register, problems: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every problem with the label of its field, for the top of a form."""
    rows = []
    for name, texts in problems.items():
        known = name in register.writable
        label = str(register.label(name)) if known else name.removeprefix(own_fields.PREFIX)
        rows += [{"name": name, "label": label, "message": message} for message in texts]
    return rows

"""Checks of every register declaration; they run with Django's checks and `tandem check`."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tandem.ground.kernel import registers
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register

TONES = frozenset({"quiet", "active", "waiting", "good", "bad"})


def check_registers(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every mistake in every declared register."""
    return [
        checks.Error(f"Register “{register.key}”: {mistake}", obj=register.model, id="tandem.E001")
        for register in registers.every()
        for mistake in mistakes(register)
    ]


def mistakes(register: Register) -> Iterator[str]:
    """What is wrong with one declaration, in words."""
    yield from _unknown_fields(register)
    yield from _lost(register)
    yield from _model_mistakes(register)
    yield from _unindexed(register)
    yield from _workflow_mistakes(register)


def _lost(register: Register) -> Iterator[str]:
    """The navigation is two steps deep and stays within a wing."""
    if not register.under:
        return
    main = registers.find(register.under)
    if main is None:
        yield f"under names “{register.under}”, which is no register."
    elif main.wing != register.wing or main.under or main.parent:
        yield f"“{register.under}” is no main subject of the wing {register.wing}."


def _unknown_fields(register: Register) -> Iterator[str]:
    named = {
        "columns": register.columns,
        "sortable": register.sortable,
        "filters": register.filters,
        "search": register.search,
        "sections": register.writable,
        "facts": register.facts,
        "importable": register.importable,
        "headline": (register.headline,),
        "natural_key": (register.natural_key,) if register.natural_key else (),
        "parent": (register.parent,) if register.parent else (),
        "beside": register.beside,
        "synonyms": tuple(register.synonyms),
        "tones": tuple(register.tones),
        "only_for": tuple(name for field, (other, _values) in register.only_for.items() for name in (field, other)),
        "vague": (*register.vague, *register.vague.values()),
        "waiting": tuple(
            name for item in register.waiting for name in (item.person, item.date, item.except_for) if name
        ),
    }
    for option, names in named.items():
        for name in names:
            if not _has(register.model, name):
                yield f"{option} names “{name}”, which {register.model.__name__} does not have."
    for name in register.beside:
        if name not in register.filters:
            yield f"beside names “{name}”, by which the list cannot be filtered."
    twice = {name for name in register.writable if register.writable.count(name) > 1}
    if twice:
        yield f"sections name {', '.join(sorted(twice))} more than once."


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _model_mistakes(register: Register) -> Iterator[str]:
    model = register.model
    if not issubclass(model, Record):
        yield f"{model.__name__} is no Record."
    if model._meta.base_manager_name != "objects":
        yield f"{model.__name__}.Meta must inherit Record.Meta, or foreign keys would reach other organizations."
    if not any(constraint.name.endswith("_reference") for constraint in model._meta.constraints):
        yield f"{model.__name__} lost the constraint on its reference."
    if model._meta.many_to_many:
        yield f"{model.__name__} has a many-to-many field; use links."
    if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("):
        yield f"{model.__name__} needs a docstring that says what it is in the organization's life."
    if register.wing not in registers.WINGS:
        yield f"“{register.wing}” is no wing of the house."


def _unindexed(register: Register) -> Iterator[str]:
    indexed = {tuple(index.fields) for index in register.model._meta.indexes}
    starts = {fields[1].lstrip("-") for fields in indexed if len(fields) > 1 and fields[0] == "organization"}
    for name in register.sortable:
        if name not in starts and name != "reference":
            yield f"sortable column “{name}” has no index that begins with the organization."


def _workflow_mistakes(register: Register) -> Iterator[str]:
    if register.workflow is None:
        return
    flow = register.workflow
    keys = [state.key for state in flow.states]
    if not _has(register.model, "state"):
        yield "a workflow needs a field called “state”."
        return
    if set(keys) != {key for key, _label in register.field("state").flatchoices}:
        yield "the workflow's states differ from the choices of the field “state”."
    if flow.initial not in keys:
        yield f"the initial state “{flow.initial}” is not declared."
    for state in flow.states:
        if state.tone not in TONES:
            yield f"state “{state.key}” has the unknown tone “{state.tone}”."
    for step in flow.transitions:
        for key in (*step.sources, step.target or flow.initial):
            if key not in keys:
                yield f"step “{step.key}” names the unknown state “{key}”."
        for name in (*step.fields, *step.required):
            if not _has(register.model, name):
                yield f"step “{step.key}” names “{name}”, which {register.model.__name__} does not have."

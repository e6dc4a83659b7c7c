"""Checks of every register declaration; they run with Django's checks and `tandem check`."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tandem.ground.kernel import registers
from tandem.ground.kernel.patterns.apart import WRITER
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import (
    Register,
)
from tandem.ground.kernel.states import (
    State,
    Transition,
    Workflow,
)

TONES = frozenset({"quiet", "active", "waiting", "good", "bad"})


def check_registers(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every mistake in every declared register, and every kind of record that none declares."""
    undeclared = [model for model in apps.get_models() if issubclass(model, Record) and not registers.of_model(model)]
    return [
        *(checks.Error(_undeclared(model), obj=model, id="tandem.E002") for model in undeclared),
        *(
            checks.Error(f"Register “{register.key}”: {mistake}", obj=register.model, id="tandem.E001")
            for register in registers.every()
            for mistake in mistakes(register)
        ),
    ]


def _undeclared(model: type[models.Model]) -> str:
    return f"{model.__name__} is kept, but no register.py beside {model.__module__} declares it."


def mistakes(register: Register) -> Iterator[str]:
    """What is wrong with one declaration, in words."""
    yield from _unknown_fields(register)
    yield from _lost(register)
    yield from _model_mistakes(register)
    yield from _workflow_mistakes(register)
    yield from _pattern_mistakes(register)
    yield from _equal_labels(register)
    yield from missing_parts(register)


def missing_parts(register: Register) -> Iterator[str]:
    """What does not lie in the folder of a register although every register has it."""
    manual = register.folder / "manual.md"
    if not manual.is_file():
        yield f"its manual page is missing; write {manual}."
    elif not manual.read_text(encoding="utf-8").startswith("# "):
        yield f"its manual page {manual} must begin with a heading."
    if not (register.folder / "register.py").is_file():
        yield f"model and declaration lie apart; {register.folder} has no register.py."
    if not register.example.values and not register.place.parent:
        yield "it has no example; give one with example=Example({…})."
    for name in (*register.example.values, *register.example.change):
        if name not in register.writable and name != "tags":
            yield f"the example writes “{name}”, which people cannot."


def _equal_labels(register: Register) -> Iterator[str]:
    """Two things that people would see side by side under one name."""
    labels = {
        "fields": [str(register.label(name)) for name in register.shown if _has(register.model, name)],
        "sections": [str(section.title) for section in register.form.sections],
        "views": [str(view.title) for view in register.listing.views],
        "states": [str(state.label) for state in register.workflow.states] if register.workflow else [],
    }
    for kind, names in labels.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"two of its {kind} are called “{name}”."
    others = [other for other in registers.every() if other is not register]
    for other in others:
        if other.prefix == register.prefix or str(other.title) == str(register.title):
            yield f"its title or prefix is that of the register “{other.key}” too."


def _lost(register: Register) -> Iterator[str]:
    """The navigation is two steps deep and stays within a wing."""
    if not register.place.under:
        return
    main = registers.find(register.place.under)
    if main is None:
        yield f"under names “{register.place.under}”, which is no register."
    elif main.wing != register.wing or main.place.under or main.place.parent:
        yield f"“{register.place.under}” is no main subject of the wing {register.wing}."


def _unknown_fields(register: Register) -> Iterator[str]:
    named = {
        "columns": register.listing.columns,
        "filters": register.listing.filters,
        "search": register.listing.search,
        "sections": register.writable,
        "facts": register.form.facts,
        "importable": register.exchange.importable,
        "headline": (register.headline,),
        "natural_key": (register.exchange.natural_key,) if register.exchange.natural_key else (),
        "marks": register.exchange.marks,
        "parent": (register.place.parent,) if register.place.parent else (),
        "beside": register.place.beside,
        "synonyms": tuple(register.exchange.synonyms),
        "tones": tuple(register.listing.tones),
        "only_for": tuple(
            name for field, (other, _values) in register.form.only_for.items() for name in (field, other)
        ),
        "masked": register.form.masked,
        "named": tuple(register.form.named),
        "worded": tuple(register.form.worded),
        "of_catalogue": register.form.of_catalogue,
        "vague": (*register.form.vague, *register.form.vague.values()),
        "waiting": tuple(
            name for item in register.waiting for name in (item.person, item.date, item.except_for) if name
        ),
    }
    for option, names in named.items():
        for name in names:
            if not _has(register.model, name):
                yield f"{option} names “{name}”, which {register.model.__name__} does not have."
    for name in register.place.beside:
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
    if not register.wing:
        yield f"{model.__module__} lies in no wing of the house."


def _next_mistakes(flow: Workflow, state: State) -> Iterator[str]:
    """The next step of a state leads on from it, and ends nothing."""
    step = flow.transition(state.next or "")
    if step is None or state.key not in step.sources:
        yield f"the next step “{state.next}” does not lead on from “{state.key}”."
    elif flow.is_ending(step):
        yield f"the next step “{state.next}” from “{state.key}” ends the record; an ending is never the next."


def _workflow_mistakes(register: Register) -> Iterator[str]:
    if register.workflow is None:
        return
    flow = register.workflow
    keys = [state.key for state in flow.states]
    if not _has(register.model, "state"):
        yield "a workflow needs a field called “state”."
        return
    if getattr(register.field("state"), "states", None) != flow.states:
        yield "the field “state” must be a StateField of the workflow's states."
    if flow.initial not in keys:
        yield f"the initial state “{flow.initial}” is not declared."
    for state in flow.states:
        if state.tone not in TONES:
            yield f"state “{state.key}” has the unknown tone “{state.tone}”."
        if state.next:
            yield from _next_mistakes(flow, state)
    for step in flow.transitions:
        for key in (*step.sources, step.target or flow.initial):
            if key not in keys:
                yield f"step “{step.key}” names the unknown state “{key}”."
        yield from _approval_mistakes(register, step)
        for name in (*step.fields, *step.required, *step.gives):
            if not _has(register.model, name):
                yield f"step “{step.key}” names “{name}”, which {register.model.__name__} does not have."


def _approval_mistakes(register: Register, step: Transition) -> Iterator[str]:
    """Who approves is somebody else than those who have a part in the record."""
    if step.approves and bool(step.apart_from) == bool(step.together):
        yield f"step “{step.key}” approves; say either who is apart from it (apart_from) or why nobody is (together)."
    if not step.roles and not step.is_owners:
        yield f"step “{step.key}” can be taken by nobody."
    for name in step.apart_from:
        if name != WRITER and not _names_person(register.model, name):
            yield f"step “{step.key}” is apart from “{name}”, which names neither a user nor a person."


def _names_person(model: Any, name: str) -> bool:
    """Whether a path of fields ends at a user, or at a person who may be one."""
    for part in name.split("__"):
        if model is None or not _has(model, part):
            return False
        model = model._meta.get_field(part).related_model
    return model is not None and (model is get_user_model() or _has(model, "user"))


def _pattern_mistakes(register: Register) -> Iterator[str]:
    for pattern in register.patterns:
        for name in pattern.named():
            if not _has(register.model, name):
                yield f"{type(pattern).__name__} names “{name}”, which {register.model.__name__} does not have."

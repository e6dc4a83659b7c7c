"""New records of a model as Django makes them, without its working out the same defaults for each of many."""

from collections.abc import Callable, Mapping
from copy import copy, deepcopy
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

R = TypeVar("R", bound=models.Model)
CONSTANT = (bool, int, str, type(None))


def begin(actor: Actor, register: Register) -> Any:
    """A record that nothing was filled into yet, the actor's and of now."""
    now = clock.now()
    record = made(register.model, {"organization_id": actor.organization_id, "created_by_id": actor.user_id})
    record.created_at = record.updated_at = now
    for name, value in (register.form.defaults(actor) if register.form.defaults else {}).items():
        setattr(record, name, value)
    for pattern in register.patterns:
        pattern.begin(record, actor)
    return record


def made(model: type[models.Model], values: Mapping[str, Any]) -> Any:
    """A new record of a model with these values by attribute, and its defaults."""
    constant, fresh = _defaults(model)
    record = model.__new__(model)
    record._state = ModelState()
    held = record.__dict__
    held.update(constant)
    for name, make in fresh:
        held[name] = make()
    held.update(values)
    return record


def twin(record: R) -> R:
    """The record as it is now, which what becomes of the other no longer changes."""
    other = type(record).__new__(type(record))
    other.__dict__.update(record.__dict__)
    other._state = copy(record._state)
    other._state.fields_cache = record._state.fields_cache.copy()
    return other


@cache
def _defaults(model: type[models.Model]) -> tuple[Mapping[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """Defaults that are the same for every record, and how the others are made."""
    constant, fresh = {}, []
    for field in model._meta.concrete_fields:
        default, is_made = field.get_default(), field.has_default() and callable(field.default)
        constant[field.attname] = default
        if is_made or type(default) not in CONSTANT:
            fresh.append((field.attname, field.get_default if is_made else _copies(default)))
    return constant, tuple(fresh)


def _copies(value: Any) -> Callable[[], Any]:
    return lambda: deepcopy(value)

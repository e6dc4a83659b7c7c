"""What the ledger means by a field that it does not tell: the default that the model declares.

A model whose default changed, or whose rows were filled otherwise when the field was added, says in `read_as` what old
entries mean: `read_as = {"design": "never-run"}`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import models

from tandem.ground.kernel.kinds.kind import EMPTY, plain
from tandem.ground.kernel.values import kept_fields

EMPTY_MAKERS = (list, dict)
TOLD_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


@cache
def absent(model: type[models.Model]) -> Mapping[str, Any]:
    """By name, the value of each kept field where an entry does not tell it."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    declared = {name: plain(_default(fields[name])) for name, _attribute in kept_fields(model)}
    return declared | getattr(model, "read_as", {})


def kept_state(record: models.Model) -> dict[str, Any]:
    """The state of a record as the ledger keeps it, without what is empty and is read as empty where it is missing."""
    held, kept = record.__dict__, {}
    for name, attname, is_silent in _columns_of(type(record)):
        value = held[attname]
        if not value and is_silent and value in (*EMPTY, ()):
            continue
        kept[name] = value if type(value) in TOLD_AS_THEY_ARE else plain(value)
    return kept


@cache
def _columns_of(model: type[models.Model]) -> tuple[tuple[str, str, bool], ...]:
    silent = _empty_where_missing(model)
    return tuple((name, attname, name in silent) for name, attname in kept_fields(model))


@cache
def _empty_where_missing(model: type[models.Model]) -> frozenset[str]:
    return frozenset(name for name, value in absent(model).items() if value in EMPTY)


def _default(field: "models.Field[Any, Any]") -> Any:
    """The declared default; nothing for one that is computed, such as a time or a random text."""
    is_computed = callable(field.default) and field.default not in EMPTY_MAKERS
    return None if is_computed and field.has_default() else field.get_default()

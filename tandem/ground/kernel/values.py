"""Values between the outside and the model: one way in for page, API and import, one way into the ledger."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import Found, Reading, plain

NOT_KEPT = frozenset({"id", "organization"})  # the entry itself says whose record it is


def coerce(
    field: "models.Field[Any, Any]",
    value: Any,
    zone: ZoneInfo,
    looked_up: Found | None = None,
    *,
    takes_keys: bool = True,
) -> Any:
    """The value as the model keeps it; ValidationError says what would be right.

    Accepts what forms, JSON and spreadsheets give: text, numbers, dates. A related record may be given as itself or by
    reference, a person as themselves or by e-mail address; both by primary key unless `takes_keys` is false, as for
    files, whose cells come as text and mean something else by a number. Times without a zone are the organization's.
    """
    return table.of(field).read(field, value, Reading(zone, {} if looked_up is None else looked_up, takes_keys))


@cache
def kept_fields(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Name and attribute of every field that the ledger keeps."""
    return tuple((field.name, field.attname) for field in model._meta.concrete_fields if field.name not in NOT_KEPT)


def changed_fields(before: models.Model, after: models.Model) -> list[str]:
    """Names of the fields in which a record is not what it was."""
    was, now = before.__dict__, after.__dict__
    return [name for name, attname in _attributes(type(after)) if now[attname] != was[attname]]


@cache
def _attributes(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.attname) for field in model._meta.concrete_fields)


def values_of(record: models.Model) -> Iterator[tuple[str, Any]]:
    """Every kept field of a record with its plain value, nothing included."""
    values = record.__dict__
    return ((name, plain(values[attname])) for name, attname in kept_fields(type(record)))


def state_of(record: models.Model) -> dict[str, Any]:
    """The whole state of a record, without the fields that hold nothing."""
    return {name: value for name, value in values_of(record) if value is not None}


def states_of(records: "models.QuerySet[Any]") -> Iterator[tuple[Any, dict[str, Any]]]:
    """Primary key and whole state of each of these records, without making records of their rows."""
    model: type[models.Model] = records.model
    kept = kept_fields(model)
    names = [name for name, _attname in kept]
    for pk, *values in records.values_list("pk", *(attname for _name, attname in kept)):
        yield pk, {name: plain(value) for name, value in zip(names, values, strict=True) if value is not None}


def insist_constraints(record: Any) -> None:
    """Raise Invalid when a record breaks a rule that the database keeps, in words and at the field it is about."""
    try:
        record.validate_constraints(exclude={"reference"})
    except ValidationError as error:
        problems = error.message_dict
        raise Invalid({WHOLE if name == "__all__" else name: messages for name, messages in problems.items()}) from None

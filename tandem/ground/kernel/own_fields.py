"""Fields that an organization added to a register: of the same kinds as model fields, kept in the record's `own`."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.utils.translation import gettext as _

from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import Reading
from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.tenancy import active_organization_id

PREFIX = "own."
LONGEST = 2_000
EXACT = 2**53 - 1
Kind = FieldDefinition.Kind


def defined(register_key: str) -> list[FieldDefinition]:
    """The own fields of a register in the active organization, in order; not to be changed."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [active_organization_id(), register_key, False])
        rows = cursor.fetchall()
    return list(_definitions(tuple(rows))) if rows else []


@cache
def _statement() -> str:
    """Asked in plain words: every list, form and write asks it, and the answer is nearly always that there are none."""
    names = ", ".join(f'"{column}"' for column in _columns())
    kept_in, order = FieldDefinition._meta.db_table, "position, id"
    return (
        f"SELECT {names} FROM {kept_in} WHERE organization_id = %s AND register = %s AND is_retired = %s"  # noqa: S608  our own names
        f" ORDER BY {order}"
    )


def _columns() -> list[str]:
    return [str(field.column) for field in FieldDefinition._meta.concrete_fields]


@lru_cache(1_024)
def _definitions(rows: tuple[tuple[Any, ...], ...]) -> tuple[FieldDefinition, ...]:
    """The definitions that these rows hold; made again only when one of them has changed."""
    converted = [_converted(row) for row in rows]
    return tuple(FieldDefinition.from_db("default", _names(), values) for values in converted)


def _names() -> list[str]:
    return [field.attname for field in FieldDefinition._meta.concrete_fields]


def _converted(row: tuple[Any, ...]) -> list[Any]:
    values = dict(zip(_names(), row, strict=True))
    values["choices"] = json.loads(values["choices"])
    values["is_required"], values["is_retired"] = bool(values["is_required"]), bool(values["is_retired"])
    return list(values.values())


def as_field(definition: FieldDefinition) -> Any:
    """An own field as a field of no model, so that the table of kinds says all that is to be said about it."""
    options: dict[str, Any] = {"verbose_name": definition.label, "name": definition.key, "null": True}
    options |= {"blank": not definition.is_required, "help_text": definition.help}
    match definition.kind:
        case Kind.NUMBER:
            limits = [MinValueValidator(-EXACT), MaxValueValidator(EXACT)]
            return models.DecimalField(max_digits=31, decimal_places=15, validators=limits, **options)
        case Kind.DATE:
            return models.DateField(**options)
        case Kind.BOOLEAN:
            return models.BooleanField(**options)
        case Kind.CHOICE:
            return models.CharField(choices=[(choice, choice) for choice in definition.choices], **options)
    return models.CharField(max_length=LONGEST, **options)


def cleaned(
    definitions: Iterable[FieldDefinition], given: Mapping[str, Any], before: Mapping[str, Any], zone: ZoneInfo
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The new own values and the problems, by `own.KEY`; values not given stay as they were."""
    values, problems = dict(before), {}
    known = {definition.key: definition for definition in definitions}
    for key in given.keys() - known.keys():
        problems[PREFIX + key] = [_("There is no such own field here.")]
    for key, definition in known.items():
        try:
            value = _read(definition, given[key], zone) if key in given else values.get(key)
            if value is None and definition.is_required:
                raise ValidationError(_("Please fill this in."))
        except ValidationError as error:
            problems[PREFIX + key] = error.messages
            continue
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    return values, problems


def _read(definition: FieldDefinition, given: Any, zone: ZoneInfo) -> Any:
    """The value as JSON keeps it, or None for nothing."""
    field = as_field(definition)
    kind = table.of(field)
    value = kind.read(field, given, Reading(zone))
    if value is None or value == "":
        return None
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(value) if is_whole else kind.kept(value)


def as_text(value: Any) -> str:
    """An own value as lists filter it."""
    return str(value).lower()[:200] if isinstance(value, bool) else str(value)[:200]

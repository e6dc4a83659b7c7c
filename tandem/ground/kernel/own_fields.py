"""Fields that an organization added to a register: typed, validated, kept in the record's `own`."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.tenancy import active_organization_id
from tandem.ground.kernel.values import FALSE_WORDS, TRUE_WORDS

PREFIX = "own."
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
    table, order = FieldDefinition._meta.db_table, "position, id"
    return (
        f"SELECT {names} FROM {table} WHERE organization_id = %s AND register = %s AND is_retired = %s"  # noqa: S608  our own names
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


def cleaned(
    definitions: Iterable[FieldDefinition], given: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The new own values and the problems, by `own.KEY`; values not given stay as they were."""
    values, problems = dict(before), {}
    known = {definition.key: definition for definition in definitions}
    for key in given.keys() - known.keys():
        problems[PREFIX + key] = [_("There is no such own field here.")]
    for key, definition in known.items():
        try:
            value = _typed(definition, given[key]) if key in given else values.get(key)
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


def _typed(definition: FieldDefinition, value: Any) -> Any:
    """The value as JSON keeps it, or None for nothing."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = str(value).strip()
    match definition.kind:
        case Kind.NUMBER:
            return _number(text)
        case Kind.DATE:
            return _day(value, text)
        case Kind.BOOLEAN:
            return _truth(text)
        case Kind.CHOICE:
            return _choice(definition.choices, text)
    if len(text) > 2_000:
        raise ValidationError(_("At most 2,000 characters fit here."))
    return text


def _number(text: str) -> int | str:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValidationError(_("Write a number.")) from error
    if not number.is_finite() or abs(number) >= 2**53:
        raise ValidationError(_("That number is too large."))
    return int(number) if number == number.to_integral_value() else format(number.normalize(), "f")


def _day(value: Any, text: str) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_("Write a date as year-month-day, for example 2026-03-31."))
    return day.isoformat()


def _truth(text: str) -> bool:
    if text.lower() in TRUE_WORDS:
        return True
    if text.lower() in FALSE_WORDS:
        return False
    raise ValidationError(_("Write yes or no."))


def _choice(choices: list[str], text: str) -> str:
    for choice in choices:
        if choice.casefold() == text.casefold():
            return choice
    raise ValidationError(_("Choose one of: %(choices)s."), params={"choices": ", ".join(choices)})


def as_text(value: Any) -> str:
    """An own value as lists filter it."""
    return str(value).lower()[:200] if isinstance(value, bool) else str(value)[:200]

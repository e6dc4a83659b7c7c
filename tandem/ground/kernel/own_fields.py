"""Fields that an organization added to a register: typed, validated, kept in the record's `own`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tandem.ground.kernel.models import FieldDefinition
from tandem.ground.kernel.values import FALSE_WORDS, TRUE_WORDS

PREFIX = "own."
Kind = FieldDefinition.Kind


def defined(register_key: str) -> list[FieldDefinition]:
    """The own fields of a register in the active organization, in order."""
    return list(FieldDefinition.objects.filter(register=register_key, is_retired=False))


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

"""Kinds of numbers: whole and decimal ones, levels, money, percentages, durations."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.kinds.kind import NONE_WORD, Kind, ModelField, Reading, Schema, parts

RANGES = {
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "PositiveBigIntegerField": (0, 2**53 - 1),
    "BigIntegerField": (-(2**53) + 1, 2**53 - 1),
}
WHOLE = re.compile(r"[+-]?[0-9]{1,40}")
LARGEST = 2**63 - 1  # that a database compares with
LONGEST = {"months": 1_200, "days": 36_525, "hours": 876_600, "minutes": 52_596_000}
UNITS = re.compile(r"(?<![a-zA-Z\s])\s*[a-zA-Z]+\.?\s*$")
HOURS = re.compile(
    r"\s*([0-9]{1,7})\s*(?:h|hrs?|hours?)\.?(?:\s*([0-5]?[0-9])\s*(?:m|mins?|minutes?)?\.?)?\s*", re.IGNORECASE
)
SHORT = {"minutes": "min", "hours": "h"}
BOUNDS = {"from": "__gte", "to": "__lte"}


class Number(Kind):
    """A whole number inside what the column holds on every database, and the ledger writes exactly."""

    name = "number"
    is_picked = True
    is_number = True
    is_bounded = True
    is_free_text = False

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        number, (least, most) = whole(value), self.limits(field)
        if not least <= number <= most:
            limits = {"least": grouped(least), "most": grouped(most)}
            raise ValidationError(_("Write a whole number from %(least)s to %(most)s."), params=limits, code="range")
        return number

    def limits(self, field: ModelField) -> tuple[int, int]:
        """The least and the largest number that fit."""
        return RANGES[field.get_internal_type()]

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        least, most = self.limits(field)
        return {"type": "integer", "minimum": least, "maximum": most} if writing else {"type": "integer"}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        if text == NONE_WORD:
            return Q(**{field.name: None})
        numbers = [self.counted(part) for part in parts(text)]
        return numeric(field, bound, numbers)

    def counted(self, text: str) -> Any:
        """A number as a filter names it; what no column holds stands beyond every one."""
        return max(-LARGEST, min(whole(text), LARGEST))


def whole(value: Any) -> int:
    """A whole number; ValidationError for anything else, also for a fraction."""
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    if isinstance(value, float | Decimal) and -(2**63) < value < 2**63 and value == int(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValidationError(_("“%(value)s” is no whole number."), params={"value": _shown(value)}, code="invalid")


def grouped(number: int) -> str:
    """A whole number with its thousands apart, as messages say limits."""
    return number_format(number, force_grouping=True)


def _shown(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)[:40] if isinstance(value, str) else "…"


def numeric(field: ModelField, bound: str, numbers: list[Any]) -> Q:
    """The condition that a number is one of these, or not below or above the first."""
    if not numbers:
        raise ValidationError(_("Write a number."))
    if bound in BOUNDS:
        return Q(**{f"{field.name}{BOUNDS[bound]}": numbers[0]})
    return Q(**{f"{field.name}__in": numbers})


class Level(Number):
    """A computed level, shown in the colour of what it means."""

    name = "level"


class Duration(Number):
    """A whole number of the field's unit."""

    name = "duration"

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return super().parsed(field, _without_unit(value, field.unit), reading)

    def limits(self, field: ModelField) -> tuple[int, int]:
        least, most = super().limits(field)
        return least, min(most, LONGEST[field.unit])

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return super().schema(field, writing=writing) | {"description": f"In {field.unit}."}


def _without_unit(value: Any, unit: str) -> Any:
    """“12 months” in a field of months is 12; “12 days” there is refused as it stands. Minutes may be told in hours."""
    if unit == "minutes" and isinstance(value, str) and (told := HOURS.fullmatch(value)):
        return 60 * int(told[1]) + int(told[2] or 0)
    found = UNITS.search(value) if isinstance(value, str) else None
    if found and found[0].strip(" .").casefold() in (unit, unit[:-1], SHORT.get(unit)):
        return value[: found.start()]
    return value


class Figure(Kind):
    """A number with decimals; spaces between thousands are taken, a comma could mean two things and is not."""

    name = "figure"
    is_number = True
    is_bounded = True
    is_free_text = False

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return decimal(value)

    def revived(self, field: ModelField, kept: Any) -> Any:
        return Decimal(str(kept))

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        kinds: Any = ["number", "string"] if writing else "string"
        return {"type": kinds, "description": "A decimal number."}

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        if text == NONE_WORD:
            return Q(**{field.name: None})
        return numeric(field, bound, [field.clean(decimal(part), None) for part in parts(text)])


def decimal(value: Any) -> Decimal:
    """A number with decimals; ValidationError for anything else."""
    text = "" if isinstance(value, bool) else "".join(str(value).split()).replace("’", "").replace("'", "")
    try:
        number = Decimal(text) if len(text) < 100 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        told = {"value": str(value)[:40]}
        message = _("“%(value)s” is no number; write for example 12500 or 0.25.")
        raise ValidationError(message, params=told, code="invalid")
    return number


class Money(Figure):
    """An amount; its currency stands in a field beside it."""

    name = "money"

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        told = f"An amount of money in the currency that “{field.currency}” names."
        return super().schema(field, writing=writing) | {"description": told}


class Percentage(Figure):
    """Percent as people write them, with or without the sign."""

    name = "percentage"

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        return super().parsed(field, value.removesuffix("%") if isinstance(value, str) else value, reading)

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        return super().schema(field, writing=writing) | {"description": "Percent: 12.5 for 12.5 %."}

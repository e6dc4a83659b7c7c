"""Values between the outside and the model: one way in for page, API and import, one way into the ledger."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from tandem.ground.kernel.records import Record
from tandem.ground.kernel.tenancy import active_organization_id

NOT_KEPT = frozenset({"id", "organization"})  # the entry itself says whose record it is
EMPTY = (None, "")
RANGES = {
    "PositiveSmallIntegerField": (0, 2**15 - 1),
    "SmallIntegerField": (-(2**15), 2**15 - 1),
    "PositiveIntegerField": (0, 2**31 - 1),
    "IntegerField": (-(2**31), 2**31 - 1),
    "PositiveBigIntegerField": (0, 2**53 - 1),
    "BigIntegerField": (-(2**53) + 1, 2**53 - 1),
}
TRUE_WORDS = frozenset({"true", "yes", "on", "1", "y"})
FALSE_WORDS = frozenset({"false", "no", "off", "0", "n", ""})


Found = dict[tuple[type[models.Model], str], Any]  # what was looked up already, for imports of many rows


def coerce(field: "models.Field[Any, Any]", value: Any, zone: ZoneInfo, found: Found | None = None) -> Any:
    """The value as the model keeps it; ValidationError says what would be right.

    Accepts what forms, JSON and spreadsheets give: text, numbers, dates. A related record may be given as itself, by
    reference or by primary key, a person as themselves, by e-mail address or by primary key. Times without a zone are
    the organization's.
    """
    if isinstance(field, models.ForeignKey):
        return _related(field, value, {} if found is None else found)
    if isinstance(value, str):
        value = value.strip().replace("\x00", "").replace("\r\n", "\n")
    if isinstance(field, models.JSONField):
        return _structured(field, value)
    if value in EMPTY and not isinstance(field, models.BooleanField):
        return _nothing(field)
    if isinstance(field, models.BooleanField):
        return _truth(field, value)
    if isinstance(field, models.DateTimeField):
        return _moment(value, zone)
    if isinstance(field, models.DateField):
        return _day(value)
    if field.choices and isinstance(value, str):
        value = _chosen(field, value)
    elif isinstance(field, models.IntegerField):
        value = _whole(field, value)
    elif isinstance(field, models.DecimalField):
        value = _figure(value)
    elif isinstance(field, models.TextField):
        _insist_short(field, str(value))
    return field.clean(value, None)


def _insist_short(field: "models.TextField[Any, Any]", text: str) -> None:
    """Long texts have a limit too, which Django leaves to its forms."""
    if field.max_length is not None and len(text) > field.max_length:
        told = {"most": field.max_length, "length": len(text)}
        raise ValidationError(_("At most %(most)d characters fit here; there are %(length)d."), params=told)


def _whole(field: "models.IntegerField[Any, Any]", value: Any) -> int:
    """A whole number inside what the column holds on every database, and the ledger writes exactly."""
    number = field.to_python(value)
    least, most = RANGES[field.get_internal_type()]
    if isinstance(number, int) and not least <= number <= most:
        told = {"least": least, "most": most}
        raise ValidationError(_("Write a whole number from %(least)d to %(most)d."), params=told, code="range")
    return int(number)


def _figure(value: Any) -> Any:
    """A number with decimals; spaces between thousands are taken, a comma could mean two things and is not."""
    text = "".join(str(value).split()).replace("’", "").replace("'", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        told = {"value": str(value)[:40]}
        raise ValidationError(
            _("“%(value)s” is no number; write for example 12500 or 0.25."), params=told, code="invalid"
        )
    return number


def _nothing(field: "models.Field[Any, Any]") -> Any:
    if not field.blank:
        raise ValidationError(_("Please fill this in."), code="required")
    return None if field.null else field.get_default()


def _truth(field: "models.Field[Any, Any]", value: Any) -> bool | None:
    if value is None:
        return None if field.null else False
    word = str(value).strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return None if field.null and word == "" else False
    raise ValidationError(_("Write yes or no."), code="invalid")


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        day = parse_date(str(value)[:10]) if isinstance(value, str) and len(value) <= 10 else None
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_("Write a date as year-month-day, for example 2026-03-31."), code="invalid")
    return day


def _moment(value: Any, zone: ZoneInfo) -> datetime:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, str):
        try:
            parsed = parse_datetime(value) or (datetime.combine(day, time()) if (day := parse_date(value)) else None)
        except ValueError:
            parsed = None
        value = parsed
    if not isinstance(value, datetime):
        raise ValidationError(_("Write a date and time, for example 2026-03-31 14:30."), code="invalid")
    aware = value if value.tzinfo else value.replace(tzinfo=zone)
    try:
        return aware.astimezone(UTC)
    except OverflowError as error:
        raise ValidationError(_("That date is out of range."), code="invalid") from error


def _chosen(field: "models.Field[Any, Any]", value: str) -> Any:
    """A choice by its key or, in any case, by its label."""
    choices = list(field.flatchoices)
    wanted = value.casefold()
    for key, label in choices:
        if wanted in (str(key).casefold(), str(label).casefold()):
            return key
    known = ", ".join(f"{key}" for key, _label in choices)
    raise ValidationError(
        _("“%(value)s” is not one of: %(known)s."), params={"value": value, "known": known}, code="choice"
    )


def _related(field: "models.ForeignKey[Any, Any]", value: Any, found: Found) -> Any:
    if value in EMPTY:
        return _nothing(field)
    model: Any = field.related_model
    text = str(value.pk if isinstance(value, model) else value).strip()
    key = (model, text)
    if key not in found:
        found[key] = _record(model, text) if issubclass(model, Record) else _person(model, text)
    return found[key]


def _record(model: Any, text: str) -> Any:
    """A record of the active organization: by primary key or reference."""
    matching = model.objects.filter(pk=int(text)) if _is_key(text) else model.objects.with_reference(text)
    record = matching.first()
    if record is None:
        raise ValidationError(_("There is no “%(value)s” here."), params={"value": text}, code="unknown")
    return record


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _person(model: Any, text: str) -> Any:
    """A member of the active organization: by primary key, e-mail address or, when it is unique, by name."""
    named = models.Q(pk=int(text)) if _is_key(text) else models.Q(email=text.lower()) | models.Q(name__iexact=text)
    found = list(members_of_active(model).filter(named)[:2])
    if len(found) != 1:
        message = _("“%(value)s” is no member of this organization; write an e-mail address.")
        raise ValidationError(message, params={"value": text}, code="unknown")
    return found[0]


def members_of_active(model: Any) -> "models.QuerySet[Any]":
    """Users who are members of the active organization."""
    members: models.QuerySet[Any] = model.objects.filter(memberships__organization_id=active_organization_id())
    return members.order_by("name")


def _structured(field: "models.JSONField[Any, Any]", value: Any) -> Any:
    if value in EMPTY:
        return field.get_default()
    if isinstance(field.get_default(), list):
        parts: Iterable[Any] = value.replace(";", ",").split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            raise ValidationError(_("Write words separated by commas."), code="invalid")
        words = [word for part in parts if (word := str(part).strip())]
        return words if getattr(field, "keeps_repeats", False) else list(dict.fromkeys(words))
    if not isinstance(value, dict):
        raise ValidationError(_("Give names with their values."), code="invalid")
    return value


Encoder = Callable[[Any], Any]


def _plain(value: Any) -> Any:
    """A value as canonical JSON can hold it: no floats, times in UTC, decimals as text."""
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        return format(Decimal(str(value)).normalize(), "f")
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value)


@cache
def kept_fields(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Name and attribute of every field that the ledger keeps."""
    return tuple((field.name, field.attname) for field in model._meta.concrete_fields if field.name not in NOT_KEPT)


def state_of(record: models.Model) -> dict[str, Any]:
    """The whole state of a record as the ledger keeps it; empty fields are left out."""
    values = record.__dict__
    return {
        name: _plain(value) for name, attname in kept_fields(type(record)) if (value := values[attname]) is not None
    }


SILENT = frozenset({"version", "reference", "created_at", "updated_at", "created_by"})  # no part of going back


def as_kept(model: type[models.Model], state: Mapping[str, Any]) -> dict[str, Any]:
    """A state from the ledger as attributes of the model; what it does not hold is empty, or the field's default."""
    return {
        attname: _revived(model, name, state.get(name)) for name, attname in kept_fields(model) if name not in SILENT
    }


def _revived(model: type[models.Model], name: str, value: Any) -> Any:
    field: Any = model._meta.get_field(name)
    if value is None:
        return None if field.null else field.get_default()
    return (field.target_field if isinstance(field, models.ForeignKey) else field).to_python(value)

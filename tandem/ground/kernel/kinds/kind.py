"""What every kind of field answers: how a value is read, kept, described, filtered and given out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.text import clean, in_one_line

ModelField = Any  # a model field of any class; the kinds know what theirs have
Found = dict[tuple[type[models.Model], str], Any]  # what was looked up already, for imports of many rows
Schema = dict[str, Any]
NONE_WORD = "none"
LONG = 400
EMPTY: tuple[Any, ...] = (None, "", [], {})  # what a field holds of which nothing is said
MOST_FILTERED, LONGEST_FILTERED = 1_000, 1_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a value is read: times without a zone are of this one; a file's cells (all text) are never keys."""

    zone: ZoneInfo
    found: Found = field(default_factory=dict)
    takes_keys: bool = True


class Kind:
    """One kind of field; this one is short text, from which the others differ.

    `is_picked` says that people pick its values rather than type them, `is_free_text` that they are words of somebody,
    which can be erased, `is_bounded` that a filter may say from and to, `is_short` that a column has room for it.
    """

    name: ClassVar[str] = "text"
    is_number: ClassVar[bool] = False
    is_picked: ClassVar[bool] = False
    is_bounded: ClassVar[bool] = False
    is_free_text: ClassVar[bool] = True
    is_short: ClassVar[bool] = True

    def read(self, field: ModelField, value: Any, reading: Reading) -> Any:
        """The value as the model keeps it; ValidationError says what would be right."""
        if isinstance(value, str):
            value = self.trimmed(field, value)
        if value is None or value == "":
            return nothing(field)
        return field.clean(self.parsed(field, value, reading), None)

    def trimmed(self, field: ModelField, text: str) -> str:
        """Text without what says nothing; what has room for more than a line keeps its lines."""
        return clean(text).strip() if (getattr(field, "max_length", 0) or 0) > LONG else in_one_line(text)

    def parsed(self, field: ModelField, value: Any, reading: Reading) -> Any:
        """A value that is not empty, in the type that the model keeps."""
        if isinstance(value, dict | list | tuple | set | bytes | bool):
            raise ValidationError(_("Give a text."), code="invalid")
        return str(value)

    def kept(self, value: Any) -> Any:
        """A value as the ledger and own fields keep it."""
        return plain(value)

    def revived(self, field: ModelField, kept: Any) -> Any:
        """The value that `kept` gave."""
        return kept

    def schema(self, field: ModelField, *, writing: bool) -> Schema:
        """JSON Schema of a value that is not empty."""
        longest = getattr(field, "max_length", None)
        return {"type": "string"} | ({"maxLength": longest} if longest else {})

    def path(self, field: ModelField) -> str:
        """What a query reads so that the value can be given out and taken back elsewhere."""
        return str(field.name)

    def condition(self, actor: Actor, field: ModelField, bound: str, text: str) -> Q:
        """The condition of a filter as it stands in an address; several values by comma."""
        return Q(**{f"{field.name}__in": parts(text)})

    def mark(self, field: ModelField, carried: Any) -> Any:
        """The value that a cursor carries, back in its type; ValidationError when it is none."""
        return field.to_python(carried)


def nothing(field: ModelField) -> Any:
    """What an empty value is in a field; ValidationError where it may not be empty."""
    if not field.blank:
        raise ValidationError(_("Please fill this in."), code="required")
    return None if field.null else field.get_default()


def parts(text: str) -> list[str]:
    """The values of a filter; ValidationError for more than a query takes."""
    wanted = [part.strip() for part in clean(text).split(",") if part.strip()]
    if long := next((part for part in wanted if len(part) > LONGEST_FILTERED), ""):
        raise ValidationError(_("“%(value)s…” is too long to filter by."), params={"value": long[:40]})
    if len(wanted) > MOST_FILTERED:
        limits = {"most": MOST_FILTERED, "count": len(wanted)}
        message = ngettext(
            "Filter by at most %(most)d value; there are %(count)d.",
            "Filter by at most %(most)d values; there are %(count)d.",
            MOST_FILTERED,
        )
        raise ValidationError(message, params=limits)
    return wanted


def plain(value: Any) -> Any:
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
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return str(value)

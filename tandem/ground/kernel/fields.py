"""Model fields that say what they hold where Django's own classes do not; the database and migrations see Django's.

`kind` names the kind in the table of kinds (`kinds/table.py`), from which every face takes how to treat the field.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Char = models.CharField[Any, Any]
    Number = models.PositiveSmallIntegerField[Any, Any]
    LargeNumber = models.PositiveIntegerField[Any, Any]
    Decimal = models.DecimalField[Any, Any]
else:
    Char, Number, LargeNumber = models.CharField, models.PositiveSmallIntegerField, models.PositiveIntegerField
    Decimal = models.DecimalField

Label: TypeAlias = "str | _StrPromise"


class _Plain:
    """A field that migrations see as Django's class below it."""

    def deconstruct(self) -> Any:
        """As Django's own field: what is kept of it in the database is the same."""
        name, _path, arguments, options = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.get_internal_type()}", arguments, options  # type: ignore[attr-defined]


class Reference(_Plain, Char):
    """The reference of the record itself."""

    kind = "reference"


class ExternalNumber(_Plain, Char):
    """The number that a record has in another system."""

    kind = "text"

    def deconstruct(self) -> Any:
        """As migrations know it: by its first name. No word is part of a table, and this one stands in every one."""
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "verbose_name": "number elsewhere"}


class Vague(_Plain, Char):
    """A moment known to the day, month or year, such as 2012-03-09, 2012-03 or 2012."""

    kind = "period"

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max_length": 10, **options})


class Level(_Plain, Number):
    """A computed level, shown in the colour of what it means."""

    kind = "level"


class Money(_Plain, Decimal):
    """An amount of money; `currency` is the name of the field beside it that says in which currency."""

    kind = "money"

    def __init__(self, *arguments: Any, currency: str = "currency", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.currency = currency


class Percentage(_Plain, Decimal):
    """Percent as people write them: 12.5 is twelve and a half of a hundred."""

    kind = "percentage"


class Duration(_Plain, Number):
    """A whole number of `unit`: months, days, hours or minutes; at most a hundred years, so that dates stay dates."""

    kind = "duration"

    def __init__(self, *arguments: Any, unit: str = "months", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.unit = unit


class LongDuration(_Plain, LargeNumber):
    """A duration in small units, of which there may be many."""

    kind = "duration"

    def __init__(self, *arguments: Any, unit: str = "hours", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.unit = unit


class Words(_Plain, models.JSONField):
    """A list of words, each once unless `keeps_repeats`; at most `most` of at most `longest` characters."""

    kind = "words"

    def __init__(
        self,
        *arguments: Any,
        keeps_repeats: bool = False,
        longest: int = 1_000,
        most: int = 5_000,
        default: Any = list,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, default=default, **options)
        self.keeps_repeats, self.longest, self.most = keeps_repeats, longest, most


class Records(Words):
    """References of several records of one model, named `app.Model` as in a foreign key."""

    kind = "records"

    def __init__(self, *arguments: Any, to: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.to = to


class Structure(_Plain, models.JSONField):
    """Structured parts: names with their values, or a list of such."""

    kind = "structure"

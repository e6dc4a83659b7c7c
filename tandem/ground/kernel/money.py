"""Currencies, as ISO 4217 writes them."""

from functools import cache
from typing import Any

from babel.core import get_global
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

EARLIEST = (2010, 1, 1)  # what was paid with until then stands in no budget or contract that is still kept
NO_MONEY = frozenset({"CNH", "XTS", "XXX"})  # not of ISO 4217, for tests, for no currency at all
SHAPE = r"^[A-Z]{3}$"


@cache
def currencies() -> frozenset[str]:
    """Every currency of ISO 4217 that was paid with since 2010, by its three letters."""
    used = (row for rows in get_global("territory_currencies").values() for row in rows)
    return frozenset(code for code, _begins, ends, _tender in used if ends is None or ends >= EARLIEST) - NO_MONEY


@deconstructible(path="django.core.validators.RegexValidator")
class _Currency(RegexValidator):
    """Three capital letters that ISO 4217 knows; to the database three letters."""

    def __call__(self, value: Any) -> None:
        """ValidationError unless it is a currency; it says what would be right."""
        if (capitals := str(value).strip().upper()) != value and capitals in currencies():
            raise ValidationError(_("Write the currency as “%(code)s”."), params={"code": capitals})
        super().__call__(value)
        if value not in currencies():
            message = _("“%(code)s” is no currency of ISO 4217; write its three letters, such as EUR, USD or GBP.")
            raise ValidationError(message, params={"code": value})


CURRENCY = _Currency(SHAPE, _("Write the currency with three letters, such as EUR."))

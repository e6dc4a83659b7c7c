"""What an indicator needs, and what its values mean (9.1 of both standards)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.lenses import seen_by_neither
from tandem.ground.kernel.patterns.reviewed import Reviewed

DUE = Reviewed(
    while_in=("measured",), months="every_months", last="last_measured", next="next_due", since=("begun_on",)
)
NEEDED = ("owner", "analyst", "method", "numerator_is", "judged_when")
DEFINED_BY = ("method", "numerator_is", "denominator_is", "unit", "query", "better")
SUBJECTS = ("process", "control", "service", "objective")
HUNDRED = Decimal(100)
PLACES = Decimal("0.001")


def derive_indicator(indicator: Any, before: Any, actor: Actor) -> None:
    """What is measured otherwise is another version of the definition."""
    if before is not None and any(getattr(indicator, name) != getattr(before, name) for name in DEFINED_BY):
        indicator.definition = before.definition + 1


def check_indicator(indicator: Any, before: Any, today: date) -> Mapping[str, str]:
    """It counts for a standard, names what it is of, and is taken again and again."""
    problems = seen_by_neither(indicator)
    if indicator.subject in SUBJECTS and getattr(indicator, f"{indicator.subject}_id") is None:
        problems[indicator.subject] = _("Name what is measured.")
    if not indicator.every_months:
        problems["every_months"] = _("Say after how many months it is measured again: one at least.")
    return problems


def begin(indicator: Any, actor: Actor) -> None:
    """The first value is due an interval from today."""
    indicator.begun_on = actor.today


def value_of(numerator: Decimal, denominator: Decimal | None, unit: str) -> Decimal | None:
    """The figure that is shown: a share in per cent, a ratio, or the count itself; None where nothing was counted."""
    if denominator is None:
        return numerator
    if not denominator:
        return None
    ratio = numerator / denominator
    return (ratio * HUNDRED if unit == "%" else ratio).quantize(PLACES)


def is_reached(value: Decimal | None, target: Decimal | None, better: str) -> bool | None:
    """Whether a value is the target or better; None without either."""
    if value is None or target is None:
        return None
    return value >= target if better == "higher" else value <= target

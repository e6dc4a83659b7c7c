"""What an estimate must be before it is simulated; every complaint names its field and what would be right."""

import math
from itertools import pairwise

LARGEST = 1e15


class InvalidEstimate(ValueError):
    """An estimate that cannot be simulated; `field` names the number to correct."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


def finite(**numbers: float) -> None:
    """Refuse what is not an ordinary number."""
    for field, number in numbers.items():
        if not math.isfinite(number):
            raise InvalidEstimate(field, f"must be a finite number, not {number}")
        if abs(number) > LARGEST:
            raise InvalidEstimate(field, f"must be {LARGEST:g} or less, not {number:g}")


def at_least(least: float, **numbers: float) -> None:
    """Refuse numbers below `least`."""
    finite(**numbers)
    for field, number in numbers.items():
        if number < least:
            raise InvalidEstimate(field, f"must be {least:g} or more, not {number:g}")


def positive(**numbers: float) -> None:
    """Refuse zero and below."""
    finite(**numbers)
    for field, number in numbers.items():
        if number <= 0:
            raise InvalidEstimate(field, f"must be more than 0, not {number:g}")


def share(**numbers: float) -> None:
    """Refuse what is not between 0 and 1."""
    finite(**numbers)
    for field, number in numbers.items():
        if not 0 <= number <= 1:
            raise InvalidEstimate(field, f"must lie between 0 and 1, not {number:g}")


def rising(**numbers: float) -> None:
    """Refuse numbers that are not in the order given, or that leave no range between first and last."""
    finite(**numbers)
    fields = list(numbers)
    for lower, upper in pairwise(fields):
        if numbers[lower] > numbers[upper]:
            raise InvalidEstimate(
                lower, f"must not be more than {upper} ({numbers[upper]:g}), but is {numbers[lower]:g}"
            )
    if numbers[fields[0]] >= numbers[fields[-1]]:
        raise InvalidEstimate(fields[-1], f"must be more than {fields[0]} ({numbers[fields[0]]:g})")

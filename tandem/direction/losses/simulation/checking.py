"""What an estimate must be before it is simulated; every complaint names its field and says what would be right."""

import math
from itertools import pairwise
from typing import Any

LARGEST = 1e15


def _(words: str) -> str:
    """Marks words that the product translates; this package itself knows no languages."""
    return words


NOT_FINITE = _("It must be an ordinary number.")
TOO_LARGE = _("It must be %(largest)s or less.")
TOO_SMALL = _("It must be %(least)s or more.")
NOT_POSITIVE = _("It must be more than 0.")
NO_SHARE = _("It must lie between 0 and 1.")
NOT_RISING = _("It must not lie above %(other)s (%(limit)s).")
NO_RANGE = _("It must lie above %(other)s (%(limit)s).")
TOO_WIDE = _("It must be at most %(times)s times the low end.")
TOO_MANY = _("It must be %(most)s events a year or fewer on average.")
NO_KEY = _("It must name the risk.")
TWICE = _("It must be used once, but %(key)s comes twice.")
OUTSIDE = _("It must lie between %(least)s and %(most)s.")
OTHER_KIND = _("It must be of the same kind before and after the treatment.")
NO_POINTS = _("It must hold at least one amount with its probability.")
NOT_FALLING = _("Amounts must rise and probabilities fall, but they do not at %(amount)s.")
NAMED_TWICE = _("Each must be named once.")
WRONG_SIZE = _("It must have %(size)d rows of %(size)d numbers.")
NOT_CORRELATIONS = _("It must hold numbers from -1 to 1, on the diagonal from 0 to 1.")
NOT_SYMMETRIC = _("It must be symmetric: what two share is the same from either side.")
CONTRADICTION = _(
    "These correlations contradict each other (smallest eigenvalue %(lowest)s): change them, or ask for the nearest "
    "possible ones."
)
UNKNOWN_GROUP = _("There is no row for %(key)s.")


class InvalidEstimate(ValueError):
    """What cannot be simulated: the `field` to correct, the `words` with the values `told` that belong into them."""

    def __init__(self, field: str, words: str, **params: Any) -> None:
        super().__init__(f"{field}: {words % params}")
        self.field, self.words, self.told = field, words, params


def plain(number: float) -> str:
    """A number as messages write it."""
    return f"{number:,.10g}"


def finite(**numbers: float) -> None:
    """Refuse what is not an ordinary number."""
    for field, number in numbers.items():
        if not math.isfinite(number):
            raise InvalidEstimate(field, NOT_FINITE)
        if abs(number) > LARGEST:
            raise InvalidEstimate(field, TOO_LARGE, largest=plain(LARGEST))


def at_least(least: float, **numbers: float) -> None:
    """Refuse numbers below `least`."""
    finite(**numbers)
    for field, number in numbers.items():
        if number < least:
            raise InvalidEstimate(field, TOO_SMALL, least=plain(least))


def positive(**numbers: float) -> None:
    """Refuse zero and below."""
    finite(**numbers)
    for field, number in numbers.items():
        if number <= 0:
            raise InvalidEstimate(field, NOT_POSITIVE)


def share(**numbers: float) -> None:
    """Refuse what is not between 0 and 1."""
    finite(**numbers)
    for field, number in numbers.items():
        if not 0 <= number <= 1:
            raise InvalidEstimate(field, NO_SHARE)


def rising(**numbers: float) -> None:
    """Refuse numbers that are not in the order given, or that leave no range between first and last."""
    finite(**numbers)
    fields = list(numbers)
    for lower, upper in pairwise(fields):
        if numbers[lower] > numbers[upper]:
            raise InvalidEstimate(lower, NOT_RISING, other=upper, limit=plain(numbers[upper]))
    if numbers[fields[0]] >= numbers[fields[-1]]:
        raise InvalidEstimate(fields[-1], NO_RANGE, other=fields[0], limit=plain(numbers[fields[0]]))

"""What a tolerance needs."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.losses.estimating import Unfinished, complaint
from tandem.direction.losses.rules import MOST_POINTS, usual_currency
from tandem.direction.losses.simulation.checking import InvalidEstimate
from tandem.direction.losses.simulation.results import Tolerance
from tandem.ground.kernel.actor import Actor

POINT = re.compile(r"(\d{1,15}(?:\.\d{1,2})?)\s*[:=]?\s+(\d{1,3}(?:\.\d{1,6})?)\s*(%?)")


def new_tolerance(actor: Actor) -> dict[str, Any]:
    """A new tolerance is in the currency of what is there."""
    return {"currency": usual_currency()}


def tolerance_of(tolerance: Any) -> Tolerance:
    """The curve as it is computed with; raises Unfinished with what is wrong."""
    points = []
    if len(tolerance.points) > MOST_POINTS:
        raise Unfinished({"points": _("Twenty points are enough.")})
    for written in tolerance.points:
        match = POINT.fullmatch(str(written).strip())
        if match is None:
            wrong = {"written": str(written)[:40]}
            raise Unfinished(
                {"points": _("“%(written)s” is no point; write an amount and a probability: 500000 10%%.") % wrong}
            )
        points.append((float(match[1]), float(match[2]) / (100 if match[3] else 1)))
    try:
        return Tolerance(tuple(points))
    except InvalidEstimate as error:
        raise Unfinished({"points": complaint(error)}) from error


def derive_currency(tolerance: Any, before: Any, actor: Actor) -> None:
    """Currencies are written in capital letters."""
    tolerance.currency = tolerance.currency.upper()


def check_tolerance(tolerance: Any, before: Any, today: date) -> Mapping[str, str]:
    """Amounts rise and probabilities fall, strictly."""
    try:
        tolerance_of(tolerance)
    except Unfinished as unfinished:
        return unfinished.problems
    return {}

"""What correlations need, and how they are kept possible."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.losses.correlations.models import LossCorrelation
from tandem.direction.losses.estimating import Unfinished, complaint
from tandem.direction.losses.rules import MOST_GROUPS
from tandem.direction.losses.simulation.checking import InvalidEstimate
from tandem.direction.losses.simulation.dependence import Grouped
from tandem.ground.kernel.actor import Actor

ROW = re.compile(r"([^:]{1,60}?)\s*:((?:\s+-?\d(?:\.\d{1,6})?)+)")


def grouped(correlation: Any, members: tuple[tuple[str, str], ...] = ()) -> Grouped:
    """The correlations as they are computed with; risks of a group without a row stay independent.

    Raises Unfinished with what is wrong.
    """
    if not 1 <= len(correlation.matrix) <= MOST_GROUPS:
        raise Unfinished({"matrix": _("Write one to twelve rows, separated by commas.")})
    rows = [_row(str(written)) for written in correlation.matrix]
    groups = tuple(group for group, _numbers in rows)
    known = tuple((key, group) for key, group in members if group in groups)
    try:
        return Grouped(groups, tuple(numbers for _group, numbers in rows), known, correlation.is_nearest)
    except InvalidEstimate as error:
        raise Unfinished({"matrix": complaint(error)}) from error


def _row(written: str) -> tuple[str, tuple[float, ...]]:
    match = ROW.fullmatch(written.strip())
    if match is None:
        wrong = {"written": written[:40]}
        raise Unfinished(
            {"matrix": _("“%(written)s” is no row; write a common cause and its correlations: power: 0.5 0.2.") % wrong}
        )
    return match[1], tuple(float(cell) for cell in match[2].split())


def derive_correlation(correlation: Any, before: Any, actor: Actor) -> None:
    """What is simulated, which differs from what was written where the nearest possible was asked for."""
    try:
        grouping = grouped(correlation)
    except Unfinished:
        correlation.used = []
        return
    rows = zip(grouping.groups, grouping.used().tolist(), strict=True)
    correlation.used = [f"{group}: " + " ".join(f"{cell:.3g}" for cell in row) for group, row in rows]


def check_correlation(correlation: Any, before: Any, today: date) -> Mapping[str, str]:
    """The matrix fits its causes, is symmetric, and does not contradict itself."""
    try:
        grouped(correlation)
    except Unfinished as unfinished:
        return unfinished.problems
    return {}


def correlation_in_force() -> LossCorrelation | None:
    """The approved correlations, if there are any."""
    approved: LossCorrelation | None = LossCorrelation.objects.in_force()
    return approved

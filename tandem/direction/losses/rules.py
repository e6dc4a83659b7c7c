"""What estimates, tolerances and correlations need, when they are fixed, and who may put them in force."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.losses import estimating
from tandem.direction.losses.estimating import Unfinished, told
from tandem.direction.losses.models import LossCorrelation, LossEstimate, LossTolerance
from tandem.direction.losses.simulation.checking import InvalidEstimate
from tandem.direction.losses.simulation.dependence import Grouped
from tandem.direction.losses.simulation.results import Tolerance
from tandem.ground.kernel.actor import MANAGER, SYSTEM, Actor
from tandem.ground.kernel.patterns.approved import Approved

POINT = re.compile(r"(\d{1,15}(?:\.\d{1,2})?)\s*[:=]?\s+(\d{1,3}(?:\.\d{1,6})?)\s*(%?)")
ROW = re.compile(r"([^:]{1,60}?)\s*:((?:\s+-?\d(?:\.\d{1,6})?)+)")
MOST_POINTS, MOST_GROUPS = 20, 12


def new_estimate(actor: Actor) -> dict[str, Any]:
    """A new estimate is of today, in the currency that the others are in."""
    return {"currency": usual_currency(), "estimated_on": actor.today}


def new_tolerance(actor: Actor) -> dict[str, Any]:
    """A new tolerance is in the currency of what is there."""
    return {"currency": usual_currency()}


def usual_currency() -> str:
    """The currency of the tolerance in force, else of the newest estimate, else EUR."""
    tolerance = LossTolerance.objects.in_force()
    if tolerance is not None:
        return str(tolerance.currency)
    newest = LossEstimate.objects.order_by("-pk").values_list("currency", flat=True).first()
    return newest or "EUR"


def derive_estimate(estimate: Any, before: Any, actor: Actor) -> None:
    """Work out the figures anew when an input changed; what cannot be simulated yet has none."""
    estimate.currency = estimate.currency.upper()
    estimate.group = estimate.group.strip()
    if estimate.risk_id is None:
        return
    try:
        estimating.keep_figures(estimate, estimating.quantified(estimate))
    except Unfinished:
        estimating.forget_figures(estimate)


def check_estimate(estimate: Any, before: Any, today: date) -> Mapping[str, str]:
    """Every number is there that its range needs, in an order that makes sense; nobody has estimated tomorrow."""
    problems: dict[str, str] = {}
    if estimate.estimated_on and estimate.estimated_on > today:
        problems["estimated_on"] = _("Choose a day that has come.")
    if before is not None and before.risk_id != estimate.risk_id:
        problems["risk"] = _("An estimate stays with its risk; add another one.")
    if estimate.risk_id is not None:
        try:
            estimating.quantified(estimate)
        except Unfinished as unfinished:
            problems |= unfinished.problems
    return problems


def estimate_locked(estimate: Any) -> str | None:
    """What was agreed stays as it was."""
    return None if estimate.state == "draft" else _("What was agreed is fixed; add a new version of the estimate.")


def may_agree(estimate: Any, actor: Actor) -> str | None:
    """The owner of the risk or a manager agrees to numbers that have a source."""
    if actor.role not in (MANAGER, SYSTEM) and estimate.risk.owner_id != actor.user_id:
        return _("The owner of the risk or a manager agrees.")
    if not (estimate.estimated_by and estimate.basis):
        return _("Say first who estimated, and where the numbers come from.")
    return None


AGREEMENT = Approved(series=("risk",), by="agreed_by", on="agreed_on", state="agreed")
APPROVAL = Approved()


def approved_locked(found: Any) -> str | None:
    """What was approved stays as it was."""
    return None if found.state == "draft" else _("What was approved is fixed; add a new version.")


def tolerance_of(tolerance: Any) -> Tolerance:
    """The curve as it is computed with; raises Unfinished with what is wrong."""
    points = []
    if len(tolerance.points) > MOST_POINTS:
        raise Unfinished({"points": _("Twenty points are enough.")})
    for written in tolerance.points:
        found = POINT.fullmatch(str(written).strip())
        if found is None:
            wrong = {"written": str(written)[:40]}
            raise Unfinished(
                {"points": _("“%(written)s” is no point; write an amount and a probability: 500000 10%%.") % wrong}
            )
        points.append((float(found[1]), float(found[2]) / (100 if found[3] else 1)))
    try:
        return Tolerance(tuple(points))
    except InvalidEstimate as error:
        raise Unfinished({"points": told(error)}) from error


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
        raise Unfinished({"matrix": told(error)}) from error


def _row(written: str) -> tuple[str, tuple[float, ...]]:
    found = ROW.fullmatch(written.strip())
    if found is None:
        wrong = {"written": written[:40]}
        raise Unfinished(
            {"matrix": _("“%(written)s” is no row; write a common cause and its correlations: power: 0.5 0.2.") % wrong}
        )
    return found[1], tuple(float(cell) for cell in found[2].split())


def derive_correlation(correlation: Any, before: Any, actor: Actor) -> None:
    """What is simulated, which differs from what was written where the nearest possible was asked for."""
    try:
        found = grouped(correlation)
    except Unfinished:
        correlation.used = []
        return
    rows = zip(found.groups, found.used().tolist(), strict=True)
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
    found: LossCorrelation | None = LossCorrelation.objects.in_force()
    return found

"""What estimates, tolerances and correlations need, when they are fixed, and who may put them in force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.losses import estimating
from tandem.direction.losses.estimating import Unfinished
from tandem.direction.losses.models import LossEstimate
from tandem.direction.losses.tolerances.models import LossTolerance
from tandem.ground.kernel.actor import MANAGER, SYSTEM, Actor
from tandem.ground.kernel.patterns.approved import Approved

MOST_POINTS, MOST_GROUPS = 20, 12


def new_estimate(actor: Actor) -> dict[str, Any]:
    """A new estimate is of today, in the currency that the others are in."""
    return {"currency": usual_currency(), "estimated_on": actor.today}


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


def approved_locked(record: Any) -> str | None:
    """What was approved stays as it was."""
    return None if record.state == "draft" else _("What was approved is fixed; add a new version.")

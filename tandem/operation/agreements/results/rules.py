"""What a result needs and whether the target was kept."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor

THOUSANDTH = Decimal("0.001")


def derive_result(result: Any, before: Any, actor: Actor) -> None:
    """The share follows from the cases; no case at all is kept. Shares are rounded down, never up to a promise."""
    if result.counted is not None and result.within is not None and result.within <= result.counted:
        result.achieved = share(result.within, result.counted)
    if result.achieved is not None:
        result.is_met = result.achieved >= result.target.share
    result.title = (
        f"{result.target.title}, {locales.long_month(result.period_start)}"[:200] if result.period_start else ""
    )
    if result.owner_id is None:
        result.owner_id = result.target.agreement_version.agreement.owner_id


def share(within: int, counted: int) -> Decimal:
    """Percent, rounded down to a thousandth; 100 of nothing."""
    if counted == 0:
        return Decimal(100)
    return (Decimal(within) * 100 / counted).quantize(THOUSANDTH, ROUND_DOWN)


def check_result(result: Any, before: Any, today: date) -> Mapping[str, str]:
    """A period that is over, and figures that go together."""
    if before is not None and before.target_id != result.target_id:
        return {"target": _("A result stays with its target.")}
    if result.period_end < result.period_start:
        return {"period_end": _("A period cannot end before it begins.")}
    if result.period_end >= today:
        return {"period_end": _("Note it once the period is over.")}
    if result.within is not None and result.counted is not None and result.within > result.counted:
        return {"within": _("No more can be within the target than there were.")}
    if result.achieved is None:
        return {"achieved": _("Say how many of how many were within the target, or what was achieved.")}
    return {}


def may_excuse(result: Any, actor: Actor) -> str | None:
    """Only where a target was missed something would have to follow."""
    return None if result.is_met is False else _("The target was kept; nothing has to follow.")


def excuse(result: Any, actor: Actor) -> None:
    """Note who decided."""
    result.excused_by_id = actor.user_id

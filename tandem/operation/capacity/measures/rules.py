"""What a measure of a capacity plan needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def check_measure(measure: Any, before: Any, today: date) -> Mapping[str, str]:
    """Money has a currency and is not below nothing; what is done was done already."""
    problems = {}
    if before is not None and before.plan_id != measure.plan_id:
        problems["plan"] = _("A measure stays with its plan.")
    if before is None and measure.plan.state not in ("draft", "approved"):
        problems["plan"] = _("This plan is not in force.")
    if measure.cost is not None and measure.cost < 0:
        problems["cost"] = _("A cost is never below nothing.")
    if measure.cost is not None and not measure.currency:
        problems["currency"] = _("Say in which currency.")
    if measure.done_on and measure.done_on > today:
        problems["done_on"] = _("Note it once it is done.")
    return problems


def finish(measure: Any, actor: Actor) -> None:
    """Done today, unless another day is given."""
    measure.done_on = measure.done_on or actor.today


def locked(measure: Any) -> str | None:
    """What is done or dropped stands."""
    return None if measure.state == "planned" else _("It is over; plan another one.")

"""What was in force of an indicator on a past day."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from tandem.evaluation.measurements.models import Indicator
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.ground.ledger import states


class InForce(NamedTuple):
    """The version of the definition, its unit and direction, and the target."""

    definition: int
    target_then: Decimal | None
    unit_then: str
    better_then: str


def in_force(indicator: Any, day: date | None, actor: Actor) -> InForce:
    """What held at the end of a day, or from the first day of use on; as it is now where the records begin later."""
    begun = max(day or actor.today, indicator.begun_on or date.min)
    state = None if begun >= actor.today else _state_of(indicator, begun, actor)
    if state is None:
        return InForce(indicator.definition, indicator.target, indicator.unit, indicator.better)
    target = None if state["target"] is None else Decimal(str(state["target"]))
    return InForce(state["definition"], target, state["unit"], state["better"])


def _state_of(indicator: Any, day: date, actor: Actor) -> dict[str, Any] | None:
    end = datetime.combine(day + timedelta(days=1), time(), actor.zone) - timedelta.resolution
    return states.state_as_of(actor.organization_id, declared_for(Indicator).key, indicator.pk, end)

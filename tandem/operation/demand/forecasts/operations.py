"""What follows once a forecast is expected to come true."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.demand.forecasts.rules import EXPECTED
from tandem.operation.demand.models import DemandSeries


def put_in_force(actor: Actor, forecast: Any) -> None:
    """Afterwards: the one before is superseded, and the demand is foreseen as of the day this one was made."""
    EXPECTED.put_in_force(actor, forecast)
    values = {"last_forecast": forecast.made_on}
    writing.follow(actor, declared_for(DemandSeries), forecast.series, values, "foreseen", forecast.reference)

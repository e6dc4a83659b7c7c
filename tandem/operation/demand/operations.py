"""Forecasts that are drawn from a demand."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.demand.forecasts.models import DemandForecast


def forecast(actor: Actor, series: Any) -> None:
    """Afterwards: a forecast from everything that was measured."""
    writing.create(actor, declared_for(DemandForecast), {"series": series})

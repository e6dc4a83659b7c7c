"""What follows from a new value."""

from typing import Any

from tandem.evaluation.measurements.models import Indicator
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for


def note_taken(actor: Actor, measurement: Any) -> None:
    """The indicator was taken on that day; the next value is due an interval later."""
    indicator, day = measurement.indicator, measurement.measured_on
    if indicator.last_measured is None or day > indicator.last_measured:
        values = {"last_measured": day, "next_due": None}
        writing.follow(as_tandem(actor), declared_for(Indicator), indicator, values, "measured", measurement.reference)

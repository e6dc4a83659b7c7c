"""What follows from a new value."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.demand.models import DemandSeries


def note_measured(actor: Actor, value: Any) -> None:
    """The demand is known until the end of its newest period."""
    series, end = value.series, value.period_end
    if series.measured_until is None or series.measured_until < end:
        register, values = declared_for(DemandSeries), {"measured_until": end}
        writing.follow(as_tandem(actor), register, series, values, "measured", value.reference)


def note_moved(actor: Actor, value: Any, before: Any) -> None:
    """A value that was moved to another period counts there."""
    if value.period_end != before.period_end:
        newest = value.series.values.order_by("-period_end").values_list("period_end", flat=True).first()
        register, values = declared_for(DemandSeries), {"measured_until": newest}
        writing.follow(as_tandem(actor), register, value.series, values, "measured", value.reference)

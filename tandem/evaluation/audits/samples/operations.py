"""From a draw to the records to look at."""

from typing import Any

from tandem.evaluation.audits.samples.items.models import SampleItem
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for


def list_drawn(actor: Actor, sample: Any) -> None:
    """An item for each record that was drawn, in the order of the draw."""
    rows = [{"sample": sample, "title": reference} for reference in sample.drawn]
    writing.create_many(actor, declared_for(SampleItem), rows)

"""Files and links as the ledger knew them at a time."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Max

from tandem.ground.kernel.comparison.held import Held
from tandem.ground.ledger import reading
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.states import GONE


class Row(NamedTuple):
    """What a row said, the reference it was entered under, and since when."""

    state: dict[str, Any]
    reference: str
    since: date


def rows_then(organization_id: int, held: Held, known: datetime) -> Iterator[Row]:
    """Every row of a table that was there, in the order of their entries."""
    entries = Entry.objects.filter(organization_id=organization_id, register=held.key, recorded_at__lte=known)
    newest = entries.values("record_id").annotate(newest=Max("pk")).values("newest")
    there = Entry.objects.filter(pk__in=newest).exclude(action__in=(*held.gone, GONE)).order_by("pk")
    for reference, action, state, recorded_at in there.values_list("reference", "action", "state", "recorded_at"):
        yield Row(dict(held.state_of(reading.as_written(state), action)), reference, recorded_at.date())

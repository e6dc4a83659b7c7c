"""Records that are hidden as if an import were still bringing them, although none has been heard of for long."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from tandem.ground.kernel import arrivals, registers
from tandem.ground.kernel.comparison.findings import Finding, What
from tandem.ground.kernel.models import Arrival, ArrivedRow
from tandem.ground.ledger.models import Entry

SILENT: Final = timedelta(hours=24)  # after which whoever brings something would have been heard of
AHEAD: Final = timedelta(hours=1)  # by which the clocks of two hosts may differ


def differences(organization_id: int, now: datetime) -> Iterator[Finding]:
    """Each record that lists, counts and conformity leave out, where nothing is on its way any more."""
    hidden = Arrival.objects.filter(organization_id=organization_id, is_hidden=True)
    silent = hidden.filter(seen_at__lt=now - SILENT) | hidden.filter(seen_at__gt=now + AHEAD)
    for arrival in silent.order_by("pk"):
        rows = ArrivedRow.objects.filter(arrival=arrival, is_new=True, is_gone=False)
        for key, record_id in rows.order_by("register", "record_id").values_list("register", "record_id"):
            if reference := _hidden(arrival.pk, key, record_id):
                entries = Entry.objects.filter(organization_id=organization_id, register=key, record_id=record_id)
                since = entries.order_by("-pk").values_list("recorded_at", flat=True).first()
                yield Finding(What.HIDDEN, key, record_id, reference, since=since)


def _hidden(arrival_id: int, key: str, record_id: int) -> str:
    """The reference of a record that this arrival hides; empty when there is none."""
    register = registers.find(key)
    if register is None:
        return ""
    with arrivals.arriving(arrival_id):
        reference = register.model.objects.filter(pk=record_id).values_list("reference", flat=True).first()
    return str(reference or "")

"""Approvals that came in with an import: they count once somebody other than the importer did something to them here."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from tandem.ground.ledger.models import Entry

APPROVALS: Final = frozenset(
    {
        "acknowledgements",
        "documents",
        "management-systems",
        "policy-exceptions",
        "risk-methods",
        "statements",
    }
)  # registers whose records are evidence because a person approved or confirmed them
GIVEN: Final = frozenset({"approved_at", "approved_by", "approved_on", "read_at", "state"})  # by such a step

Row = tuple[int, str, int | None]


def unconfirmed(
    organization_id: int, register: str, record_ids: Collection[int] | None = None, known: datetime | None = None
) -> frozenset[int]:
    """Records of a register whose approval was brought and confirmed by nobody else, of all or of these."""
    if register not in APPROVALS:
        return frozenset()
    entries = Entry.objects.filter(organization_id=organization_id, register=register)
    if record_ids is not None:
        entries = entries.filter(record_id__in=record_ids)
    if known is not None:
        entries = entries.filter(recorded_at__lte=known)
    return _open(entries.order_by("pk").values_list("record_id", "through", "actor_id"))


def _open(rows: Iterable[Row]) -> frozenset[int]:
    importers: dict[int, int | None] = {}
    for record_id, through, actor_id in rows:
        if through == "import":
            importers[record_id] = actor_id
        elif record_id in importers and actor_id is not None and actor_id != importers[record_id]:
            del importers[record_id]
    return frozenset(importers)

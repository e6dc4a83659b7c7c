"""Approvals that came in with an import and wait for somebody else: on such records they count as empty."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Q

from tandem.ground.kernel import brought
from tandem.ground.kernel.models import Brought

SUBJECT: Final = "brought"  # what the ledger calls their confirmation
GIVEN: Final = frozenset({"approved_at", "approved_by", "approved_on", "read_at", "state"})  # by an approval

Unconfirmed = dict[str, frozenset[int]]  # records by register


def unconfirmed_now() -> Unconfirmed:
    """Records of the active organization whose approval is still to be confirmed."""
    return _together(brought.waiting().order_by().values_list("register", "record_id"))


def unconfirmed_then(known: datetime) -> Unconfirmed:
    """The same as known at a time."""
    marks = Brought.objects.filter(Q(confirmed_at=None) | Q(confirmed_at__gt=known), created_at__lte=known)
    return _together(marks.order_by().values_list("register", "record_id"))


def _together(rows: Iterable[tuple[str, int]]) -> Unconfirmed:
    by_register: dict[str, set[int]] = defaultdict(set)
    for register, record_id in rows:
        by_register[register].add(record_id)
    return {register: frozenset(ids) for register, ids in by_register.items()}

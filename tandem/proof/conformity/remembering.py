"""What was found the last time, for as long as the ledger shows no write that touches it.

Kept in the memory of the process: a page that only reads must not wait for the database's writer. The mark is the
ledger's newest entry when the records were looked at; that its secret is still the same proves that the mark lies in
the same history, also after a restored backup.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Final

from django.db import connection

from tandem.ground.kernel import clock
from tandem.ground.kernel.substance import Substance
from tandem.ground.ledger.models import Entry
from tandem.proof.conformity.asking import Ground
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.making import Found, Made
from tandem.proof.conformity.standing import Standing

MOST_ORGANIZATIONS: Final = 8
MOST_ENTRIES: Final = 20_000  # beyond, looking at everything again is quicker than finding out what changed
SETTLING: Final = timedelta(minutes=5)  # a write may be committed this much after it was made


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the ledger. `is_exact` when nothing written up to it can still appear later."""

    entry_id: int = 0
    secret: bytes = b""
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """What the checks of one organization found when the ledger stood at a mark, each with the ground it rests on.

    `substances` is what was empty among texts then, by register; `standings` how records stand in measures, on a day
    (`standing_on`); `made` the last report with its parts, so that it is made anew only where something else was found.
    """

    mark: Mark
    found: Mapping[str, tuple[Ground, Found]] = field(default_factory=dict)
    substances: Mapping[str, Substance] = field(default_factory=dict)
    made: Made = field(default_factory=Made)
    standing_on: tuple[object, ...] = ()
    standings: Mapping[Measure, Standing] = field(default_factory=dict)


_memories: OrderedDict[int, Memory] = OrderedDict()
_lock = Lock()


def mark_now() -> Mark:
    """Where the ledger stands: on SQLite, with its one writer, at the newest entry; elsewhere at the newest settled."""
    entries = Entry.objects.order_by("-pk")
    is_exact = connection.vendor == "sqlite"
    if not is_exact:
        entries = entries.filter(recorded_at__lt=clock.now() - SETTLING)
    newest = entries.values_list("pk", "secret").first()
    return Mark(newest[0], bytes(newest[1] or b""), is_exact) if newest else Mark()


def recall(organization_id: int) -> Memory:
    """What is remembered of an organization; nothing when the ledger no longer holds the place it was marked at."""
    memory = _memories.get(organization_id)
    if memory is None or not memory.mark.secret:
        return Memory(Mark())
    secret = Entry.objects.filter(pk=memory.mark.entry_id).values_list("secret", flat=True).first()
    return memory if bytes(secret or b"") == memory.mark.secret else Memory(Mark())


def written_since(organization_id: int, mark: Mark) -> dict[str, set[int]] | None:
    """Keys of the records written since, by register; None when they are too many to tell."""
    later = Entry.objects.filter(pk__gt=mark.entry_id).order_by("pk")
    rows = list(later.values_list("organization_id", "register", "record_id")[: MOST_ENTRIES + 1])
    if len(rows) > MOST_ENTRIES:
        return None
    written: dict[str, set[int]] = {}
    for owner_id, register, record_id in rows:
        if owner_id == organization_id:
            written.setdefault(register, set()).add(record_id)
    return written


def keep(organization_id: int, memory: Memory) -> None:
    """Remember what was found; the organizations not asked about for longest are forgotten."""
    with _lock:
        _memories[organization_id] = memory
        _memories.move_to_end(organization_id)
        while len(_memories) > MOST_ORGANIZATIONS:
            _memories.popitem(last=False)


def forget() -> None:
    """Remember nothing, as a new process does."""
    with _lock:
        _memories.clear()

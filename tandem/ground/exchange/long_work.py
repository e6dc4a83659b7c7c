"""Long work in short transactions: others get their turn in between, and all of it can be taken back as a whole.

The work is given as an iterator that writes one small thing, through the gate, each time it is asked to go on. As many
of them as fit into a moment share a transaction.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connection, transaction

from tandem.ground.exchange import carrying
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.taking_back import take_back
from tandem.ground.kernel import arrivals, rehearsing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.models import Arrival

Pieces = Iterator[object]
MOST = 50  # pieces in a transaction, however quick they are
SMALL = 50  # pieces that are written in one transaction, with nothing hidden
JOINED = (
    "INSERT INTO kernel_arrivedrow"
    " (organization_id, arrival_id, register, record_id, is_new, is_gone, version_before, version, line)"
    " SELECT organization_id, %s, register, record_id, is_new, is_gone, version_before, version, line"
    " FROM kernel_arrivedrow WHERE arrival_id = %s ORDER BY id"
    " ON CONFLICT (register, record_id, arrival_id)"
    " DO UPDATE SET version = excluded.version, is_gone = excluded.is_gone"
)


def as_a_whole(actor: Actor, pieces: Pieces, size: int, why: str, run: ImportRun | None = None) -> None:
    """Write everything or nothing; what is new is seen by nobody until all of it is there.

    `size` says about how many pieces there are; a few are one transaction. What was written before a refusal is taken
    back with `why` as its reason, and the refusal raised. With a `run`, what was written can be taken back with it.
    Work that is only tried out is laid aside whole or not at all.
    """
    if rehearsing.is_on():
        with rehearsing.whole():
            deque(pieces, maxlen=0)
        return
    if size <= SMALL:
        with transaction.atomic():
            _at_once(actor, pieces, run)
        return
    arrival = carrying.begin(actor, is_hidden=True)
    try:
        in_batches(arrival, pieces)
    except (WriteError, DatabaseError):
        take_back(actor, arrival, why)
        raise
    with transaction.atomic():
        arrival.is_hidden = False
        arrival.save(update_fields=["is_hidden"])
        _gather(run, arrival)


def _at_once(actor: Actor, pieces: Pieces, run: ImportRun | None) -> None:
    with arrivals.collected() as entries:
        deque(pieces, maxlen=0)
    if run is not None and entries:
        arrival = carrying.begin(actor, is_hidden=False)
        carrying.enter(arrival, entries, {})
        _gather(run, arrival)


def _gather(run: ImportRun | None, arrival: Arrival) -> None:
    """Let what was written be taken back with all else that the run brought."""
    if run is None:
        return
    if run.arrival is None:
        run.arrival = arrival
        run.save(update_fields=["arrival"])
        return
    with connection.cursor() as cursor:
        cursor.execute(JOINED, [run.arrival.pk, arrival.pk])
    arrival.delete()


def in_batches(arrival: Arrival, pieces: Pieces, so_far: Callable[[], None] = lambda: None) -> None:
    """Write the pieces under an arrival, each batch with its entries in a transaction that keeps nobody waiting.

    `so_far` is called within each of these transactions, to keep how far it is.
    """
    with arrivals.arriving(arrival.pk):
        while _batch(arrival, pieces, so_far):
            time.sleep(carrying.PAUSE)


def _batch(arrival: Arrival, pieces: Pieces, so_far: Callable[[], None]) -> bool:
    """Write for a moment; whether anything may be left."""
    with transaction.atomic():
        with arrivals.collected() as entries:
            is_more = _some(pieces)
        carrying.enter(arrival, entries, {})
        so_far()
    return is_more


def _some(pieces: Pieces) -> bool:
    end: Any = object()
    began = time.monotonic()
    for _piece in range(MOST):
        if next(pieces, end) is end:
            return False
        if time.monotonic() - began > carrying.AIMED:
            break
    return True

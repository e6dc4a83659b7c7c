"""Long work in short transactions: others get their turn in between, and all of it can be taken back as a whole.

The work is given as an iterator that writes one small thing, through the gate, each time it is asked to go on. As many
of them as fit into a moment share a transaction.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, transaction

from tandem.ground.exchange import carrying
from tandem.ground.exchange.taking_back import take_back
from tandem.ground.kernel import arrivals
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.models import Arrival

Pieces = Iterator[object]
MOST = 50  # pieces in a transaction, however quick they are
SMALL = 50  # pieces that are written in one transaction, with nothing hidden


def as_a_whole(
    actor: Actor,
    pieces: Pieces,
    size: int,
    why: str,
    begun: Callable[[Arrival], None] = carrying._nothing,
) -> None:
    """Write everything or nothing; what is new is seen by nobody until all of it is there.

    `size` says about how many pieces there are; a few are one transaction. What was written before a refusal is taken
    back with `why` as its reason, and the refusal raised.
    """
    if size <= SMALL:
        with transaction.atomic():
            for _piece in pieces:
                pass
        return
    arrival = carrying.begin(actor, begun, is_hidden=True)
    try:
        in_batches(arrival, pieces)
    except (WriteError, DatabaseError):
        take_back(actor, arrival, why)
        raise
    with transaction.atomic():
        arrival.is_hidden = False
        arrival.save(update_fields=["is_hidden"])


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

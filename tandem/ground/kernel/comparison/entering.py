"""Entering in the ledger a row that is no register's record, whole, so that it can be held against it later."""

from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.comparison.held import Held

LONGEST_NAME = 254


def enter(actor: Actor, subject: Held, row: Any, name: str, action: str) -> None:
    """Tell of a row after it was written, or before it is deleted; within the transaction that does so."""
    state = {} if action in subject.gone else subject.state(row)
    writing.note(actor, subject.key, row.pk, name[:LONGEST_NAME], action, state)

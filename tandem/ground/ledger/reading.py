"""What an entry told, read with the model of today: the one place where the past meets a later release.

An entry keeps the fields that its record had when it was written, and leaves out those that were empty. A field that
a later release added, or that was empty, is read as the value that its model declares for a record that was not given
any. Without this the past would change with every release.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

State = dict[str, Any]
Absent = Callable[[], Mapping[str, Any]]
_json = msgspec.json.Decoder(State)
_absent: dict[str, Absent] = {}
NOTHING: Mapping[str, Any] = {}


def declare(register: str, absent: Absent) -> None:
    """Say how a register's fields are read where an entry does not tell them."""
    _absent[register] = absent


def as_written(state: str) -> State:
    """Only what the entry itself tells."""
    return _json.decode(state)


def read(register: str, state: str) -> State:
    """All fields of a record as an entry leaves them."""
    return {**absent(register), **_json.decode(state)}


def filled(register: str, state: Mapping[str, Any]) -> State:
    """The same for a state that is decoded already."""
    return {**absent(register), **state}


def absent(register: str) -> Mapping[str, Any]:
    """How the fields of a register are read where an entry does not tell them."""
    known = _absent.get(register)
    return known() if known else NOTHING

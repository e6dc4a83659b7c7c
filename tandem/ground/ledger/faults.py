"""What is wrong with an entry as it lies in storage, in words a person can act on."""

import binascii
from collections.abc import Mapping

import msgspec

from tandem.ground.ledger import commitments, tags
from tandem.ground.ledger.canonical import NotCanonical, spelled
from tandem.ground.ledger.commitments import REASON, commitment, digest_of
from tandem.ground.ledger.leaves import Row, leaf

UNREADABLE = "one of its columns holds another kind of value"
VALUES = "its values, its reason or its secret are not those it committed to"
HEADER = "its header (who, what, when, which record) or its commitments were changed"
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_texts = msgspec.json.Decoder(dict[str, str])


def values_of(row: Row) -> dict[str, str]:
    """Canonical JSON of each value that is left in an entry, its reason included."""
    values = {name: bytes(raw).decode() for name, raw in _fields.decode(row.state).items()}
    return values | {REASON: spelled(row.reason)} if row.reason else values


def state_text(values: Mapping[str, str]) -> str:
    """The state of an entry, as it is stored, from its values."""
    return "{" + ",".join([f'"{name}":{values[name]}' for name in sorted(values) if name != REASON]) + "}"


def commitments_of(row: Row) -> dict[str, str]:
    """Commitments to all fields that the entry ever had."""
    if row.secret is None:
        return _texts.decode(row.commitments)
    return commitments.commitments(row.secret, values_of(row))


def salts_of(row: Row) -> dict[str, str]:
    """Salts, in hexadecimal, of the values that are left."""
    if row.secret is None:
        return _texts.decode(row.salts)
    return {name: salt.hex() for name, salt in commitments.salts_of(row.secret, values_of(row)).items()}


def fault(row: Row) -> str:
    """What does not fit within one entry, every commitment recomputed; empty when all of it does.

    Whether the entry as a whole is the one that was written is for its tag or its place in the tree to say.
    """
    try:
        return _fault_after_erasure(row) if row.secret is None else _fault(row)
    except (TypeError, AttributeError):
        return UNREADABLE
    except (msgspec.DecodeError, NotCanonical, UnicodeError):
        return "its state or its commitments are unreadable"


def fault_while_waiting(row: Row) -> str:
    """The same for an entry that no tree covers yet: it must also carry this installation's tag."""
    wrong = fault(row)
    if wrong or tags.is_tagged(leaf(row), row.tag):
        return wrong
    return "it was not written by this installation, or its header was changed since"


def _fault(row: Row) -> str:
    if row.secret is None or row.salts or row.commitments:
        return "it has salts or commitments written out although nothing of it was erased"
    values = values_of(row)
    if state_text(values) != row.state or commitments.whole(row.secret, row.state, row.reason) != row.whole:
        return VALUES
    return "" if commitments.digest(row.secret, values) == row.fields_digest else HEADER


def _fault_after_erasure(row: Row) -> str:
    """An entry that lost values to privacy: what remains must match, what is gone must be committed to."""
    values, committed, salts = values_of(row), commitments_of(row), salts_of(row)
    if commitments.spelled(committed) != row.commitments or digest_of(committed) != row.fields_digest:
        return "its written-out commitments are not those that were sealed"
    if set(salts) != set(values) or commitments.spelled(salts) != row.salts or state_text(values) != row.state:
        return "its remaining salts do not fit its remaining values"
    wrong = [name for name, value in values.items() if _commitment(salts[name], name, value) != committed.get(name)]
    return "a remaining value is not the one committed to: " + ", ".join(wrong) if wrong else ""


def _commitment(salt: str, name: str, value: str) -> str:
    try:
        return commitment(binascii.unhexlify(salt), name, value)
    except binascii.Error:
        return ""


def missing(row: Row) -> list[str]:
    """Names of the values that were taken out of an entry."""
    return sorted(set(commitments_of(row)) - set(values_of(row))) if row.secret is None else []

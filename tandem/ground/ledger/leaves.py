"""How an entry becomes a leaf of the tree: canonical JSON of its header and of what commits to its values."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from tandem.ground.ledger.canonical import spelled
from tandem.ground.ledger.merkle import leaf_hash

Stored = datetime | str | None


class Row(NamedTuple):
    """One entry as it lies in storage; SQLite gives times as text, PostgreSQL as datetime."""

    id: int
    organization_id: int
    register: str
    record_id: int
    reference: str
    version: int
    action: str
    actor_label: str
    actor_id: int | None
    through: str
    recorded_at: Stored
    occurred_at: Stored
    reason: str
    state: str
    secret: bytes | None
    salts: str
    commitments: str
    fields_digest: bytes
    whole: bytes
    tag: bytes
    leaf_index: int | None

    def __str__(self) -> str:
        return f"Entry {self.id} ({self.register} {self.reference}, {self.action})"


def leaf(row: Row) -> bytes:
    """The leaf of an entry as stored; of an entry that lost values to an erasure it is the same as before."""
    _, organization, register, record_id, reference, version, action, actor, actor_id, through = row[:10]
    recorded_at, occurred_at, fields_digest, whole = row.recorded_at, row.occurred_at, row.fields_digest, row.whole
    return (
        f'{_who(action, actor, actor_id)}"fields":"{fields_digest.hex()}",'
        f'"occurred_at":"{moment(occurred_at) if occurred_at else ""}","organization":{organization},'
        f'"record_id":{record_id},"recorded_at":"{moment(recorded_at)}","reference":{spelled(reference)},'
        f'{_how(register, through)}"version":{version},"whole":"{whole.hex()}"}}'
    ).encode()


def hashed(row: Row) -> bytes:
    """The hash of an entry's leaf."""
    return leaf_hash(leaf(row))


def moment(value: Stored) -> str:
    """A time as the leaf holds it: UTC with microseconds, empty for none.

    Text that is not spelled as Django writes it comes back as it is, and so never fits a leaf.
    """
    if not value:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
    if len(value) == 26 and value[10] == " " and value[-7:] != ".000000":
        return f"{value[:10]}T{value[11:]}Z"
    if len(value) == 19 and value[10] == " ":
        return f"{value[:10]}T{value[11:]}.000000Z"
    return value


@lru_cache(4096)
def _who(action: str, actor: str, actor_id: int | None) -> str:
    number = "null" if actor_id is None else actor_id
    return f'{{"action":{spelled(action)},"actor":{spelled(actor)},"actor_id":{number},'


@lru_cache(4096)
def _how(register: str, through: str) -> str:
    return f'"register":{spelled(register)},"through":{spelled(through)},'

"""How an entry becomes a leaf of the tree, and how it is read back from storage to be checked."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256, shake_256
from json.encoder import encode_basestring
from typing import Any, NamedTuple

import msgspec
from django.db import connection

from tandem.ground.ledger import canonical
from tandem.ground.ledger.commitments import SALT, commitment

REASON = "@reason"
COLUMNS = (
    "id, organization_id, register, record_id, reference, version, action, actor_label, actor_id, through,"
    " recorded_at, occurred_at, reason, state, leaf, secret, salts, leaf_index"
)
FETCH = 5_000
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_salts = msgspec.json.Decoder(dict[str, str])
_leaf = msgspec.json.Decoder(dict[str, Any])


class Row(NamedTuple):
    """One entry as it lies in storage."""

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
    recorded_at: str
    occurred_at: str
    reason: str
    state: str
    leaf: str
    secret: bytes | None
    salts: str
    leaf_index: int | None


def encoded(value: Any) -> bytes:
    """Canonical JSON of a field's value, quickly for what most fields hold."""
    if type(value) is str:
        text = value if value.isascii() else unicodedata.normalize("NFC", value)
        if text.isascii():
            quoted: str = encode_basestring(text)
            return quoted.encode()
        return canonical.encode(text)
    if value is True:
        return b"true"
    if value is False:
        return b"false"
    return canonical.encode(value)


def moment(value: datetime | None) -> str:
    """A time as the leaf holds it: UTC with microseconds, empty for none."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else ""


def committed(values: Mapping[str, bytes], secret: bytes) -> list[tuple[str, str]]:
    """Name and commitment of each field in the order of names."""
    names = sorted(values)
    stretch = shake_256(secret).digest(SALT * len(names))
    found, start = [], 0
    for name in names:
        spelled = name.encode()
        salted = stretch[start : start + SALT] + len(spelled).to_bytes(4, "big") + spelled + values[name]
        found.append((name, sha256(salted).hexdigest()))
        start += SALT
    return found


def compose(row: Row, fields: list[tuple[str, str]]) -> str:
    """The leaf of an entry: canonical JSON of its header and the commitments to its fields."""
    listed = ",".join([f'"{name}":"{digest}"' for name, digest in fields])
    actor_id = "null" if row.actor_id is None else row.actor_id
    return (
        f'{{"action":{_quoted(row.action)},"actor":{_quoted(row.actor_label)},"actor_id":{actor_id},'
        f'"fields":{{{listed}}},"occurred_at":"{row.occurred_at}","organization":{row.organization_id},'
        f'"record_id":{row.record_id},"recorded_at":"{row.recorded_at}","reference":{_quoted(row.reference)},'
        f'"register":{_quoted(row.register)},"through":{_quoted(row.through)},"version":{row.version}}}'
    )


def _quoted(text: str) -> str:
    return encoded(text).decode()


def fault(row: Row) -> str:
    """What is wrong with an entry as stored, in words; empty when everything it says is what it committed to."""
    try:
        values: dict[str, Any] = dict(_fields.decode(row.state))
    except msgspec.DecodeError:
        return "its state is no readable JSON"
    if row.reason:
        values[REASON] = encoded(row.reason)
    if row.secret is not None:
        return "" if compose(row, committed(values, row.secret)) == row.leaf else _difference(row, values)
    return _fault_after_erasure(row, values)


def _fault_after_erasure(row: Row, values: Mapping[str, Any]) -> str:
    """An entry that lost values to privacy: what remains must match, what is gone must be committed to."""
    try:
        salts = _salts.decode(row.salts)
        fields = dict(_leaf.decode(row.leaf)["fields"])
        digests = {name: commitment(bytes.fromhex(salts[name]), name, bytes(value)) for name, value in values.items()}
    except (msgspec.DecodeError, KeyError, ValueError):
        return "its salts or its commitments are missing or unreadable"
    if set(salts) != set(values):
        return "its remaining salts do not fit its remaining values"
    if any(fields.get(name) != digest for name, digest in digests.items()):
        return "a remaining value is not the one committed to"
    return "" if compose(row, sorted(fields.items())) == row.leaf else "its header was changed"


def _difference(row: Row, values: Mapping[str, Any]) -> str:
    """Which part of an entry does not fit its commitment."""
    try:
        told = _leaf.decode(row.leaf)
        fields = told["fields"]
    except (msgspec.DecodeError, KeyError):
        return "its commitments are unreadable"
    found = dict(committed(values, row.secret or b""))
    wrong = sorted(name for name in found.keys() | fields.keys() if found.get(name) != fields.get(name))
    if wrong and len(wrong) < len(found):
        return "the kept value differs from the one committed to: " + ", ".join(wrong)
    if wrong:
        return "its values or its secret were changed"
    header = compose(row, sorted(fields.items()))
    changed = [name for name, value in _leaf.decode(header).items() if told.get(name) != value]
    return "its header was changed: " + ", ".join(changed or ["form"])


def rows(condition: str, parameters: list[Any], order: str = "id", limit: int | None = None) -> Iterator[Row]:
    """Entries straight from storage. `condition` and `order` are SQL of this app; values come as parameters."""
    sql = f"SELECT {COLUMNS} FROM ledger_entry WHERE {condition} ORDER BY {order}"  # noqa: S608  our own text
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while batch := cursor.fetchmany(FETCH):
            yield from map(_row, batch)


def _row(raw: tuple[Any, ...]) -> Row:
    secret = bytes(raw[15]) if raw[15] is not None else None
    times = (_moment(raw[10]), _moment(raw[11]) if raw[11] else "")
    return Row._make((*raw[:10], *times, *raw[12:15], secret, *raw[16:]))


def _moment(raw: Any) -> str:
    """A stored time as the leaf holds it; SQLite keeps text, PostgreSQL gives a datetime."""
    if isinstance(raw, str):
        return f"{raw[:10]}T{raw[11:]}Z" if len(raw) == 26 else f"{raw[:10]}T{raw[11:19]}.{raw[20:]:0<6}Z"
    return moment(raw)

"""Holding what lists, search and inbox know of a record against the record itself."""

from collections.abc import Iterator, Sequence
from typing import Any

from tandem.ground.kernel import indexing, waiting_index
from tandem.ground.kernel.comparison.findings import Finding, What
from tandem.ground.kernel.registers import Register

Known = dict[str, set[Any]]  # what each index says of a record
INBOX = "inbox"
KINDS = (*indexing.INDEXES, INBOX)
TRIES = 5
MOST_STRAYS = 1_000


def differences(register: Register, records: Sequence[Any]) -> Iterator[Finding]:
    """Records of one window of which an index tells something else."""
    known = _known(register, [record.pk for record in records])
    for record in records:
        if _wrong(register, record, known.get(record.pk, {})):
            yield from _again(register, record.pk)


def strays(register: Register) -> Iterator[Finding]:
    """Records that are gone and that an index still knows."""
    for pk in sorted({*indexing.strays(register), *waiting_index.strays(register, MOST_STRAYS)}):
        yield from _again(register, pk)


def _again(register: Register, pk: int) -> list[Finding]:
    """Look once more, between two readings of the same version: a write changes record and index together."""
    for _attempt in range(TRIES):
        record = register.model.objects.filter(pk=pk).first()
        known = _known(register, [pk]).get(pk, {})
        version = register.model.objects.filter(pk=pk).values_list("version", flat=True).first()
        if version == (record.version if record else None):
            kinds = _wrong(register, record, known) if record else sorted(known)
            reference = record.reference if record else ""
            return [Finding(What.INDEX, register.key, pk, reference, ", ".join(kinds))] if kinds else []
    return []


def _known(register: Register, record_ids: Sequence[int]) -> dict[int, Known]:
    """What each index says, by record."""
    known: dict[int, Known] = {pk: dict(kinds) for pk, kinds in indexing.known_of(register, record_ids).items()}
    for pk, rows in waiting_index.known_of(register, record_ids).items():
        known.setdefault(pk, {})[INBOX] = rows
    return known


def _wrong(register: Register, record: Any, known: Known) -> list[str]:
    """Which kinds of index do not say what the record says."""
    right: Known = {**indexing.kept_beside(register, record), INBOX: waiting_index.kept_beside(register, record)}
    return [kind for kind in KINDS if known.get(kind, set()) != right[kind]]

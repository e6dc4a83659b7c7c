"""Holding what lists and search know of a record against the record itself."""

from collections.abc import Iterator, Sequence
from typing import Any

from tandem.ground.kernel import indexing
from tandem.ground.kernel.comparison.findings import Finding, What
from tandem.ground.kernel.registers import Register

Known = dict[str, set[tuple[str, ...]]]
TRIES = 5


def differences(register: Register, records: Sequence[Any]) -> Iterator[Finding]:
    """Records of one window of which an index tells something else."""
    known = indexing.known_of(register, [record.pk for record in records])
    for record in records:
        if _wrong(register, record, known.get(record.pk, {})):
            yield from _again(register, record.pk)


def strays(register: Register) -> Iterator[Finding]:
    """Records that are gone and that an index still knows."""
    for pk in indexing.strays(register):
        yield from _again(register, pk)


def _again(register: Register, pk: int) -> list[Finding]:
    """Look once more, between two readings of the same version: a write changes record and index together."""
    for _attempt in range(TRIES):
        record = register.model.objects.filter(pk=pk).first()
        known = indexing.known_of(register, [pk]).get(pk, {})
        version = register.model.objects.filter(pk=pk).values_list("version", flat=True).first()
        if version == (record.version if record else None):
            kinds = _wrong(register, record, known) if record else sorted(known)
            reference = record.reference if record else ""
            return [Finding(What.INDEX, register.key, pk, reference, ", ".join(kinds))] if kinds else []
    return []


def _wrong(register: Register, record: Any, known: Known) -> list[str]:
    """Which kinds of index do not say what the record says."""
    right = indexing.kept_beside(register, record)
    return [kind for kind in indexing.INDEXES if known.get(kind, set()) != right[kind]]

"""The vulnerabilities that are known here, found by any of their names in whatever spelling."""

from collections.abc import Iterable
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.rehearsing import as_rehearsed
from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.models import Vulnerability

AT_ONCE = 400


class Known:
    """Which records stand for the vulnerabilities of a report."""

    def __init__(self, names: Iterable[str]) -> None:
        self.wanted = {identifiers.key(name) for name in names}
        self.by_name: dict[str, list[int]] = {}
        rows = Vulnerability.objects.order_by("pk").values_list("pk", "identifier", "aliases")
        laid = {record.pk: record for record in as_rehearsed(Vulnerability, (), lambda record: True)}
        for number, identifier, aliases in rows:
            if number not in laid:
                self._name(number, identifier, aliases)
        for number, record in laid.items():
            self._name(number, record.identifier, record.aliases)
        named = {number for numbers in self.by_name.values() for number in numbers}
        self.records = _records(named - laid.keys()) | {number: laid[number] for number in named & laid.keys()}

    def _name(self, number: int, identifier: str, aliases: list[str]) -> None:
        for name in (identifier, *identifiers.equivalents(identifier, aliases)):
            if (key := identifiers.key(name)) in self.wanted:
                self.by_name.setdefault(key, []).append(number)

    def of(self, names: list[str]) -> list[Any]:
        """The records that stand for a vulnerability of these names, the one to keep first."""
        numbers = dict.fromkeys(number for name in names for number in self.by_name.get(identifiers.key(name), []))
        candidates = [self.records[number] for number in numbers]
        return sorted(
            candidates,
            key=lambda record: (record.identifier != identifiers.best([record.identifier, *names]), record.pk),
        )

    def learn(self, record: Any, names: Iterable[str]) -> None:
        """Know a record that is new or has changed."""
        self.records[record.pk] = record
        for name in names:
            numbers = self.by_name.setdefault(identifiers.key(name), [])
            if record.pk not in numbers:
                numbers.append(record.pk)


def _records(numbers: set[int]) -> dict[int, Any]:
    records: dict[int, Any] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), AT_ONCE):
        records |= {
            record.pk: record for record in Vulnerability.objects.filter(pk__in=wanted[start : start + AT_ONCE])
        }
    return records


def join(actor: Actor, kept: Any, others: Iterable[Any]) -> None:
    """What turns out to be the same vulnerability is one: the findings of all are findings of the one that is kept."""
    register = declared_for(VulnerabilityFinding)
    for other in others:
        pairs = [(finding, {"vulnerability": kept}) for finding in _findings_of(other.pk)]
        writing.follow_many(actor, register, pairs, "joined", kept.identifier)


def _findings_of(number: int) -> list[Any]:
    rows = VulnerabilityFinding.objects.filter(vulnerability=number).order_by("pk")
    return as_rehearsed(VulnerabilityFinding, rows, lambda finding: finding.vulnerability_id == number)

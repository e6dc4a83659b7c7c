"""The vulnerabilities that are known here, found by any of their names in whatever spelling."""

from collections.abc import Iterable
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.models import Vulnerability

AT_ONCE = 400


class Known:
    """Which records stand for the vulnerabilities of a report."""

    def __init__(self, names: Iterable[str]) -> None:
        self.wanted = {identifiers.key(name) for name in names}
        self.by_name: dict[str, list[int]] = {}
        for number, identifier, aliases in Vulnerability.objects.order_by("pk").values_list(
            "pk", "identifier", "aliases"
        ):
            for name in (identifier, *identifiers.equivalents(identifier, aliases)):
                if (key := identifiers.key(name)) in self.wanted:
                    self.by_name.setdefault(key, []).append(number)
        self.records = _records({number for numbers in self.by_name.values() for number in numbers})

    def of(self, names: list[str]) -> list[Any]:
        """The records that stand for a vulnerability of these names, the one to keep first."""
        numbers = dict.fromkeys(number for name in names for number in self.by_name.get(identifiers.key(name), []))
        found = [self.records[number] for number in numbers]
        return sorted(
            found, key=lambda record: (record.identifier != identifiers.best([record.identifier, *names]), record.pk)
        )

    def learn(self, record: Any, names: Iterable[str]) -> None:
        """Know a record that is new or has changed."""
        self.records[record.pk] = record
        for name in names:
            numbers = self.by_name.setdefault(identifiers.key(name), [])
            if record.pk not in numbers:
                numbers.append(record.pk)


def _records(numbers: set[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), AT_ONCE):
        found |= {one.pk: one for one in Vulnerability.objects.filter(pk__in=wanted[start : start + AT_ONCE])}
    return found


def join(actor: Actor, kept: Any, others: Iterable[Any]) -> None:
    """What turns out to be the same vulnerability is one: the findings of all are findings of the one that is kept."""
    register = declared_for(VulnerabilityFinding)
    for other in others:
        findings = VulnerabilityFinding.objects.filter(vulnerability=other).order_by("pk")
        pairs = [(finding, {"vulnerability_id": kept.pk}) for finding in findings]
        writing.follow_many(actor, register, pairs, "joined", kept.identifier)

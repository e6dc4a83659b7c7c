"""Which requirements a record counts for, how they stand, and what is missing on this very record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tandem.direction.scope.rules import adopted
from tandem.faces.web.conformity import TONES, served_by
from tandem.faces.web.shell import Visit
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.report import Report, RequirementResult


@dataclass(frozen=True, slots=True)
class Served:
    """One requirement: where it stands, and the checks of it that fail for want of something here."""

    url: str
    ref: str
    title: str
    standard: str
    tone: str
    word: str
    missing: tuple[str, ...] = ()


def serves(visit: Visit, register: Register, record: Any) -> Sequence[Served]:
    """What the record serves in each adopted standard, what lacks something here first; nothing for staff."""
    if visit.actor.role == STAFF:
        return ()
    served = served_by(register, record, adopted())
    if not served:
        return ()
    report = evaluate_for(visit.actor)
    rows = [
        _served(visit, report, register, record, standard.key, standard.name, requirement)
        for standard in report.standards
        for requirement in standard.requirements
        if requirement.ref in served.get(standard.key, ())
    ]
    return sorted(rows, key=lambda row: not row.missing)


def _served(
    visit: Visit,
    report: Report,
    register: Register,
    record: Any,
    standard: str,
    name: str,
    requirement: RequirementResult,
) -> Served:
    url, tone = visit.url("requirement", standard, requirement.ref), TONES[requirement.result]
    missing = tuple(
        str(outcome.check.title)
        for outcome in (report.outcomes[key] for key in requirement.checks)
        if any(item.register == register.key and item.record_id == record.pk for item in outcome.offenders)
    )
    return Served(url, requirement.ref, requirement.title, name, tone, str(requirement.result.label), missing)

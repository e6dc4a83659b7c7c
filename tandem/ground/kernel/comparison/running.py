"""Comparing everything of an organization, or what was written lately, and keeping what came of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from tandem.ground.kernel import clock, registers
from tandem.ground.kernel.comparison import further, held, hiding, indexes
from tandem.ground.kernel.comparison.comparing import Table
from tandem.ground.kernel.comparison.findings import Finding
from tandem.ground.kernel.comparison.stored import Storage
from tandem.ground.kernel.models import Comparison
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.models import Entry

MOST = 1_000  # findings; after that many the rest is no news
MOST_RECENT = 5_000
OVERLAP = timedelta(minutes=10)  # a write may be committed this much after its entry was numbered
KEPT = 100


@dataclass(slots=True)
class Outcome:
    """What a comparison looked at and what it found, the first difference first."""

    began_at: datetime
    rows: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """True when nothing differs."""
        return not self.findings


def compare(organization_id: int, *, with_files: bool = True) -> Outcome:
    """Hold every table, every index and every stored file of an organization against its ledger; writes nothing."""
    outcome = Outcome(clock.now())
    with organization_active(organization_id):
        right_at = last_right(organization_id)
        found = _everything(organization_id, outcome, with_files)
        outcome.findings = [finding.seen_right(right_at) for finding in islice(found, MOST)]
    return outcome


def compare_recent(organization_id: int, since: datetime) -> Outcome:
    """The same for what the ledger tells was written since a moment."""
    outcome = Outcome(clock.now())
    with organization_active(organization_id):
        written = Entry.objects.filter(organization_id=organization_id, recorded_at__gte=since - OVERLAP)
        keys = written.order_by().values_list("register", "record_id").distinct()[:MOST_RECENT]
        for key, row_id in keys:
            subject = held.find(key)
            if subject is not None:
                outcome.findings += Table(subject, organization_id).again(row_id)
                outcome.rows += 1
    return outcome


def last_right(organization_id: int) -> datetime | None:
    """When a whole comparison last found nothing; the organization has to be active."""
    whole = Comparison.objects.filter(organization_id=organization_id, is_whole=True, findings=[])
    newest: datetime | None = whole.order_by("-began_at").values_list("began_at", flat=True).first()
    return newest


def keep(organization_id: int, outcome: Outcome, *, is_whole: bool, problem: str = "") -> Comparison:
    """Keep what came of a comparison; the oldest ones go."""
    with organization_active(organization_id):
        kept: Comparison = Comparison.objects.create(
            organization_id=organization_id,
            is_whole=is_whole,
            began_at=outcome.began_at,
            ended_at=clock.now(),
            rows=outcome.rows,
            files=outcome.files,
            findings=[_kept(finding) for finding in outcome.findings],
            problem=problem,
        )
        mine = Comparison.objects.filter(organization_id=organization_id, is_whole=is_whole).order_by("-pk")
        for outdated in mine[KEPT:]:
            outdated.delete()
    return kept


def _everything(organization_id: int, outcome: Outcome, with_files: bool) -> Iterator[Finding]:
    for subject in held.every():
        table = Table(subject, organization_id)
        register = registers.find(subject.key)
        beside: list[Finding] = []

        def look(rows: object, register: object = register, beside: list[Finding] = beside) -> None:
            beside.extend(indexes.differences(register, rows))  # type: ignore[arg-type]

        yield from table.differences(look if register else None)
        yield from beside
        if register:
            yield from indexes.strays(register)
        outcome.rows += table.rows
    yield from hiding.differences(organization_id, outcome.began_at)
    yield from further.differences(organization_id)
    if with_files:
        storage = Storage(organization_id)
        yield from storage.differences()
        outcome.files = storage.files


def _kept(finding: Finding) -> dict[str, str | int]:
    """A finding as it is kept: without the values, which not everybody may see."""
    told = asdict(finding)
    since = max((moment for moment in (finding.since, finding.right_at) if moment), default=None)
    return {name: told[name] for name in ("what", "register", "row_id", "reference", "field")} | {
        "since": since.isoformat() if since else ""
    }

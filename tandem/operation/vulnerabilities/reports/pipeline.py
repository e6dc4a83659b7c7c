"""Reports as pipelines bring them: one file in, a summary out, and a verdict by severity."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.reports import background, bringing, reading
from tandem.operation.vulnerabilities.reports.bringing import Options, Outcome

COUNTS = ("new", "changed", "seen_again", "reopened", "gone", "unchanged")
SEVERITIES = ("critical", "high", "medium", "low", "information", "not-rated")
CODES_FROM = 10  # exit code 11 for critical, 12 for high …
GRAVE = SEVERITIES[:4]


def take(
    actor: Actor, chunks: Iterable[bytes], name: str, options: Options, *, keep: bool
) -> tuple[list[Outcome], int]:
    """Bring the reports in one file; returns what came of them, and the number under which they can be taken back.

    UnusableFile when it is too large or cannot be read at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        _write(path, chunks)
        answers = reading.answers(path, name)
    return background.bring(actor, answers, options, name) if keep else (bringing.preview(actor, answers, options), 0)


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.TANDEM_IMPORT_LIMIT:
                raise UnusableFile(_("The file is larger than the limit; bring it in parts."))
            file.write(chunk)


def totals(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """What came of all reports together."""
    taken = [outcome for outcome in outcomes if outcome.changes]
    sums = {name: sum(getattr(outcome, name) for outcome in taken) for name in COUNTS}
    known, refused = (
        sum(bool(outcome.known_as) for outcome in outcomes),
        sum(bool(outcome.refusal) for outcome in outcomes),
    )
    return {"taken": len(taken), "known": known, "refused": refused} | sums


def open_by_severity(actor: Actor, tools: Iterable[str] = (), targets: Iterable[str] = ()) -> dict[str, int]:
    """How many findings are open of each severity: all that the actor may see, or those of tools on targets."""
    findings: Any = permissions.visible(actor, declared_for(VulnerabilityFinding))
    findings = findings.open()
    if tools:
        findings = findings.filter(tool__in=list(tools), target__in=list(targets))
    counted = dict(findings.order_by().values_list("severity").annotate(count=Count("pk")))
    return {word: counted.get(number, 0) for number, word in enumerate(SEVERITIES, start=1)}


def exit_code(counts: dict[str, int], mildest: str) -> int:
    """0 when nothing of this severity or a graver one is open, else 10 and the severity: 11 critical, 12 high …"""
    for number, word in enumerate(SEVERITIES, start=1):
        if counts[word]:
            return CODES_FROM + number
        if word == mildest:
            return 0
    return 0


def severities_seen(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many findings the reports speak of, of each severity."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for outcome in outcomes:
        for number, count in outcome.severities.items():
            counts[SEVERITIES[number - 1]] += count
    return counts


def summary(actor: Actor, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What a pipeline is told: what came of the reports, what they speak of, and what is open in all."""
    return {
        "totals": totals(outcomes),
        "seen": severities_seen(outcomes),
        "open": open_by_severity(actor),
    }

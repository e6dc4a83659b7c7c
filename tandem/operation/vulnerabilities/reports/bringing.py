"""Bringing reports into the registers through the write gate: each all or nothing, each only once, in short batches.

A report is known by what it says, so that the same one again changes nothing. What it says of a place is compared with
the findings of the same tool there: new, seen again, opened again, no longer seen. Nothing is closed by itself.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.exchange import long_work
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import locales, rehearsing, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import declared_for
from tandem.operation.vulnerabilities.findings.comparing import Comparison, contradicts
from tandem.operation.vulnerabilities.findings.matching import Inventory
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.findings.placing import MOST_TOLD, Places
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports import reading
from tandem.operation.vulnerabilities.reports.child import Answer
from tandem.operation.vulnerabilities.reports.contents import Report
from tandem.operation.vulnerabilities.reports.knowing import Learnt, learn
from tandem.operation.vulnerabilities.reports.models import LISTS, VulnerabilityReport

KNOWN_TITLE = 200
SAMPLES = 40
UNDATED = "9999"  # such reports speak of today, so they come last
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever brings reports decides: how they are taken, and which item each target is."""

    proposes_fixed: bool = True
    takes_information: bool = True
    scanned_on: date | None = None
    owner: int | None = None
    creates_items: bool = False
    items: dict[str, str] = field(default_factory=dict)
    target: str = ""
    targets: dict[str, str] = field(default_factory=dict)

    def target_of(self, file: str) -> str:
        """What the reports of a file looked at that do not say it themselves."""
        return (self.targets.get(file) or self.target).strip()[:300]


@dataclass(slots=True)
class Outcome:
    """What came, or would come, of one report in one file."""

    file: str
    refusal: str = ""
    asks_target: bool = False
    known_as: str = ""
    reference: str = ""
    kind: str = ""
    tool: str = ""
    title: str = ""
    scanned_on: str = ""
    is_full: bool = False
    severities: dict[int, int] = field(default_factory=dict)
    looked_at: list[str] = field(default_factory=list)
    failed: list[list[str]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    vulnerabilities_new: int = 0
    vulnerabilities_changed: int = 0
    exploited: int = 0
    now_exploited: int = 0
    no_longer_listed: int = 0
    new: int = 0
    changed: int = 0
    seen_again: int = 0
    reopened: int = 0
    gone: int = 0
    unchanged: int = 0
    left_out: list[list[Any]] = field(default_factory=list)
    samples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """True when the report says something new."""
        return not self.refusal and not self.known_as


def preview(
    actor: Actor, answers: Sequence[Answer], options: Options, progress: Progress | None = None
) -> list[Outcome]:
    """What the reports would do one after the other, tried out without keeping anybody waiting."""
    insist_may(actor)
    with rehearsing.rehearsed():
        return take_all(actor, answers, options, progress)


def bring(
    actor: Actor,
    answers: Sequence[Answer],
    options: Options,
    progress: Progress | None = None,
    run: ImportRun | None = None,
) -> list[Outcome]:
    """Take every report, each whole or not at all; lists of exploited vulnerabilities first, then by day.

    With a run all of them can be taken back together.
    """
    insist_may(actor)
    return take_all(actor, answers, options, progress, run)


def insist_may(actor: Actor) -> None:
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))


def take_all(
    actor: Actor,
    answers: Sequence[Answer],
    options: Options,
    progress: Progress | None = None,
    run: ImportRun | None = None,
) -> list[Outcome]:
    """Take every report for somebody whose right to do so is known already."""
    refused = [Outcome(answer.name, refusal=reading.why(answer)) for answer in answers if answer.code]
    dated = [
        (answer.name, report, digest)
        for answer in answers
        for report, digest in zip(answer.reports, answer.digests, strict=True)
    ]
    dated.sort(key=lambda entry: (entry[1].kind not in LISTS, entry[1].scanned_on or UNDATED, entry[0]))
    outcomes, inventory = [], Inventory()
    for done, (name, report, digest) in enumerate(dated, start=1):
        outcomes.append(_bring(actor.importing(), name, report, digest, options, inventory, run))
        if outcomes[-1].refusal:
            inventory = Inventory()  # what a refused report had added is gone again
        if progress:
            progress(done, len(dated))
    return refused + outcomes


def _bring(
    actor: Actor,
    name: str,
    report: Report,
    digest: str,
    options: Options,
    inventory: Inventory,
    run: ImportRun | None,
) -> Outcome:
    day = _day(actor, report) or options.scanned_on or actor.today
    outcome = Outcome(name, kind=report.kind, tool=report.tool, scanned_on=day.isoformat(), is_full=report.is_full)
    if day > actor.today:
        words = _("It speaks of %(day)s, a day to come; the clock of the machine that wrote it may be wrong.")
        outcome.refusal = words % {"day": locales.day(day)}
        return outcome
    target = options.target_of(name)
    if report.lacks_target and not target and (report.sightings or report.is_full):
        outcome.asks_target, outcome.title = True, report.title or report.tool
        outcome.refusal = _("It does not say what it looked at. Name the repository, image or system.")
        return outcome
    named = target if report.lacks_target else ""
    report.name_target(target)
    outcome.title = _title(report, day)
    outcome.looked_at = list(report.targets)[:MOST_TOLD]
    try:
        mark = _mark(report, digest, options, named, day)
        if earlier := _kept_as(mark):
            outcome.known_as = earlier.reference
            pieces = _again(actor, report, day, outcome)
        else:
            pieces = _take(actor, report, inventory, mark, day, options, outcome)
        long_work.as_a_whole(actor, pieces, _size(report), _("It could not be kept whole"), run)
    except (WriteError, DatabaseError) as error:
        words = (
            str(error) if isinstance(error, WriteError) else _("It holds what cannot be kept: %s") % str(error)[:200]
        )
        return Outcome(name, refusal=words, kind=report.kind, tool=report.tool, title=outcome.title)
    return outcome


def _day(actor: Actor, report: Report) -> date | None:
    """The day of a report, as it was here when it looked; None where it does not say.

    Where a machine that tells no offset is a day ahead of here, it is today.
    """
    if not report.scanned_on:
        return None
    day = date.fromisoformat(report.scanned_on)
    with suppress(ValueError):
        looked_at = datetime.fromisoformat(report.scanned_at)
        day = looked_at.astimezone(actor.zone).date() if looked_at.tzinfo else day
    return actor.today if day == actor.today + timedelta(days=1) else day


def _size(report: Report) -> int:
    """About how many records a report touches."""
    return len(report.sightings) + len(report.weaknesses) + len(report.scores)


def _again(actor: Actor, report: Report, day: date, outcome: Outcome) -> Iterator[None]:
    """A report that is known already says nothing new, but likelihoods hold for what came since."""
    if report.kind == "epss":
        learnt = Learnt()
        yield from learn(actor, report, day, learnt)
        outcome.vulnerabilities_changed = learnt.changed


def _mark(report: Report, digest: str, options: Options, named: str, day: date) -> str:
    """What makes a report the same one: what it says, of what, and of which day.

    A report without a day of its own is another one on another day that somebody states. One that does not say at what
    time it looked and still sees what was marked fixed meanwhile is a new look, not the same file once more.
    """
    stated = options.scanned_on if not report.scanned_on else None
    parts = [digest, *([named] if named else []), *([str(stated)] if stated else [])]
    mark, turn = _digest(parts), 1
    while not _says_when(report) and _kept_as(mark) and contradicts(report, day):
        turn += 1
        mark = _digest([*parts, f"look {turn}"])
    return mark


def _digest(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _says_when(report: Report) -> bool:
    """Whether a report tells the time at which it looked, not the day alone."""
    return ":" in report.scanned_at


def _kept_as(mark: str) -> Any:
    """The report that was brought under this mark first."""
    rows = VulnerabilityReport.objects.filter(digest=mark).order_by("pk")
    kept = rehearsing.as_rehearsed(VulnerabilityReport, rows, lambda report: report.digest == mark)
    return next(iter(kept), None)


def _title(report: Report, day: date) -> str:
    if report.kind == "epss":
        return _("Likelihood of attacks on %(day)s") % {"day": locales.day(day)}
    if report.kind == "kev":
        words = _("Known exploited vulnerabilities: %(count)d, until %(day)s")
        return words % {"count": len(report.weaknesses), "day": locales.day(day)}
    first = next(iter(report.targets), report.title)
    more = f" +{len(report.targets) - 1}" if len(report.targets) > 1 else ""
    return f"{report.tool}: {first[: KNOWN_TITLE - len(report.tool) - 12]}{more}" if first else report.tool


def _open_and_exploited() -> int:
    """Open findings that attackers could use already."""
    findings = VulnerabilityFinding.objects.open()
    if not rehearsing.is_on():
        return int(findings.filter(is_exploited=True).count())
    laid = rehearsing.as_rehearsed(Vulnerability, (), lambda record: True)
    exploited = {record.pk for record in laid if record.is_exploited}
    no_longer = {record.pk for record in laid} - exploited
    return int(
        findings.filter(Q(is_exploited=True) | Q(vulnerability__in=exploited))
        .exclude(vulnerability__in=no_longer)
        .count()
    )


def _take(
    actor: Actor, report: Report, inventory: Inventory, mark: str, day: date, options: Options, outcome: Outcome
) -> Iterator[None]:
    left_out = dict(report.left_out)
    if not options.takes_information:
        kept = [sighting for sighting in report.sightings if sighting.severity != 5]
        left_out["information"] = len(report.sightings) - len(kept)
        named = {weakness.identifier for weakness in kept}
        report.weaknesses = [weakness for weakness in report.weaknesses if weakness.identifier in named]
        report.sightings = kept
    exploited_before = _open_and_exploited()
    learnt = Learnt()
    yield from learn(actor, report, day, learnt)
    left_out |= learnt.left_out
    outcome.no_longer_listed = learnt.no_longer_listed
    outcome.severities = dict(sorted(Counter(sighting.severity for sighting in report.sightings).items()))
    outcome.failed = [[target, why] for target, why in report.failed.items()][:SAMPLES]
    outcome.vulnerabilities_new, outcome.vulnerabilities_changed = learnt.new, learnt.changed
    outcome.exploited, outcome.now_exploited = learnt.exploited, _open_and_exploited() - exploited_before
    places = Places(actor, report, inventory, options.items, options.owner, creates=options.creates_items)
    comparison = Comparison(actor, report, day, learnt.by_identifier, places, proposes_fixed=options.proposes_fixed)
    for name in ("new", "changed", "seen_again", "reopened", "gone", "unchanged"):
        setattr(outcome, name, len(getattr(comparison, name)))
    values = {
        "title": outcome.title,
        "kind": report.kind,
        "tool": report.tool,
        "target": ", ".join(report.targets)[:300],
        "scanned_on": day,
        "is_full": report.is_full,
        "looked_at": places.looked_at(),
        "not_looked_at": places.not_looked_at(),
        "file_name": outcome.file[-255:],
        "digest": mark,
        "left_out": sum(left_out.values()),
    }
    values |= {name: getattr(outcome, name) for name in ("new", "seen_again", "reopened", "gone")}
    kept_report = writing.create(actor, declared_for(VulnerabilityReport), values)
    yield from comparison.write(kept_report)
    outcome.reference = kept_report.reference
    outcome.targets, outcome.left_out = places.as_rows(), reading.left_out(left_out)
    outcome.samples = comparison.samples(SAMPLES)

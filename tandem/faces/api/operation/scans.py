"""Reports of scanners from pipelines, and what was scanned of the inventory."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import UNSET, Meta, Struct, UnsetType

from tandem.faces.api.entering import register_of
from tandem.faces.api.operations import Operation
from tandem.faces.api.problems import Refusal
from tandem.ground.kernel.actor import Actor
from tandem.operation.vulnerabilities import coverage as covering
from tandem.operation.vulnerabilities.reports import pipeline
from tandem.operation.vulnerabilities.reports.bringing import Options, Outcome

PIECE = 65_536
Switch = Literal["true", "false"]


class ScanQuery(Struct):
    """How a report is taken; `target` is what it looked at where it does not say so."""

    name: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    target: Annotated[str, Meta(max_length=300)] | UnsetType = UNSET
    on: date | UnsetType = UNSET
    dry_run: Switch | UnsetType = UNSET
    create_items: Switch | UnsetType = UNSET
    keep_open: Switch | UnsetType = UNSET
    without_information: Switch | UnsetType = UNSET


class ScanReport(Struct):
    """What came of one report in the file."""

    file: str
    refusal: str
    known_as: str
    reference: str
    kind: str
    tool: str
    title: str
    scanned_on: str
    is_full: bool
    looked_at: list[str]
    new: int
    changed: int
    seen_again: int
    reopened: int
    gone: int
    unchanged: int
    left_out: dict[str, int]


class ScanTotals(Struct):
    """What came of all reports in the file."""

    taken: int
    known: int
    refused: int
    new: int
    changed: int
    seen_again: int
    reopened: int
    gone: int
    unchanged: int


class BySeverity(Struct, rename={"not_rated": "not-rated"}):
    """Findings of each severity."""

    critical: int
    high: int
    medium: int
    low: int
    information: int
    not_rated: int


class Scanned(Struct):
    """What came of a file of reports: what it speaks of, and what is open in the whole organization now.

    `number` is the one under which all of it can be taken back; 0 when there is nothing to take back.
    """

    is_written: bool
    number: int
    reports: list[ScanReport]
    totals: ScanTotals
    seen: BySeverity
    open: BySeverity


class CoverageQuery(Struct):
    """Only what is in one state."""

    state: Literal["scanned", "failed", "never", "unknown"] | UnsetType = UNSET


class CoverageRow(Struct):
    """An item of the inventory, or a target that is none, and the newest look at it."""

    state: str
    name: str
    item: str
    kind: str
    owner: str
    tools: list[str]
    last_on: str
    report: str
    why: str
    is_old: bool


class CoverageCounts(Struct):
    """How many items were scanned, failed or were never scanned, and how many targets are in no inventory."""

    scanned: int
    failed: int
    never: int
    unknown: int


class Coverage(Struct):
    """What was looked at for vulnerabilities, against the inventory."""

    counts: CoverageCounts
    rows: list[CoverageRow]


def bring(request: HttpRequest, actor: Actor) -> Any:
    """Take the body as a report, or a zip of reports; each whole or not at all, the same one only once."""
    register_of(actor, "vulnerability-findings")
    keep = request.GET.get("dry_run") != "true"
    name = request.GET.get("name", "").strip()[:200] or "report"
    chunks = iter(lambda: request.read(PIECE), b"")
    outcomes, number = pipeline.take(actor, chunks, name, _options(request), keep=keep)
    if outcomes and all(outcome.refusal for outcome in outcomes):
        raise Refusal(422, outcomes[0].refusal, {outcome.file: [outcome.refusal] for outcome in outcomes})
    reports = [_report(outcome) for outcome in outcomes]
    summary = pipeline.summary(actor, outcomes)
    return {"is_written": keep, "number": number, "reports": reports, **summary}


def _options(request: HttpRequest) -> Options:
    query = request.GET
    day = query.get("on", "")
    try:
        scanned_on = date.fromisoformat(day) if day else None
    except ValueError as error:
        wrong = _("Write a day as 2026-03-31.")
        raise Refusal(422, wrong, {"on": [wrong]}) from error
    return Options(
        proposes_fixed=query.get("keep_open") != "true",
        takes_information=query.get("without_information") != "true",
        scanned_on=scanned_on,
        creates_items=query.get("create_items") == "true",
        target=query.get("target", "").strip()[:300],
    )


def _report(outcome: Outcome) -> ScanReport:
    names = [name for name in ScanReport.__struct_fields__ if name != "left_out"]
    return ScanReport(**{name: getattr(outcome, name) for name in names}, left_out=dict(map(tuple, outcome.left_out)))


def coverage(request: HttpRequest, actor: Actor) -> Any:
    """Every item in use that can be scanned with the newest look at it, and every target that is in no inventory."""
    register_of(actor, "vulnerability-findings")
    covered, state = covering.coverage(actor), request.GET.get("state", "")
    rows = covered.of(state) if state else [*covered.items, *covered.unknown]
    return Coverage(CoverageCounts(**covered.counts()), [_row(row, actor.today) for row in rows])


def _row(covered: covering.Covered, today: date) -> CoverageRow:
    look = covered.last
    return CoverageRow(
        state=covered.state,
        name=covered.name,
        item=covered.item,
        kind=covered.kind,
        owner=covered.owner,
        tools=covered.tools,
        last_on=look.on.isoformat() if look else "",
        report=look.report if look else "",
        why=look.why if look else "",
        is_old=covered.is_old(today),
    )


OPERATIONS = (
    Operation(
        method="post",
        path="/{organization}/scans",
        handler=bring,
        key="bring-scan",
        summary="Bring the report of a scanner",
        tag="vulnerability-findings",
        query=ScanQuery,
        takes_file=True,
        answer=Scanned,
    ),
    Operation(
        method="get",
        path="/{organization}/scan-coverage",
        handler=coverage,
        key="scan-coverage",
        summary="What was scanned of the inventory",
        tag="vulnerability-findings",
        query=CoverageQuery,
        answer=Coverage,
    ),
)

"""Files of reports on their way: uploaded, looked through, imported, with the long work in the background."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from tandem.ground.exchange import runs, works
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import jobs
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.reports import bringing, reading

KIND = "reports"
AT_ONCE = 400  # findings and vulnerabilities that are taken while the person waits
Files = Sequence[tuple[str, Iterable[bytes]]]


def receive(actor: Actor, files: Files) -> ImportRun:
    """Keep uploaded files as one run; UnusableFile when they are too large."""
    register = declared_for(VulnerabilityFinding)
    if len(files) == 1:
        return runs.receive_as(actor, register, KIND, *files[0])
    names = ", ".join(name for name, _chunks in files)
    return runs.receive_as(actor, register, KIND, names[:250], reading.bundled(files))


def find(actor: Actor, run_id: int) -> ImportRun:
    """The actor's own run; managers see everybody's."""
    return runs.find(actor, run_id, KIND)


def options_of(run: ImportRun) -> bringing.Options:
    """What was decided for a run."""
    decided = run.fixed
    return bringing.Options(
        proposes_fixed=decided.get("proposes_fixed", True),
        takes_information=decided.get("takes_information", True),
        scanned_on=date.fromisoformat(decided["scanned_on"]) if decided.get("scanned_on") else None,
        owner=decided.get("owner"),
        items=dict(run.mapping),
        targets=dict(decided.get("targets", {})),
    )


def start(actor: Actor, run: ImportRun, *, keep: bool) -> None:
    """Preview or import: at once what is small, otherwise in the background."""
    answers = reading.answers(runs.path_of(run), run.filename)
    state = ImportRun.State.RUNNING if keep else ImportRun.State.PREVIEWING
    runs.note(run, state=state)
    size = sum(_size(report) for answer in answers for report in answer.reports)
    if size <= AT_ONCE:
        _carry_out(actor, run, answers, keep=keep)
    else:
        runs.ask(actor, run, "vulnerability-reports", {"keep": keep})


def _size(report: Any) -> int:
    return len(report.sightings) + len(report.weaknesses) + len(report.scores)


def _carry_out(actor: Actor, run: ImportRun, answers: Any, *, keep: bool, progress: Any = None) -> list[Any]:
    if not keep:
        outcomes = bringing.preview(actor, answers, options_of(run), progress)
        runs.note(run, outcome=_as_kept(outcomes), state=ImportRun.State.PREVIEWED)
        return outcomes
    outcomes = bringing.bring(actor, answers, options_of(run), progress, run)
    works.end(actor, run, _as_kept(outcomes))
    return outcomes


def bring(actor: Actor, answers: Any, options: bringing.Options, called: str) -> tuple[list[bringing.Outcome], int]:
    """Take reports that nobody looks through first; returns what came of them, and the number of the import.

    The number is 0 when nothing came of them that could be taken back.
    """
    bringing.insist_may(actor)
    run = works.begin(actor, declared_for(VulnerabilityFinding), called, KIND)
    outcomes = bringing.bring(actor, answers, options, run=run)
    works.end(actor, run, _as_kept(outcomes))
    number = run.pk if run.arrival else 0
    works.drop_unused(run)
    return outcomes, number


def _as_kept(outcomes: list[bringing.Outcome]) -> dict[str, Any]:
    return {"reports": [asdict(outcome) for outcome in outcomes]}


@jobs.task("vulnerability-reports")
def bring_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of `start`."""
    run = ImportRun.objects.get(pk=progress.arguments["run"])
    actor = runs.actor_of(progress.job)
    try:
        answers = reading.answers(runs.path_of(run), run.filename)
    except UnusableFile as error:
        raise Invalid({WHOLE: [str(error)]}) from error
    outcomes = _carry_out(actor, run, answers, keep=progress.arguments["keep"], progress=progress.tell)
    return {"reports": len(outcomes)}

"""Import runs: from the uploaded file over mapping and preview to the import, with the long work in the background."""

import os
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.exchange import conversion, importing
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.reading import Grid, Sheet, UnusableFile, Workbook, read_grids, read_table
from tandem.ground.kernel import clock, files, jobs, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import Register

T = TypeVar("T")
SHARED = "imports"
AT_ONCE = 300  # rows that are imported while the person waits


def receive(actor: Actor, register: Register, filename: str, chunks: Iterable[bytes]) -> ImportRun:
    """Keep an uploaded file and propose its mapping; UnusableFile says why it cannot be read, and nothing is kept."""
    run, tables = keep_file(actor, register, filename, chunks, read_table)
    _propose(run, register, importing.likeliest(register, tables))
    run.save()
    return run


def receive_as(actor: Actor, register: Register, kind: str, filename: str, chunks: Iterable[bytes]) -> ImportRun:
    """Keep an uploaded file of another kind than a table, for whoever reads it; UnusableFile when it is too large."""
    run, _content = keep_file(actor, register, filename, chunks, lambda path, name, limit: None)
    run.kind = kind
    run.save()
    return run


def keep_file(
    actor: Actor, register: Register, filename: str, chunks: Iterable[bytes], read: Callable[[Path, str, int], T]
) -> tuple[ImportRun, T]:
    """The run of an uploaded file that is kept, and what was read from it; UnusableFile keeps nothing."""
    insist(
        actor.may_write and actor.role in WRITERS and actor.user_id is not None,
        _("Your role does not include imports."),
    )
    path = _folder() / uuid.uuid4().hex
    try:
        _write(path, chunks)
        content = read(path, filename, settings.TANDEM_IMPORT_LIMIT)
        files.share(f"{SHARED}/{path.name}", path)
    except UnusableFile:
        path.unlink(missing_ok=True)
        raise
    run = ImportRun(
        organization_id=actor.organization_id,
        register=register.key,
        filename=filename.replace("\x00", "")[-255:],
        stored_as=path.name,
        user_id=actor.user_id,
        created_at=clock.now(),
    )
    run.save()
    return run, content


def _folder() -> Path:
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size, largest = 0, settings.TANDEM_IMPORT_LIMIT
    with path.open("xb") as target:
        for chunk in chunks:
            size += len(chunk)
            if size > largest:
                raise UnusableFile(
                    _("The file is too large; at most %(largest)d MB can be read.") % {"largest": largest // 2**20}
                )
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())


def _propose(run: ImportRun, register: Register, sheet: Sheet) -> None:
    proposal = importing.proposed_mapping(register, sheet)
    dated = [row.values[column] for row in sheet.rows[:2_000] for column in proposal if column < len(row.values)]
    run.sheet = sheet.name
    run.mapping = {str(column): name for column, name in proposal.items()}
    run.date_order = conversion.date_order_of(dated) or conversion.DAY_FIRST
    run.time_column = None


def find(actor: Actor, run_id: int, kind: str = "table") -> ImportRun:
    """The actor's own run of a kind of file; managers see everybody's."""
    runs = ImportRun.objects.filter(pk=run_id, kind=kind)
    run = (runs if actor.role == "manager" else runs.filter(user_id=actor.user_id)).first()
    if run is None:
        raise NotFound(_("There is no such import."))
    return run


def path_of(run: ImportRun) -> Path:
    """Where the file of a run lies; NotFound once it was cleaned away."""
    path = files.borrowed(f"{SHARED}/{run.stored_as}", _folder() / run.stored_as)
    if not path.exists():
        raise NotFound(_("The file of this import was cleaned away; bring it again."))
    return path


def workbook(run: ImportRun) -> Workbook:
    """The tables of a run's file; NotFound once it was cleaned away."""
    return read_table(path_of(run), run.filename, settings.TANDEM_IMPORT_LIMIT)


def grids(run: ImportRun) -> list[Grid]:
    """The sheets of a run's file cell by cell; NotFound once it was cleaned away."""
    return read_grids(path_of(run), run.filename, settings.TANDEM_IMPORT_LIMIT)


def note(run: ImportRun, **values: Any) -> None:
    """Keep these fields of a run."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def choose_sheet(run: ImportRun, register: Register, name: str) -> None:
    """Take another table of the file and propose its mapping."""
    _propose(run, register, workbook(run).named(name))
    run.save(update_fields=["sheet", "mapping", "date_order", "time_column"])


def change_mapping(
    run: ImportRun, mapping: dict[str, str], fixed: dict[str, str], date_order: str, time_column: int | None
) -> None:
    """Keep the mapping that somebody chose, and what they said holds for every row."""
    if date_order not in (conversion.DAY_FIRST, conversion.MONTH_FIRST, conversion.YEAR_FIRST):
        raise Invalid({WHOLE: [_("Choose how the file writes its dates.")]})
    run.mapping, run.fixed, run.date_order, run.time_column = mapping, fixed, date_order, time_column
    run.save(update_fields=["mapping", "fixed", "date_order", "time_column"])


def remember(run: ImportRun, answers: Mapping[str, str], *, is_done: bool = False) -> None:
    """Keep what somebody answered about the file, and that it has been brought."""
    run.fixed = {**run.fixed, **answers}
    run.state = ImportRun.State.DONE if is_done else run.state
    run.save(update_fields=["fixed", "state"])


def start(actor: Actor, run: ImportRun, *, keep: bool) -> None:
    """Preview or import: at once when the table is small, otherwise in the background."""
    doing = ImportRun.State.RUNNING if keep else ImportRun.State.PREVIEWING
    sheet = workbook(run).named(run.sheet)
    ImportRun.objects.filter(pk=run.pk).update(state=doing)
    if len(sheet.rows) <= AT_ONCE:
        carry_out(actor, run, sheet, keep=keep)
        return
    ask(actor, run, "import", {"keep": keep})


def ask(actor: Actor, run: ImportRun, task: str, told: dict[str, Any]) -> None:
    """Let a background task go on with a run in the name of the actor."""
    arguments = {**told, "run": run.pk, "role": actor.role, "label": actor.label, "zone": str(actor.zone)}
    with transaction.atomic():
        run.job = jobs.ask(task, organization_id=actor.organization_id, user_id=actor.user_id, arguments=arguments)
        run.save(update_fields=["job"])


def actor_of(job: Any) -> Actor:
    """Who asked for a background import; NotPermitted once their role no longer includes it."""
    told = job.arguments
    member = apps.get_model("accounts", "Membership").objects.filter(
        organization_id=job.organization_id, user_id=job.user_id
    )
    insist(member.filter(role=told["role"]).exists(), _("Your role does not include imports."))
    zone = ZoneInfo(told["zone"])
    return Actor(job.organization_id or 0, told["role"], told["label"], job.user_id, "import", zone)


def carry_out(actor: Actor, run: ImportRun, sheet: Sheet, *, keep: bool, progress: Any = None) -> importing.Outcome:
    """Do it and keep what came of it with the run."""
    register = _register(run)
    options = conversion.Options(date_order=run.date_order, fixed=run.fixed, file=run.filename, run=f"run-{run.pk}")
    try:
        if run.time_column is not None:
            outcome = importing.bring_history(
                actor, register, sheet, run.columns, options, run.time_column, progress, keep=keep
            )
        elif keep:
            outcome = importing.bring(actor, register, sheet, run.columns, options, progress)
        else:
            outcome = importing.preview(actor, register, sheet, run.columns, options, progress)
    except Invalid as invalid:
        outcome = importing.Outcome(errors=[importing.LineError(0, "", " ".join(invalid.problems.get(WHOLE, [])))])
    run.outcome = _told(outcome, sheet)
    run.state = ImportRun.State.DONE if outcome.is_written else ImportRun.State.PREVIEWED
    run.save(update_fields=["outcome", "state"])
    return outcome


def _told(outcome: importing.Outcome, sheet: Sheet) -> dict[str, Any]:
    told = asdict(outcome)
    told["skipped"] = [list(line) for line in sheet.skipped[:50]]
    told["samples"] = [
        {
            **asdict(sample),
            "changes": [[label, _plain(before), _plain(after)] for label, before, after in sample.changes],
        }
        for sample in outcome.samples
    ]
    return told


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat(sep=" ") if hasattr(value, "hour") else value.isoformat()
    return "" if value is None else str(value)


def _register(run: ImportRun) -> Register:
    register = registers.find(run.register)
    if register is None:
        raise NotFound(_("The register of this import is gone."))
    return register


@jobs.task("import")
def import_job(progress: jobs.Progress) -> dict[str, Any]:
    """The background side of `start`."""
    arguments, job = progress.arguments, progress.job
    run = ImportRun.objects.get(pk=arguments["run"])
    actor = actor_of(job)
    sheet = workbook(run).named(run.sheet)
    outcome = carry_out(actor, run, sheet, keep=arguments["keep"], progress=progress.tell)
    return {"rows": outcome.rows, "errors": len(outcome.errors)}


@jobs.task("clean-imports", schedule="17 3 * * *")
def clean(progress: jobs.Progress) -> None:
    """Uploaded tables are needed for a week at most."""
    oldest = clock.now().timestamp() - 7 * 24 * 3600
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink()
            files.take_back(f"{SHARED}/{path.name}")

"""Import runs: from the uploaded file over mapping and preview to the import, with the long work in the background."""

import csv
import os
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.exchange import columns, conversion, importing, lost
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.ordering import own_relations
from tandem.ground.exchange.outcomes import LineError, Outcome
from tandem.ground.exchange.planning import Plan
from tandem.ground.exchange.proposing import Proposal, kind_of, propose
from tandem.ground.exchange.reading import Grid, Sheet, Workbook, read_grids, read_table
from tandem.ground.exchange.rowreading import CREATED
from tandem.ground.exchange.taking_back import changed_since, changed_words
from tandem.ground.exchange.taking_back import take_back as undo
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import arrivals, brought, clock, files, jobs, registers, writing
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.errors import WHOLE, Invalid, NotFound
from tandem.ground.kernel.models import Arrival
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import Register

T = TypeVar("T")
SHARED = "imports"
CHANGES = "changes"  # the kind of a run that changed many records at once
BROUGHT = ("reports", "inventory", "veris", "statement")  # kinds of runs of files that are no tables
EVERY = ("table", "together", CHANGES, *BROUGHT)
TAKEN_BACK = gettext_lazy("Import %(number)d of “%(file)s” is taken back")
AT_ONCE = 300  # rows that are imported while the person waits
State = ImportRun.State
Tell = Callable[[int, int], None]


def receive(actor: Actor, register: Register, filename: str, chunks: Iterable[bytes], sheet: str = "") -> ImportRun:
    """Keep an uploaded file and propose its mapping; UnusableFile says why it cannot be read, and nothing is kept."""

    def read(path: Path, name: str, limit: int) -> Sheet:
        book = read_table(path, name, limit)
        return book.named(sheet) if sheet else importing.likeliest(register, book)

    run, table = keep_file(actor, register, filename, chunks, read)
    propose(run, register, table)
    run.save()
    return run


def receive_as(actor: Actor, register: Register, kind: str, filename: str, chunks: Iterable[bytes]) -> ImportRun:
    """Keep an uploaded file of another kind than a table, for whoever reads it; UnusableFile when it is too large."""
    run, _content = keep_file(actor, register, filename, chunks, lambda path, name, limit: None)
    run.kind = kind
    run.save()
    return run


def keep_file(
    actor: Actor, register: Register | None, filename: str, chunks: Iterable[bytes], read: Callable[[Path, str, int], T]
) -> tuple[ImportRun, T]:
    """The run of an uploaded file that is kept, and what was read from it; UnusableFile keeps nothing."""
    insist(
        actor.may_write and actor.role in WRITERS and (actor.user_id is not None or actor.role == SYSTEM),
        _("Your role does not include imports."),
    )
    path = folder() / uuid.uuid4().hex
    try:
        _write(path, chunks)
        content = read(path, filename, settings.TANDEM_IMPORT_LIMIT)
        files.share(f"{SHARED}/{path.name}", path)
    except UnusableFile:
        path.unlink(missing_ok=True)
        raise
    run = ImportRun(
        organization_id=actor.organization_id,
        register=register.key if register else "",
        filename=filename.replace("\x00", "")[-255:],
        stored_as=path.name,
        user_id=actor.user_id,
        created_at=clock.now(),
    )
    run.save()
    return run, content


def folder() -> Path:
    """Where uploaded files lie."""
    place = Path(settings.DATA) / "imports"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


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


def find(actor: Actor, run_id: int, *kinds: str) -> ImportRun:
    """The actor's own run of these kinds of files, of a table where none is said; managers see everybody's."""
    runs = ImportRun.objects.filter(pk=run_id, kind__in=kinds or ("table",))
    mine = runs if actor.role in ("manager", SYSTEM) else runs.filter(user_id=actor.user_id)
    run: ImportRun | None = mine.first()
    if run is None:
        raise NotFound(_("There is no such import."))
    return run


def path_of(run: ImportRun) -> Path:
    """Where the file of a run lies; NotFound once it was cleaned away."""
    path = files.borrowed(f"{SHARED}/{run.stored_as}", folder() / run.stored_as)
    if not path.exists():
        raise NotFound(_("The file of this import was cleaned away; bring it again."))
    return path


def workbook(run: ImportRun) -> Workbook:
    """The tables of a run's file; NotFound once it was cleaned away."""
    heading = (run.sheet, run.heading)
    path, most = path_of(run), settings.TANDEM_IMPORT_LIMIT
    return read_table(path, run.filename, most, encoding=run.encoding, heading=heading)


def grids(run: ImportRun) -> list[Grid]:
    """The sheets of a run's file cell by cell; NotFound once it was cleaned away."""
    return read_grids(path_of(run), run.filename, settings.TANDEM_IMPORT_LIMIT)


def note(run: ImportRun, **values: Any) -> None:
    """Keep these fields of a run."""
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))


def choose_sheet(run: ImportRun, register: Register, name: str, heading: int = 0, encoding: str = "") -> None:
    """Take another table of the file, another line of headings or another encoding, and propose its mapping."""
    run.heading, run.encoding, run.sheet = heading, encoding, name
    propose(run, register, workbook(run).named(name))
    names = [
        "sheet",
        "source",
        "heading",
        "encoding",
        "headings",
        "mapping",
        "fixed",
        "words",
        "date_order",
        "time_column",
    ]
    run.save(update_fields=names)


def change_mapping(
    run: ImportRun, mapping: dict[str, str], fixed: dict[str, str], date_order: str, time_column: int | None
) -> None:
    """Keep the mapping that somebody chose, and what they said holds for every row."""
    if date_order not in ("", *conversion.ORDERS):
        raise Invalid({WHOLE: [_("Choose how the file writes its dates.")]})
    run.mapping, run.fixed, run.date_order, run.time_column = mapping, fixed, date_order, time_column
    run.save(update_fields=["mapping", "fixed", "date_order", "time_column"])


def say_words(run: ImportRun, words: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what words of a file mean in which fields; they hold for the next file of its kind, too."""
    kept = {name: {conversion.folded(word): meant for word, meant in said.items()} for name, said in words.items()}
    run.words = {name: {**run.words.get(name, {}), **kept.get(name, {})} for name in {*run.words, *kept}}
    run.save(update_fields=["words"])


def leave_out(run: ImportRun, lines: Iterable[int]) -> None:
    """Leave these lines out, by their number in the file."""
    run.left_out = sorted({*run.left_out, *lines})
    run.save(update_fields=["left_out"])


def remember(run: ImportRun, answers: Mapping[str, str], *, is_done: bool = False) -> None:
    """Keep what somebody answered about the file, and that it has been brought."""
    run.fixed = {**run.fixed, **answers}
    run.state = State.DONE if is_done else run.state
    run.save(update_fields=["fixed", "state"])


def start(actor: Actor, run: ImportRun, *, keep: bool) -> None:
    """Preview or import: at once when the table is small, otherwise in the background."""
    doing = State.RUNNING if keep else State.PREVIEWING
    sheet = workbook(run).named(run.sheet)
    ImportRun.objects.filter(pk=run.pk).update(state=doing)
    if len(sheet.rows) <= AT_ONCE:
        carry_out(actor, run, sheet, keep=keep)
        return
    ask(actor, run, "import", {"keep": keep})


def ask(actor: Actor, run: ImportRun, task: str, extra: dict[str, Any]) -> None:
    """Let a background task go on with a run in the name of the actor."""
    arguments = {**extra, "run": run.pk, "role": actor.role, "label": actor.label, "zone": str(actor.zone)}
    with transaction.atomic():
        run.job = jobs.ask(task, organization_id=actor.organization_id, user_id=actor.user_id, arguments=arguments)
        run.save(update_fields=["job"])


def actor_of(job: Any) -> Actor:
    """Who asked for a background import; NotPermitted once their role no longer includes it."""
    asked = job.arguments
    member = apps.get_model("accounts", "Membership").objects.filter(
        organization_id=job.organization_id, user_id=job.user_id
    )
    insist(member.filter(role=asked["role"]).exists(), _("Your role does not include imports."))
    zone = ZoneInfo(asked["zone"])
    return Actor(job.organization_id or 0, asked["role"], asked["label"], job.user_id, "import", zone)


def options_of(run: ImportRun, register: Register, sheet: Sheet) -> conversion.Options:
    """How the file of a run is read."""
    return conversion.Options(
        date_order=run.date_order,
        fixed=run.fixed,
        words=run.words,
        left_out=frozenset(run.left_out),
        is_ours=columns.is_ours(register, sheet),
        file=run.filename,
        run=_label(run),
    )


def _label(run: ImportRun) -> str:
    """How what a run brought is marked."""
    return f"run-{run.pk}"


def carry_out(actor: Actor, run: ImportRun, sheet: Sheet, *, keep: bool, progress: Tell | None = None) -> Outcome:
    """Work it out, do it if that is wanted, and keep what came of it with the run."""
    register = _register(run)
    arrival = run.arrival if keep and run.arrival and run.arrival.is_hidden else None
    is_creating = any(CREATED in said.values() for said in run.words.values())
    is_linked = is_creating or bool(own_relations(register, run.columns))
    if arrival is not None and is_linked:
        undo(actor.importing(), arrival, _("An import that was cut off begins anew"))
        note(run, arrival=None)
        arrival = None
    try:
        plan = importing.work_out(
            actor,
            register,
            sheet,
            run.columns,
            options_of(run, register, sheet),
            progress,
            time_column=run.time_column,
            done=_lines_of(arrival),
        )
    except Invalid as invalid:
        plan = Plan(register)
        plan.problems.add(LineError(0, "", " ".join(invalid.problems.get(WHOLE, []))))
        plan.problems.close()
    plan.held.update(_written_before(register, arrival))
    lost.name_lost(actor, plan, run)
    if keep:
        course = importing.Course(_begun(run), _ended(actor, run, plan.outcome))
        importing.carry_out(actor, plan, progress, course=course, arrival=arrival)
        let_go(run)
    keep_outcome(run, plan, sheet)
    return plan.outcome


def let_go(run: ImportRun) -> None:
    """Forget the arrival of a run that was refused on the way, and so taken back."""
    if run.arrival is not None and not Arrival.objects.filter(pk=run.arrival.pk).exists():
        note(run, arrival=None)


def keep_outcome(run: ImportRun, plan: Plan, sheet: Sheet) -> None:
    """Keep with a run what came of its plan."""
    _keep_errors(run, plan)
    is_done = plan.outcome.is_written
    held = lost.packed(plan.held) if is_done else None
    note(run, outcome=_as_kept(plan.outcome, sheet), held=held, state=State.DONE if is_done else State.PREVIEWED)


def _written_before(register: Register, arrival: Arrival | None) -> set[str]:
    """References of what an import wrote before it was cut off."""
    if arrival is None:
        return set()
    keys = arrival.rows.filter(register=register.key).values("record_id")
    with arrivals.arriving(arrival.pk):
        return set(register.model.objects.filter(pk__in=keys).values_list("reference", flat=True))


def bring(
    actor: Actor,
    register: Register,
    filename: str,
    sheet: Sheet,
    meant: Proposal,
    options: conversion.Options,
    progress: Tell | None = None,
    *,
    keep: bool = True,
) -> tuple[Outcome, ImportRun | None, Plan]:
    """Import a table as it is read, and keep that it was; no run when something is wrong or it is only worked out."""
    plan = importing.work_out(actor, register, sheet, meant.mapping, options, progress, time_column=meant.time_column)
    run = _read_so(actor, register, filename, sheet, meant, options)
    lost.name_lost(actor, plan, run)
    if plan.outcome.errors or not keep:
        return plan.outcome, None, plan
    run.save()
    plan.file, plan.run = run.filename, _label(run)
    course = importing.Course(_begun(run), _ended(actor, run, plan.outcome))
    outcome = importing.carry_out(actor, plan, progress, course=course)
    let_go(run)
    keep_outcome(run, plan, sheet)
    return outcome, run, plan


def _read_so(
    actor: Actor, register: Register, filename: str, sheet: Sheet, meant: Proposal, options: conversion.Options
) -> ImportRun:
    """The run of a table that is read like this; it is not kept yet."""
    return ImportRun(
        organization_id=actor.organization_id,
        register=register.key,
        filename=filename[-255:],
        stored_as=uuid.uuid4().hex,
        sheet=sheet.name,
        headings=kind_of(sheet),
        source=lost.source_of(filename, sheet.name),
        mapping={str(column): name for column, name in meant.mapping.items()},
        fixed=dict(options.fixed),
        words={name: dict(words) for name, words in options.words.items()},
        date_order=options.date_order,
        time_column=meant.time_column,
        left_out=sorted(options.left_out),
        user_id=actor.user_id,
        created_at=clock.now(),
        state=State.RUNNING,
    )


def _lines_of(arrival: Arrival | None) -> frozenset[int]:
    """Lines that were written before an import was cut off."""
    lines = arrival.rows.values_list("line", flat=True) if arrival else ()
    return frozenset(line for line in lines if line is not None)


def _begun(run: ImportRun) -> Callable[[Arrival], None]:
    return lambda arrival: note(run, arrival=arrival)


def _ended(actor: Actor, run: ImportRun, outcome: Outcome) -> Callable[[Arrival], None]:
    """The import itself in the ledger, with its last rows."""

    def enter(arrival: Arrival) -> None:
        facts = {
            "register": run.register,
            "file": run.filename,
            "new": outcome.new,
            "changed": outcome.changed,
            "left_out": [line for line, _name in outcome.left_out],
        }
        writing.note(actor.via("import"), "imports", run.pk, run.filename, "imported", facts)
        note(run, state=State.DONE)

    return enter


def errors_path(run: ImportRun) -> Path:
    """Where the table of everything that is wrong with a file lies."""
    name = f"{run.stored_as}-{run.pk}-wrong"
    return files.borrowed(f"{SHARED}/{name}", folder() / name)


def _keep_errors(run: ImportRun, plan: Plan) -> None:
    path = errors_path(run)
    path.unlink(missing_ok=True)
    if plan.outcome.errors:
        with path.open("xb") as file:
            file.writelines(plan.problems.table())
        files.share(f"{SHARED}/{path.name}", path)


def wrong_lines(run: ImportRun) -> list[int]:
    """Every line of the file in which something is wrong, as it was worked out last."""
    path = errors_path(run)
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted({int(row[0]) for row in islice(csv.reader(file), 1, None) if row[0].isdigit() and row[0] != "0"})


def earlier(actor: Actor, register: Register, kind: str = "table", most: int = 10) -> list[ImportRun]:
    """The imports to a register that were done, the newest first; managers see everybody's."""
    return done(actor, most, register=register.key, kind=kind)


def done(actor: Actor, most: int, **wanted: Any) -> list[ImportRun]:
    """The imports that were done, the newest first; managers see everybody's."""
    states = (State.DONE, State.TAKING_BACK, State.TAKEN_BACK)
    finished = ImportRun.objects.filter(state__in=states, **wanted)
    mine = finished if actor.role in ("manager", SYSTEM) else finished.filter(user_id=actor.user_id)
    return list(mine.select_related("user").order_by("-pk")[:most])


def _insist_may(actor: Actor) -> None:
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))


def start_taking_back(actor: Actor, run: ImportRun) -> None:
    """Take an import back: at once when it is small, otherwise in the background."""
    _insist_may(actor)
    if run.arrival is None or run.arrival.rows.count() <= AT_ONCE:
        take_back(actor, run)
        return
    if changed := changed_since(run.arrival):
        raise Invalid({WHOLE: [changed_words(changed)]})
    ask(actor, run, "take-back-import", {})
    note(run, state=State.TAKING_BACK)


def give_up(actor: Actor, run: ImportRun) -> None:
    """After a job that failed: what it wrote so far is taken back, and the file may be brought again."""
    if run.state == State.TAKING_BACK:
        note(run, state=State.DONE)
    elif run.arrival is not None and run.arrival.is_hidden:
        note(run, state=State.TAKING_BACK)
        ask(actor, run, "take-back-import", {})
    else:
        note(run, state=State.UPLOADED)


def take_back(actor: Actor, run: ImportRun, progress: Tell | None = None) -> None:
    """Take back everything that an import brought; Invalid names what others changed since, and nothing was done."""
    _insist_may(actor)
    if run.arrival is None or run.state not in (State.DONE, State.RUNNING, State.TAKING_BACK):
        raise Invalid({WHOLE: [_("There is nothing to take back.")]})
    words = _("“%(file)s”, done to many at once, is taken back") if run.kind == CHANGES else TAKEN_BACK
    reason = str(words) % {"number": run.pk, "file": run.filename}
    undo(actor.via("import"), run.arrival, reason, progress)
    parts = list(run.parts.all())
    with transaction.atomic():
        brought.drop(actor.via("import"), [_label(run), *map(_label, parts)])
        run.parts.filter(state=State.DONE).update(state=State.TAKEN_BACK)
        writing.note(actor.via("import"), "imports", run.pk, run.filename, "taken back", {"register": run.register})
        note(run, state=State.TAKEN_BACK, arrival=None)


def _as_kept(outcome: Outcome, sheet: Sheet) -> dict[str, Any]:
    report = asdict(outcome)
    report["skipped"] = [list(line) for line in sheet.skipped[:50]]
    report["samples"] = [
        {
            **asdict(sample),
            "changes": [[label, _plain(before), _plain(after)] for label, before, after in sample.changes],
        }
        for sample in outcome.samples
    ]
    return report


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _register(run: ImportRun) -> Register:
    register = registers.find(run.register)
    if register is None:
        raise NotFound(_("The register of this import is gone."))
    return register

"""One file whose tables go to several registers: each to its own, references between them kept, all or nothing.

The run of the file has a run for each of its tables as its part. A table without a register is asked about; one that
somebody leaves out, and one that holds no rows, is still named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from tandem.ground.exchange import columns, importing, lost, proposing, runs
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.destinations import Destinations, in_order
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.outcomes import LineError
from tandem.ground.exchange.planning import Plan, Progress
from tandem.ground.exchange.promises import Promises
from tandem.ground.exchange.reading import Sheet, Workbook, read_table
from tandem.ground.exchange.taking_back import take_back
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid
from tandem.ground.kernel.models import Arrival
from tandem.ground.kernel.permissions import insist, may_create
from tandem.ground.kernel.registers import Register

KIND = "together"
LEFT_OUT = "-"
State = ImportRun.State


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file, the register it goes to, and how it is read."""

    run: ImportRun
    register: Register
    sheet: Sheet


def receive(actor: Actor, filename: str, chunks: Iterable[bytes]) -> ImportRun:
    """Keep an uploaded file and propose what its tables are meant for; UnusableFile says why it cannot be read."""
    uploaded, _book = runs.keep_file(actor, None, filename, chunks, read_table)
    return begin(actor, uploaded)


def begin(actor: Actor, uploaded: ImportRun) -> ImportRun:
    """A run for all tables of a file that was brought to one register; what each is meant for is proposed."""
    book = runs.workbook(uploaded)
    with transaction.atomic():
        whole = _new(actor, uploaded, kind=KIND, register="", outcome={"passed": list(book.passed)})
        for sheet in book.sheets:
            _new(actor, uploaded, whole=whole, register="", sheet=sheet.name, headings=proposing.kind_of(sheet))
        _propose(actor, whole, book, _destined(actor, whole, book))
    return whole


def _new(actor: Actor, uploaded: ImportRun, **values: Any) -> ImportRun:
    run = ImportRun(
        organization_id=actor.organization_id,
        filename=uploaded.filename,
        stored_as=uploaded.stored_as,
        encoding=uploaded.encoding,
        user_id=actor.user_id,
        created_at=clock.now(),
        **values,
    )
    run.save()
    return run


def _destined(actor: Actor, whole: ImportRun, book: Workbook) -> dict[str, str]:
    """Register by table: where such a table went last, else what its columns mean; empty for unclear."""
    destinations = Destinations(actor)
    return {part.sheet: _remembered(part) or _meant(destinations, book.named(part.sheet)) for part in whole.parts.all()}


def _remembered(part: ImportRun) -> str:
    alike = ImportRun.objects.filter(headings=part.headings, state=State.DONE, kind="table", whole__isnull=False)
    last = alike.filter(sheet=part.sheet).order_by("-pk").first()
    return last.register if last else ""


def _meant(destinations: Destinations, sheet: Sheet) -> str:
    if not sheet.rows:
        return LEFT_OUT
    register = destinations.likeliest(sheet)
    return register.key if register and not sheet.is_hidden else ""


def choose(actor: Actor, whole: ImportRun, chosen: Mapping[str, str]) -> None:
    """Say which register each table goes to, by its name; `LEFT_OUT` leaves it out. Unknown ones raise Invalid."""
    known = {part.sheet: part.register for part in whole.parts.order_by("pk")}
    for sheet, key in chosen.items():
        register = registers.find(key)
        if sheet not in known:
            params = {"name": sheet, "known": ", ".join(f"“{name}”" for name in known)}
            raise Invalid({WHOLE: [_("There is no table “%(name)s” in this file. It has: %(known)s.") % params]})
        if key not in ("", LEFT_OUT) and (register is None or not may_create(actor, register)):
            raise Invalid({WHOLE: [_("There is no register “%(key)s” that you may add to.") % {"key": key}]})
    changed = {sheet: key for sheet, key in chosen.items() if known[sheet] != key}
    with transaction.atomic():
        _propose(actor, whole, runs.workbook(whole), changed)


def _propose(actor: Actor, whole: ImportRun, book: Workbook, destined: Mapping[str, str]) -> None:
    """Keep where tables go, and propose the columns of those; what the others call their records is known."""
    for run in whole.parts.filter(sheet__in=list(destined)):
        runs.note(run, register=destined[run.sheet], outcome={}, state=State.UPLOADED)
    beside: dict[type[models.Model], frozenset[str]] = {}
    for part in _parts(whole, book):
        mapping = columns.proposed_mapping(part.register, part.sheet)
        called = columns.named_in(part.register, part.sheet, mapping)
        beside[part.register.model] = beside.get(part.register.model, frozenset()) | called
    for part in _parts(whole, book):
        if part.run.sheet in destined:
            proposing.propose(part.run, part.register, part.sheet, beside)
            part.run.save()


def _parts(whole: ImportRun, book: Workbook) -> list[Part]:
    """The tables that go somewhere, each after those that it names."""
    going = [run for run in whole.parts.order_by("pk") if run.register not in ("", LEFT_OUT)]
    tables = [Part(run, register, sheet_of(run, book)) for run in going if (register := registers.find(run.register))]
    return [tables[place] for place in in_order([(part.register, part.run.columns) for part in tables])]


def sheet_of(run: ImportRun, book: Workbook) -> Sheet:
    """The table of a part of a file; read anew where somebody pointed at its headings."""
    return (runs.workbook(run) if run.heading else book).named(run.sheet)


def unsaid(whole: ImportRun) -> list[str]:
    """The tables that nobody said a register for."""
    return list(whole.parts.filter(register="").order_by("pk").values_list("sheet", flat=True))


def start(actor: Actor, whole: ImportRun, *, keep: bool) -> None:
    """Preview or import all tables: at once when the file is small, otherwise in the background."""
    _insist_said(whole)
    book = runs.workbook(whole)
    runs.note(whole, state=State.RUNNING if keep else State.PREVIEWING)
    if sum(len(part.sheet.rows) for part in _parts(whole, book)) <= runs.AT_ONCE:
        carry_out(actor, whole, book, keep=keep)
        return
    runs.ask(actor, whole, "import-together", {"keep": keep})


def _insist_said(whole: ImportRun) -> None:
    if names := unsaid(whole):
        params = {"names": ", ".join(f"“{name}”" for name in names)}
        raise Invalid({WHOLE: [_("Say which register these tables go to, or leave them out: %(names)s.") % params]})
    if not whole.parts.exclude(register=LEFT_OUT).exists():
        raise Invalid({WHOLE: [_("Every table of this file is left out; there is nothing to import.")]})


def carry_out(
    actor: Actor, whole: ImportRun, book: Workbook, *, keep: bool, progress: Progress | None = None
) -> list[Plan]:
    """Work all tables out, write them if that is wanted and nothing is wrong, and keep what came of it."""
    if whole.arrival is not None and whole.arrival.is_hidden:
        take_back(actor.importing(), whole.arrival, _("An import that was cut off begins anew"))
        runs.note(whole, arrival=None)
    parts = _parts(whole, book)
    plans = _work_out(actor, parts, progress)
    is_written = False
    if keep:
        course = importing.Course(lambda arrival: runs.note(whole, arrival=arrival), _ended(actor, whole, plans))
        is_written = importing.carry_out_together(actor, plans, progress, course)
        runs.let_go(whole)
    for part, plan in zip(parts, plans, strict=True):
        runs.keep_outcome(part.run, plan, part.sheet)
    passed = list(book.passed)
    runs.note(whole, outcome={**_sum(plans), "passed": passed}, state=State.DONE if is_written else State.PREVIEWED)
    return plans


def _work_out(actor: Actor, parts: Sequence[Part], progress: Progress | None) -> list[Plan]:
    promises = Promises(part.register.model for part in parts)
    return [_plan(actor, part, promises, progress) for part in parts]


def _plan(actor: Actor, part: Part, promises: Promises, progress: Progress | None) -> Plan:
    run, register, sheet = part.run, part.register, part.sheet
    options: Options = runs.options_of(run, register, sheet)
    try:
        plan = importing.work_out(
            actor, register, sheet, run.columns, options, progress, time_column=run.time_column, promises=promises
        )
    except Invalid as invalid:
        plan = Plan(register, promises=promises)
        plan.problems.add(LineError(0, "", " ".join(invalid.problems.get(WHOLE, []))))
        plan.problems.close()
    lost.name_lost(actor, plan, run)
    return plan


def _ended(actor: Actor, whole: ImportRun, plans: Sequence[Plan]) -> Any:
    """The import itself in the ledger, with its last rows."""

    def enter(arrival: Arrival) -> None:
        facts = {"registers": sorted({plan.register.key for plan in plans}), "file": whole.filename, **_sum(plans)}
        writing.note(actor.via("import"), "imports", whole.pk, whole.filename, "imported", facts)
        runs.note(whole, state=State.DONE)

    return enter


def _sum(plans: Sequence[Plan]) -> dict[str, int]:
    names = ("new", "changed", "unchanged", "wrong")
    return {name: sum(getattr(plan.outcome, name) for plan in plans) for name in names}


def bring(actor: Actor, whole: ImportRun, *, keep: bool, progress: Progress | None = None) -> list[tuple[Part, Plan]]:
    """Import all tables of a file while somebody waits, or only say what would come of it."""
    insist(actor.may_write, _("Your role does not include imports."))
    _insist_said(whole)
    book = runs.workbook(whole)
    parts = _parts(whole, book)
    return list(zip(parts, carry_out(actor, whole, book, keep=keep, progress=progress), strict=True))

"""`tandem import`, `tandem import-undo`, `tandem import-template` and `tandem export`."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, register_of, say
from tandem.ground.exchange import answering, columns, conversion, importing, proposing, runs
from tandem.ground.exchange.exporting import export
from tandem.ground.exchange.forms import form
from tandem.ground.exchange.outcomes import Outcome
from tandem.ground.exchange.planning import Plan
from tandem.ground.exchange.reading import Sheet, read_table
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import lists
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.tenancy import organization_active

SHOWN_GROUPS = 40
_NOT_READ = "Other sheets of this file are not read here: {names}; import-together brings all tables."
MAP_PARTS = {
    "columns": dict,
    "values": dict,
    "words": dict,
    "tables": dict,
    "time": str,
    "sheet": str,
    "dates": str,
    "register": str,
    "encoding": str,
    "heading": int,
}


@dataclass(slots=True)
class Asked:
    """What was asked for on the command line, and in the map."""

    map: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""
    heading: int = 0
    encoding: str = ""
    time: str = ""
    dates: str = ""
    left_out: frozenset[int] = frozenset()
    is_dry: bool = False


@click.command("import")
@click.argument("organization")
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map",
    "map_file",
    type=click.File(),
    help='JSON: {"columns": {heading: field}, "words": {field: {word: choice}}, "values": {field: for every row}, …}.',
)
@click.option("--sheet", default="", help="Which table of a workbook.")
@click.option("--heading", default=0, help="The line of the headings, where they are not found.")
@click.option("--encoding", default="", help="The encoding of a text file, such as cp1251, where it is not recognized.")
@click.option(
    "--dates",
    type=click.Choice(conversion.ORDERS),
    help="How days and months are written, where that does not show.",
)
@click.option("--time", default="", help="The file is an event log; this column says when. “none”: it is none.")
@click.option("--leave-out", default="", help="Lines to leave out, such as 4,17.")
@click.option("--leave-out-wrong", is_flag=True, help="Leave out every line in which something is wrong.")
@click.option("--wrong", type=click.Path(path_type=Path, dir_okay=False), help="Write all that is wrong here, as CSV.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@as_json
def import_file(
    organization: str,
    register: str,
    file: Path,
    map_file: Any,
    leave_out: str,
    leave_out_wrong: bool,
    wrong: Path | None,
    dry_run: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Import a table: line-exact errors, all or nothing, the same file twice changes nothing, taken back as a whole."""
    owner, target = organization_of(organization), register_of(register)
    wanted = _asked(map_of(map_file), lines_of(leave_out), dry_run, asked)
    actor = command_line_actor(owner)
    with organization_active(owner.pk):
        try:
            table = _table(target, file, wanted)
            outcome, number, plan, meant = _bring(actor, target, file.name, table, wanted)
            if leave_out_wrong and outcome.errors and all(line for line in plan.problems.lines):
                wanted.left_out |= plan.problems.lines
                outcome, number, plan, meant = _bring(actor, target, file.name, table, wanted)
        except (UnusableFile, WriteError) as error:
            raise click.ClickException(str(error)) from error
    if wrong is not None and outcome.errors:
        wrong.write_bytes(b"".join(plan.problems.table()))
    answer = {**asdict(outcome), "samples": len(outcome.samples), "import": number}
    say(answer, as_json, _words(outcome, table, meant, number, dry_run))
    raise SystemExit(1 if outcome.errors else 0)


def _asked(map_: dict[str, Any], lines: frozenset[int], is_dry: bool, options: dict[str, Any]) -> Asked:
    return Asked(
        map=map_,
        sheet=options["sheet"] or map_.get("sheet", ""),
        heading=options["heading"] or map_.get("heading", 0),
        encoding=options["encoding"] or map_.get("encoding", ""),
        time=options["time"] or map_.get("time", ""),
        dates=options["dates"] or map_.get("dates", ""),
        left_out=lines,
        is_dry=is_dry,
    )


def lines_of(text: str) -> frozenset[int]:
    """Numbers of lines such as 4,17."""
    try:
        return frozenset(int(part) for part in text.replace(" ", "").split(",") if part)
    except ValueError as error:
        raise click.ClickException("Name the lines to leave out by their numbers: --leave-out 4,17") from error


def _table(register: Register, file: Path, asked: Asked) -> Sheet:
    heading = (asked.sheet or file.name, asked.heading)
    book = read_table(file, file.name, encoding=asked.encoding, heading=heading)
    table = book.named(asked.sheet) if asked.sheet else importing.likeliest(register, book)
    others = [f"“{name}”" for name in (*(other.name for other in book.sheets if other is not table), *book.passed)]
    notes = [_NOT_READ.format(names=", ".join(others))] if others else []
    return replace(table, notes=(*table.notes, *notes))


def _bring(
    actor: Actor, register: Register, name: str, table: Sheet, asked: Asked
) -> tuple[Outcome, int | None, Plan, proposing.Proposal]:
    meant = _meant(proposing.proposal(register, table), table, asked)
    options = conversion.Options(
        date_order=asked.dates or meant.date_order,
        fixed=asked.map.get("values", meant.fixed),
        words=_folded(asked.map["words"]) if "words" in asked.map else meant.words,
        left_out=asked.left_out,
        is_ours=columns.is_ours(register, table),
    )
    with _progress() as progress:
        is_kept = not asked.is_dry
        outcome, run, plan = runs.bring(actor, register, name, table, meant, options, progress, keep=is_kept)
    return outcome, run.pk if run else None, plan, meant


def _meant(proposal: proposing.Proposal, table: Sheet, asked: Asked) -> proposing.Proposal:
    """The proposal, where nothing else was asked for."""
    if "columns" in asked.map:
        mapping = {answering.column_of(table, heading): name for heading, name in asked.map["columns"].items()}
        proposal = replace(proposal, mapping=mapping, time_column=None)
    if asked.time:
        column = None if asked.time == "none" else answering.column_of(table, asked.time)
        proposal = replace(proposal, time_column=column)
    return proposal


def _folded(words: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {conversion.folded(word): meant for word, meant in said.items()} for name, said in words.items()}


@contextmanager
def _progress() -> Iterator[Any]:
    """How far it is, for people who watch."""
    if not sys.stderr.isatty():
        yield None
        return
    yield lambda done, whole: click.echo(f"\r{done:,} / {whole:,} ", err=True, nl=False)
    click.echo("", err=True)


def map_of(map_file: Any) -> dict[str, Any]:
    """What a map says; a refusal when it is no object of JSON."""
    if map_file is None:
        return {}
    try:
        mapping = json.load(map_file)
    except ValueError as error:
        raise click.ClickException(f"The map is no JSON: {error}") from error
    return checked_map(mapping)


def checked_map(mapping: Any) -> dict[str, Any]:
    """How a table is read, as a map says it; a refusal when it is not as it should be."""
    if not isinstance(mapping, dict) or not all(
        isinstance(mapping.get(part, kind()), kind) for part, kind in MAP_PARTS.items()
    ):
        raise click.ClickException('A map is an object: {"columns": {heading: field}, "values": {field: value}}.')
    if unknown := sorted(mapping.keys() - MAP_PARTS.keys()):
        raise click.ClickException(f"A map has no part “{unknown[0]}”. It may have: {', '.join(MAP_PARTS)}.")
    words = mapping.get("words", {})
    if not all(isinstance(said, dict) for said in words.values()):
        raise click.ClickException('The words of a map stand by field: {"words": {field: {word: choice}}}.')
    return dict(mapping)


def _words(outcome: Outcome, table: Sheet, meant: proposing.Proposal, number: int | None, is_dry: bool) -> str:
    lines = [f"Table “{table.name}”, headings in line {table.header_line}."] if table.header_line else []
    lines += [f"{table.headers[column]} → {name}" for column, name in meant.mapping.items()]
    if meant.time_column is not None:
        lines.append(f"Event log: each row happened at “{table.headers[meant.time_column]}”.")
    lines += outcome.notes
    lines += [f"Line {line} is no row: it {why}." for line, why in table.skipped[:SHOWN_GROUPS]]
    lines += [f"Line {line} is left out: {name}." for line, name in outcome.left_out]
    lines += lost_words(outcome)
    lines += [group_words(group) for group in outcome.groups[:SHOWN_GROUPS]]
    if len(outcome.groups) > SHOWN_GROUPS:
        lines.append(f"… and {len(outcome.groups) - SHOWN_GROUPS} more kinds of faults; --wrong FILE writes all.")
    if not table.rows:
        lines.append(f"The table “{table.name}” has headings but no rows; nothing to import.")
    verb = "Nothing was imported" if outcome.errors else "Would import" if is_dry else "Imported"
    lines.append(
        f"{verb}: {outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged, {outcome.wrong} wrong."
    )
    if number is not None and outcome.new + outcome.changed:
        lines.append(f"To take it back: tandem import-undo ORGANIZATION {number}")
    return "\n".join(lines)


def lost_words(outcome: Outcome) -> list[str]:
    """What the last file of the same source held and this one does not."""
    lost = outcome.lost
    if lost is None:
        return []
    named = [f"  {reference} {title}" for reference, title in lost.records[:SHOWN_GROUPS]]
    more = [f"  … and {lost.count - SHOWN_GROUPS} more"] if lost.count > SHOWN_GROUPS else []
    head = (
        f"“{lost.file}” of {lost.day} held {lost.count} records that this file no longer holds; they stay as they are:"
    )
    return [head, *named, *more]


def group_words(group: Any) -> str:
    """One kind of fault with its lines and what its value may have meant."""
    where = (
        f"Line {group.lines[0]}"
        if group.count == 1 and group.lines
        else f"{group.count} rows, first line {group.lines[0]}"
    )
    likely = f" Likely: {', '.join(group.offered)}." if group.offered else ""
    return ": ".join(part for part in (where, group.column, group.message) if part) + likely


@click.command("import-undo")
@click.argument("organization")
@click.argument("number", type=int)
@as_json
def import_undo(organization: str, number: int, as_json: bool) -> None:
    """Take back an import of any kind, or a change of many records, as a whole; refused once others changed of it."""
    owner = organization_of(organization)
    actor = command_line_actor(owner)
    with organization_active(owner.pk):
        try:
            run = runs.find(actor, number, *runs.EVERY)
            with _progress() as progress:
                runs.take_back(actor, run, progress)
        except WriteError as error:
            raise click.ClickException(str(error)) from error
    say({"import": number, "taken_back": True}, as_json, f"Import {number} of “{run.filename}” is taken back.")


@click.command("import-template")
@click.argument("organization")
@click.argument("register")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Write the workbook here.")
def import_template(organization: str, register: str, out: Path) -> None:
    """Write a workbook to fill in for a register: its columns, what each takes, its choices."""
    owner, target = organization_of(organization), register_of(register)
    with organization_active(owner.pk), form(target) as content, out.open("wb") as file:
        shutil.copyfileobj(content, file)
    click.echo(f"{out} is written.", err=True)


@click.command("export")
@click.argument("organization")
@click.argument("register")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write here instead of standard output.")
def export_register(organization: str, register: str, form: str, out: Path | None) -> None:
    """Export a register; an import of the same file changes nothing."""
    home, target = organization_of(organization), register_of(register)
    with (
        organization_active(home.pk),
        export(command_line_actor(home), target, lists.Query(filters={}), form) as content,
    ):
        if out is None:
            shutil.copyfileobj(content, sys.stdout.buffer)
            return
        with out.open("wb") as file:
            shutil.copyfileobj(content, file)
    click.echo(f"{out} is written.", err=True)

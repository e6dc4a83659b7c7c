"""`tandem import-together`: all tables of one file, each to its register, in one go."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.faces.cli.exchanging import checked_map, group_words, lines_of, lost_words, map_of
from tandem.ground.exchange import answering, together
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.planning import Plan
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.tenancy import organization_active

SHOWN_GROUPS = 40
ROUNDS = 20  # a row that is left out may be named by others, which are left out then
Brought = list[tuple[together.Part, Plan]]


@click.command("import-together")
@click.argument("organization")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--table", "tables", multiple=True, help='Where a table goes, "Assets=items"; "Notes=-" leaves it out.')
@click.option(
    "--map",
    "map_file",
    type=click.File(),
    help='JSON: {"tables": {table: {"register": key, "columns": {heading: field}, "words": …, "values": …, …}}}.',
)
@click.option("--leave-out", "left_out", multiple=True, help='Lines to leave out of a table, "Assets=4,17".')
@click.option("--leave-out-wrong", is_flag=True, help="Leave out every line in which something is wrong.")
@click.option("--wrong", type=click.Path(path_type=Path, dir_okay=False), help="Write all that is wrong here, as CSV.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@as_json
def import_together(
    organization: str,
    file: Path,
    tables: tuple[str, ...],
    map_file: Any,
    left_out: tuple[str, ...],
    leave_out_wrong: bool,
    wrong: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import all tables of a file, references between them kept: all or nothing, taken back as a whole."""
    owner, asked = organization_of(organization), _tables_in(map_of(map_file))
    chosen = {name: said["register"] for name, said in asked.items() if "register" in said} | _chosen(tables)
    lines = {name: lines_of(numbers) for name, numbers in _chosen(left_out).items()}
    actor = command_line_actor(owner)
    with organization_active(owner.pk):
        try:
            whole = _received(actor, file, chosen)
            answering.say(whole, {name: _answer(said) for name, said in asked.items() if said.keys() - {"register"}})
            answering.leave_out(whole, lines)
            brought = brought_of(actor, whole, dry_run=dry_run, leave_out_wrong=leave_out_wrong)
        except (UnusableFile, WriteError) as error:
            raise click.ClickException(_why(error)) from error
        answer, text = words_of(whole, brought, dry_run)
        if wrong is not None and _is_wrong(brought):
            wrong.write_bytes(b"".join(answering.wrong_table(whole)))
    say(answer, as_json, text)
    raise SystemExit(1 if answer["unsaid"] or _is_wrong(brought) else 0)


def brought_of(actor: Actor, whole: ImportRun, *, dry_run: bool, leave_out_wrong: bool) -> Brought:
    """What came of the tables of a file, where somebody wants that without the rows in which something is wrong."""
    if together.unsaid(whole):
        return []
    brought = together.bring(actor, whole, keep=not dry_run)
    for _round in range(ROUNDS if leave_out_wrong else 0):
        if not _is_wrong(brought) or not answering.leave_out_wrong(whole):
            break
        brought = together.bring(actor, whole, keep=not dry_run)
    return brought


def _is_wrong(brought: Brought) -> bool:
    return any(plan.outcome.errors for _part, plan in brought)


def _tables_in(mapping: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """How each table is read, by its name."""
    if mapping.keys() - {"tables"}:
        raise click.ClickException('A map of several tables is an object: {"tables": {table: {"columns": …}}}.')
    return {name: checked_map(said) for name, said in mapping.get("tables", {}).items()}


def _answer(said: dict[str, Any]) -> answering.Answer:
    known = {name: said[name] for name in ("columns", "words", "values", "time", "dates", "heading") if name in said}
    return answering.Answer(**known)


def _why(error: Exception) -> str:
    return (
        " ".join(m for problem in error.problems.values() for m in problem)
        if isinstance(error, Invalid)
        else str(error)
    )


def _chosen(pairs: tuple[str, ...]) -> dict[str, str]:
    """What is said of tables as Table=what."""
    parted = [text.rpartition("=") for text in pairs]
    if wrong := next((text for text, pair in zip(pairs, parted, strict=True) if not all(pair)), ""):
        raise click.ClickException(f"“{wrong}” does not say where a table goes; write --table Assets=items.")
    return {name: key for name, _sign, key in parted}


def _received(actor: Actor, file: Path, chosen: dict[str, str]) -> ImportRun:
    with file.open("rb") as content:
        whole = together.receive(actor, file.name, iter(lambda: content.read(2**20), b""))
    together.choose(actor, whole, chosen)
    return whole


def words_of(whole: ImportRun, brought: Brought, is_dry: bool) -> tuple[dict[str, Any], str]:
    """What came of all tables of a file, for programs and for people."""
    passed_over = list(whole.parts.filter(register=together.LEFT_OUT).values_list("sheet", flat=True))
    unsaid = together.unsaid(whole)
    lines = _words(whole, brought, passed_over, unsaid, is_dry)
    return _as_json(whole, brought, passed_over, unsaid), "\n".join(lines)


def _as_json(whole: ImportRun, brought: Brought, left_out: list[str], unsaid: list[str]) -> dict[str, Any]:
    tables = [
        {
            "table": part.sheet.name,
            "register": part.register.key,
            "columns": {part.sheet.headers[place]: name for place, name in part.run.columns.items()},
            **asdict(plan.outcome),
            "samples": len(plan.outcome.samples),
        }
        for part, plan in brought
    ]
    passed = whole.outcome.get("passed", [])
    return {"import": whole.pk, "tables": tables, "left_out": left_out, "unsaid": unsaid, "without_table": passed}


def _words(whole: ImportRun, brought: Brought, left_out: list[str], unsaid: list[str], is_dry: bool) -> list[str]:
    lines = [line for part, plan in brought for line in _table_words(part, plan)]
    lines += [f"The sheet “{name}” holds no table and is not read." for name in whole.outcome.get("passed", [])]
    lines += [f"The table “{name}” is left out." for name in left_out]
    lines += [
        f'Say where the table “{name}” goes: --table "{name}=REGISTER", or =- to leave it out.' for name in unsaid
    ]
    wrong = sum(plan.outcome.wrong for _part, plan in brought)
    if unsaid or wrong:
        return [*lines, f"Nothing was imported: {wrong} wrong, {len(unsaid)} tables without a register."]
    new, changed = (sum(getattr(plan.outcome, name) for _part, plan in brought) for name in ("new", "changed"))
    lines.append(f"{'Would import' if is_dry else 'Imported'}: {new} new, {changed} changed.")
    if not is_dry and new + changed:
        lines.append(f"To take it back: tandem import-undo ORGANIZATION {whole.pk}")
    return lines


def _table_words(part: together.Part, plan: Plan) -> list[str]:
    outcome, sheet = plan.outcome, part.sheet
    counts = f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged, {outcome.wrong} wrong"
    lines = [f"Table “{sheet.name}” → {part.register.key}, headings in line {sheet.header_line}: {counts}."]
    lines += [f"  {sheet.headers[place]} → {name}" for place, name in part.run.columns.items()]
    lines += [f"  {note}" for note in outcome.notes]
    lines += [f"  Line {line} is no row: it {why}." for line, why in sheet.skipped[:SHOWN_GROUPS]]
    lines += [f"  Line {line} is left out: {name}." for line, name in outcome.left_out]
    lines += [f"  {group_words(group)}" for group in outcome.groups[:SHOWN_GROUPS]]
    return [*lines, *(f"  {line}" for line in lost_words(outcome))]

"""`tandem import-together`: all tables of one file, each to its register, in one go."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.faces.cli.exchanging import group_words, lost_words
from tandem.ground.exchange import together
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.planning import Plan
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.tenancy import organization_active

SHOWN_GROUPS = 40
Brought = list[tuple[together.Part, Plan]]


@click.command("import-together")
@click.argument("organization")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--table", "tables", multiple=True, help='Where a table goes, "Assets=items"; "Notes=-" leaves it out.')
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@as_json
def import_together(organization: str, file: Path, tables: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Import all tables of a file, references between them kept: all or nothing, taken back as a whole."""
    owner, chosen = organization_of(organization), _chosen(tables)
    actor = command_line_actor(owner)
    with organization_active(owner.pk):
        try:
            whole = _received(actor, file, chosen)
            brought: Brought = [] if together.unsaid(whole) else together.bring(actor, whole, keep=not dry_run)
        except (UnusableFile, WriteError) as error:
            raise click.ClickException(_why(error)) from error
        left_out = list(whole.parts.filter(register=together.LEFT_OUT).values_list("sheet", flat=True))
        unsaid = together.unsaid(whole)
    told = _told(whole, brought, left_out, unsaid)
    say(told, as_json, "\n".join(_words(whole, brought, left_out, unsaid, dry_run)))
    raise SystemExit(1 if unsaid or any(plan.outcome.errors for _part, plan in brought) else 0)


def _why(error: Exception) -> str:
    return " ".join(m for told in error.problems.values() for m in told) if isinstance(error, Invalid) else str(error)


def _chosen(tables: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.rpartition("=") for text in tables]
    if wrong := next((text for text, pair in zip(tables, pairs, strict=True) if not all(pair)), ""):
        raise click.ClickException(f"“{wrong}” does not say where a table goes; write --table Assets=items.")
    return {name: key for name, _sign, key in pairs}


def _received(actor: Actor, file: Path, chosen: dict[str, str]) -> ImportRun:
    with file.open("rb") as content:
        whole = together.receive(actor, file.name, iter(lambda: content.read(2**20), b""))
    together.choose(actor, whole, chosen)
    return whole


def _told(whole: ImportRun, brought: Brought, left_out: list[str], unsaid: list[str]) -> dict[str, Any]:
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
    lines += [f"  {group_words(group)}" for group in outcome.groups[:SHOWN_GROUPS]]
    return [*lines, *(f"  {line}" for line in lost_words(outcome))]

"""`tandem import` and `tandem export`."""

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, register_of, say
from tandem.ground.exchange import conversion, importing
from tandem.ground.exchange.exporting import export
from tandem.ground.exchange.mapping import plain
from tandem.ground.exchange.reading import Sheet, read_table
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel import lists
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active

SHOWN_ERRORS = 40


@click.command("import")
@click.argument("organization")
@click.argument("register")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map",
    "map_file",
    type=click.File(),
    help='JSON: {"columns": {heading: field}, "values": {field: for every row}, …}.',
)
@click.option("--sheet", default="", help="Which table of a workbook.")
@click.option("--time", "time_heading", default="", help="The file is an event log; this column says when.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@as_json
def import_file(
    organization: str,
    register: str,
    file: Path,
    map_file: Any,
    sheet: str,
    time_heading: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import a table: line-exact errors, all or nothing, the same file twice changes nothing."""
    found, target = organization_of(organization), register_of(register)
    told = _map_of(map_file)
    actor = command_line_actor(found)
    with organization_active(found.pk):
        try:
            book, wanted = read_table(file, file.name), sheet or told.get("sheet", "")
            table = book.named(wanted) if wanted else importing.likeliest(target, book)
            mapping = (
                _columns(table, told["columns"]) if "columns" in told else importing.proposed_mapping(target, table)
            )
            options = conversion.Options(
                date_order=told.get("dates") or _date_order(table, mapping), fixed=told.get("values", {})
            )
            when = time_heading or told.get("time", "")
            if when:
                column = _column(table, when)
                outcome = importing.bring_history(actor, target, table, mapping, options, column, keep=not dry_run)
            elif dry_run:
                outcome = importing.preview(actor, target, table, mapping, options)
            else:
                outcome = importing.bring(actor, target, table, mapping, options)
        except (UnusableFile, Invalid) as error:
            raise click.ClickException(str(error)) from error
    say({**asdict(outcome), "samples": len(outcome.samples)}, as_json, _words(outcome, table, mapping, dry_run))
    raise SystemExit(1 if outcome.errors else 0)


def _map_of(map_file: Any) -> dict[str, Any]:
    if map_file is None:
        return {}
    try:
        told = json.load(map_file)
    except ValueError as error:
        raise click.ClickException(f"The map is no JSON: {error}") from error
    if not isinstance(told, dict) or not all(isinstance(told.get(part, {}), dict) for part in ("columns", "values")):
        raise click.ClickException('A map is an object: {"columns": {heading: field}, "values": {field: value}}.')
    return told


def _columns(table: Sheet, columns: dict[str, str]) -> dict[int, str]:
    return {_column(table, heading): field for heading, field in columns.items()}


def _column(table: Sheet, heading: str) -> int:
    for place, name in enumerate(table.headers):
        if plain(name) == plain(heading):
            return place
    raise click.ClickException(f"There is no column “{heading}”. The file has: {', '.join(table.headers)}.")


def _date_order(table: Sheet, mapping: dict[int, str]) -> str:
    values = [row.values[column] for row in table.rows[:2_000] for column in mapping]
    return conversion.date_order_of(values) or conversion.DAY_FIRST


def _words(outcome: importing.Outcome, table: Sheet, mapping: dict[int, str], dry_run: bool) -> str:
    lines = [f"{table.headers[column]} → {name}" for column, name in mapping.items()]
    if unused := [header for column, header in enumerate(table.headers) if column not in mapping]:
        lines.append(f"Not used: {', '.join(unused)}.")
    for error in outcome.errors[:SHOWN_ERRORS]:
        lines.append(": ".join(part for part in (f"Line {error.line}", error.column, error.message) if part))
    if len(outcome.errors) > SHOWN_ERRORS:
        lines.append(f"… and {len(outcome.errors) - SHOWN_ERRORS} more.")
    if not table.rows:
        lines.append(f"The table “{table.name}” has headings but no rows; nothing to import.")
    verb = "Nothing was imported" if outcome.errors else "Would import" if dry_run else "Imported"
    lines.append(f"{verb}: {outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged.")
    return "\n".join(lines)


@click.command("export")
@click.argument("organization")
@click.argument("register")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write here instead of standard output.")
def export_register(organization: str, register: str, form: str, out: Path | None) -> None:
    """Export a register; an import of the same file changes nothing."""
    found, target = organization_of(organization), register_of(register)
    with (
        organization_active(found.pk),
        export(command_line_actor(found), target, lists.Query(filters={}), form) as content,
    ):
        if out is None:
            shutil.copyfileobj(content, sys.stdout.buffer)
            return
        with out.open("wb") as file:
            shutil.copyfileobj(content, file)
    click.echo(f"{out} is written.", err=True)

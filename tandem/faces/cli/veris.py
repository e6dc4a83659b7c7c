"""`tandem veris`: incidents in the VERIS format, in and out."""

from dataclasses import asdict
from pathlib import Path

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say, way_back
from tandem.ground.kernel import lists
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.incidents.veris import bringing, writing_out
from tandem.operation.incidents.veris.reading import Unreadable, records_in

SHOWN_REFUSALS = 40


@click.group()
def veris() -> None:
    """Incidents in the VERIS format (veriscommunity.net): bring them in, take them out."""


@veris.command("import")
@click.argument("organization")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--of-others", is_flag=True, help="Lessons from outside, to learn from; else they are our own.")
@click.option("--valid-only", is_flag=True, help="Leave out what is refused and take the rest.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@as_json
def import_file(
    organization: str, files: tuple[Path, ...], of_others: bool, valid_only: bool, dry_run: bool, as_json: bool
) -> None:
    """Import VERIS records (JSON, a list, lines, zip or the community CSV); the same files twice change nothing."""
    home = organization_of(organization)
    whose = bringing.OTHERS if of_others else bringing.OURS
    with organization_active(home.pk):
        try:
            records = [record for file in files for record in records_in(file, file.name)]
        except Unreadable as error:
            raise click.ClickException(str(error)) from error
        called = ", ".join(file.name for file in files)
        actor = command_line_actor(home)
        outcome = bringing.bring(actor, records, whose, keep=not dry_run, valid_only=valid_only, called=called)
    is_kept = not dry_run and (valid_only or not outcome.refused)
    say({**asdict(outcome), "kept": is_kept}, as_json, _words(outcome, is_kept))
    raise SystemExit(1 if outcome.refused else 0)


def _words(outcome: bringing.Outcome, is_kept: bool) -> str:
    lines = [f"{refusal.place}: {reason}" for refusal in outcome.refused[:SHOWN_REFUSALS] for reason in refusal.reasons]
    if len(outcome.refused) > SHOWN_REFUSALS:
        lines.append(f"… and {len(outcome.refused) - SHOWN_REFUSALS} more records.")
    verb = "Imported" if is_kept else "Nothing was written; it would be"
    counts = f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged"
    lines.append(f"{verb}: {counts}, {len(outcome.refused)} refused.")
    return "\n".join([*lines, *way_back(outcome.number)])


@veris.command("export")
@click.argument("organization")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--of-others", is_flag=True, help="The incidents of others instead of our own.")
@click.option("--filter", "filters", multiple=True, metavar="NAME=VALUE", help="As in the address of the list.")
@click.option("--with-confidential", is_flag=True, help="Confidential incidents too; they stay here without it.")
def export_file(
    organization: str, file: Path | None, of_others: bool, filters: tuple[str, ...], with_confidential: bool
) -> None:
    """Export security incidents as VERIS records, to a file or to standard output."""
    home = organization_of(organization)
    query = lists.Query(filters=dict(_filter(given) for given in filters))
    with organization_active(home.pk):
        actor = command_line_actor(home)
        try:
            records = (
                writing_out.exported_of_others(actor, query)
                if of_others
                else writing_out.exported(actor, query, with_confidential=with_confidential)
            )
        except Invalid as error:
            raise click.ClickException(str(error)) from error
    content = writing_out.as_json(records)
    if file is None:
        click.echo(content, nl=False)
        return
    file.write_bytes(content)
    click.echo(f"{file}: {len(records)} records.", err=True)


def _filter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise click.ClickException(f"“{text}” is no filter; write NAME=VALUE, such as is_major=true.")
    return name, value

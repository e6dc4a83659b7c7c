"""`tandem inventory`: what agents found on devices, from their files."""

from dataclasses import asdict
from pathlib import Path

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say, way_back
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.inventory.sources import bringing
from tandem.operation.inventory.sources.bringing import Outcome


@click.command()
@click.argument("organization")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--source", required=True, help="Name of the source in the register of sources.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@as_json
def inventory(organization: str, files: tuple[Path, ...], source: str, dry_run: bool, as_json: bool) -> None:
    """Bring files of the GLPI agent, JSON or XML. Each is taken whole or not at all; ends with 1 if any is refused."""
    home = organization_of(organization)
    actor = command_line_actor(home)
    with organization_active(home.pk):
        try:
            named = bringing.source_named(source)
            read = [(file.name, file.read_bytes()) for file in files]
            if dry_run:
                outcomes, number = bringing.preview(actor, named, read), 0
            else:
                outcomes, number = bringing.bring(actor, named, read)
        except Invalid as invalid:
            raise click.ClickException(str(invalid)) from invalid
    answer = {"devices": [asdict(outcome) for outcome in outcomes], "is_written": not dry_run, "import": number}
    say(answer, as_json, "\n".join([*map(_words, outcomes), *way_back(number)]))
    raise SystemExit(1 if any(outcome.action == "refused" for outcome in outcomes) else 0)


def _words(outcome: Outcome) -> str:
    if outcome.why:
        return f"{outcome.file}: {outcome.action}. {outcome.why}"
    parts = [f"{outcome.action} {outcome.reference} {outcome.title}"]
    parts += [f"{name} {before or '–'} → {after}" for name, before, after in outcome.changes]
    parts += [f"{name} kept ({who or 'written by hand'})" for name, _ours, _theirs, who in outcome.kept]
    parts += [f"{len(outcome.parts)} further devices"] if outcome.parts else []
    parts += [f"{outcome.relations_new} relations found"] if outcome.relations_new else []
    parts += [f"{outcome.relations_gone} relations gone"] if outcome.relations_gone else []
    parts += [f"not understood: {', '.join(outcome.not_understood)}"] if outcome.not_understood else []
    return f"{outcome.file}: {'; '.join(parts)}."

"""`tandem print`: what is printed, as files."""

from pathlib import Path

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.reporting import printing


@click.command()
@click.argument("organization")
@click.argument("key", required=False, default="")
@click.argument("reference", required=False, default="")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), multiple=True, help="As report.pdf, .docx, .xlsx."
)
@as_json
def print_file(organization: str, key: str, reference: str, out: tuple[Path, ...], as_json: bool) -> None:
    """Print a document, such as `audit-report AUD-1`; without a KEY, say what can be printed.

    The ending of each file says its form.
    """
    home = organization_of(organization)
    if not key:
        say(_known(), as_json, "\n".join(_line(declared) for declared in printing.every().values()))
        return
    if not out:
        raise click.ClickException("Say where to: --out report.pdf")
    with organization_active(home.pk):
        for file in out:
            file.write_bytes(_content(home, key, file, reference))
    say({"print": key, "files": [str(file) for file in out]}, as_json, f"{', '.join(map(str, out))} is written.")


def _content(home: Organization, key: str, file: Path, reference: str) -> bytes:
    form = file.suffix.lower().removeprefix(".")
    try:
        return printing.printed(command_line_actor(home), home, key, form, reference).content
    except (Invalid, NotFound) as refused:
        raise click.ClickException(f"{file}: {refused}") from refused


def _known() -> list[dict[str, object]]:
    return [
        {
            "key": declared.key,
            "title": str(declared.title),
            "register": declared.register,
            "of_record": declared.is_of_record,
            "forms": list(declared.forms),
        }
        for declared in printing.every().values()
    ]


def _line(declared: printing.Print) -> str:
    what = f"a record of {declared.register}" if declared.is_of_record else f"all of {declared.register}"
    return f"{declared.key:26} {declared.title}, of {what}: {', '.join(declared.forms)}"

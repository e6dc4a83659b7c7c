"""`tandem soa`: the Statement of Applicability as files."""

from pathlib import Path

import click

from tandem.direction.controls.statements import comparing, sheet
from tandem.direction.controls.statements.models import Statement
from tandem.faces.cli.asking import as_json, organization_of, say
from tandem.ground.accounts import speaking
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.reporting import differences
from tandem.proof.reporting.cover import cover_of
from tandem.proof.reporting.statement import BY_KEY, FORMS, Form, form_of

ENDINGS = ", ".join(f".{form.ending}" for form in FORMS)


@click.command()
@click.argument("organization")
@click.option("--framework", default="iso-27001:2022", show_default=True, help="The catalogue of controls.")
@click.option("--statement", "reference", default="", help="Which one, as SOA-2; otherwise the one in force.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), multiple=True, required=True, help=ENDINGS)
@click.option("--form", "key", type=click.Choice(list(BY_KEY)), help="What is written, whatever the file is called.")
@click.option("--against", default="", help="Write what differs from this earlier statement: .xlsx or .json.")
@as_json
def soa(
    organization: str, framework: str, reference: str, out: tuple[Path, ...], key: str, against: str, as_json: bool
) -> None:
    """Write the Statement of Applicability in force, or the draft where none is approved yet.

    The ending of each file says what it is; .catalog.json, .profile.json and .component-definition.json are OSCAL.
    """
    home = organization_of(organization)
    with organization_active(home.pk):
        statement = _statement(home, framework, reference)
        for file in out:
            file.write_bytes(
                _compared(home, statement, against, file) if against else _written(home, statement, key, file)
            )
    answer = {"statement": statement.reference, "state": statement.state, "files": [str(file) for file in out]}
    state = str(statement.get_state_display()).lower()
    names = ", ".join(map(str, out))
    say(answer, as_json, f"{names}: {statement.reference} {statement.title}, {state}.")


def _statement(home: Organization, framework: str, reference: str) -> Statement:
    statements = Statement.objects.select_related("created_by", "approved_by")
    if reference:
        statement: Statement | None = statements.with_reference(reference).first()
        if statement is None:
            raise click.ClickException(f"{home.name} has no statement {reference}.")
        return statement
    statement = statements.filter(framework=framework).exclude(state="superseded").order_by("state", "-pk").first()
    if statement is None:
        raise click.ClickException(f"{home.name} has no statement for {framework} yet.")
    return statement


def _written(home: Organization, statement: Statement, key: str, file: Path) -> bytes:
    form: Form | None = BY_KEY[key] if key else form_of(file.name)
    if form is None:
        raise click.ClickException(f"“{file.name}” names no format that can be written: {ENDINGS}.")
    with speaking.as_documents(home):
        return form.write(sheet.read(statement), cover_of(home, statement.framework, clock.today(home.zone)))


def _compared(home: Organization, statement: Statement, against: str, file: Path) -> bytes:
    form = differences.FORMS.get(file.suffix.removeprefix("."))
    earlier = Statement.objects.with_reference(against).filter(framework=statement.framework).first()
    if form is None:
        raise click.ClickException(f"“{file.name}”: what differs is written as .xlsx or .json.")
    if earlier is None:
        raise click.ClickException(f"There is no statement {against} of {statement.framework}.")
    with speaking.as_documents(home):
        return form.write(earlier, statement, comparing.differences(earlier, statement))

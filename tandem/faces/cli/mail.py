"""`tandem mail`: mailboxes looked into, and messages taken in from files."""

from dataclasses import asdict
from pathlib import Path
from time import sleep
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.faces.intake.mail import consent as consenting
from tandem.faces.intake.mail import fetching, letters, taking
from tandem.faces.intake.mail.tokens import NoToken
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.mail.mailboxes import operations
from tandem.operation.mail.mailboxes.models import Mailbox


@click.group()
def mail() -> None:
    """Mail in: fetch mailboxes, take in files."""


@mail.command()
@click.argument("organization")
@as_json
def fetch(organization: str, as_json: bool) -> None:
    """Look into every mailbox now; ends with 1 when one of them could not be read."""
    home = organization_of(organization)
    actor = command_line_actor(home)
    with organization_active(home.pk):
        looks = [fetching.fetch(actor, mailbox) for mailbox in Mailbox.objects.looked_into().order_by("pk")]
    text = "\n".join(map(_look_in_words, looks)) or "No mailbox is looked into."
    say({"mailboxes": [asdict(look) for look in looks]}, as_json, text)
    raise SystemExit(1 if any(look.problem for look in looks) else 0)


@mail.command()
@click.argument("organization")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--mailbox", help="Reference of the mailbox it came to; the only one where there is but one.")
@as_json
def take(organization: str, files: tuple[Path, ...], mailbox: str | None, as_json: bool) -> None:
    """Take in messages from files (.eml, .msg); the same one again changes nothing. Ends with 1 when any is refused."""
    home = organization_of(organization)
    actor = command_line_actor(home)
    with organization_active(home.pk):
        came_to = _mailbox(mailbox)
        messages = [_taken(actor, file, came_to) for file in files]
    say({"messages": messages}, as_json, "\n".join(map(_in_words, messages)))
    raise SystemExit(1 if any("refused" in message for message in messages) else 0)


@mail.command()
@click.argument("organization")
@click.argument("mailbox")
@click.password_option(help="Asked for when it is not given.")
def password(organization: str, mailbox: str, password: str) -> None:
    """Set the password of a mailbox; it is kept encrypted and never shown."""
    home = organization_of(organization)
    with organization_active(home.pk):
        try:
            operations.set_password(command_line_actor(home), mailbox, password)
        except WriteError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"The password of {mailbox} is set.")


@mail.command()
@click.argument("organization")
@click.argument("mailbox")
def consent(organization: str, mailbox: str) -> None:
    """Sign in to a mailbox by a person's consent: shows a code, and waits until it was confirmed in a browser."""
    home = organization_of(organization)
    actor = command_line_actor(home)
    with organization_active(home.pk):
        try:
            asked = consenting.begin(actor, mailbox)
            click.echo(f"Open {asked.address} and enter the code {asked.code}.")
            while not consenting.is_granted(actor, mailbox):
                sleep(1)
        except (NoToken, WriteError) as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{mailbox} is signed in to from now on.")


def _mailbox(reference: str | None) -> Mailbox | None:
    if reference is None:
        known = list(Mailbox.objects.order_by("pk")[:2])
        return known[0] if len(known) == 1 else None
    mailbox: Mailbox | None = Mailbox.objects.with_reference(reference).first()
    if mailbox is None:
        raise click.ClickException(f"There is no mailbox “{reference}”.")
    return mailbox


def _taken(actor: Any, file: Path, mailbox: Mailbox | None) -> dict[str, Any]:
    size = file.stat().st_size
    try:
        if size > letters.LARGEST:
            raise taking.Refused(taking.too_large(size))
        return {"file": file.name, **asdict(taking.take(actor, file.read_bytes(), mailbox))}
    except (taking.Refused, WriteError) as refused:
        return {"file": file.name, "refused": str(refused)}


def _in_words(message: dict[str, Any]) -> str:
    if "refused" in message:
        return f"{message['file']}: refused. {message['refused']}"
    known = "known already as " if message["is_known"] else ""
    ticket = f" {message['ticket']}" if message["ticket"] else ""
    reason = f" ({message['reason']})" if message["reason"] else ""
    return f"{message['file']}: {known}{message['reference']}, {message['state']}{ticket}{reason}"


def _look_in_words(look: fetching.Look) -> str:
    parts = [f"{look.taken} taken in, {look.known} known, {len(look.refused)} refused", *look.refused]
    return f"{look.mailbox}: {'; '.join([*parts, *([look.problem] if look.problem else [])])}"

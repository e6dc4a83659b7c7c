"""What several commands share: how they print, and how they find what they were given."""

import json
from typing import Any

import click

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import Actor, system_actor
from tandem.ground.kernel.registers import Register

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def say(answer: Any, as_json: bool, text: str) -> None:
    """Print for programs or for people."""
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False, default=str) if as_json else text)


def organization_of(slug: str) -> Organization:
    """The organization of this short name, or a clear refusal."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        known = ", ".join(Organization.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise click.ClickException(f"There is no organization “{slug}”. Known: {known}.")
    return organization


def register_of(key: str) -> Register:
    """The register of this key, or a clear refusal."""
    register = registers.find(key)
    if register is None:
        known = ", ".join(known.key for known in registers.every())
        raise click.ClickException(f"There is no register “{key}”. Known: {known}.")
    return register


def command_line_actor(organization: Organization) -> Actor:
    """Whoever may run commands on the machine acts with all rights; the ledger says through what."""
    return system_actor(organization.pk, "Command line", "cli", organization.zone)


def way_back(number: int) -> list[str]:
    """How all that was just brought can be taken back."""
    return [f"Import {number}; “tandem import-undo” takes all of it back."] if number else []

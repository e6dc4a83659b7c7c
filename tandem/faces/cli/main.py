"""The command `tandem`: one installation on the command line, for people and for programs (`--json`)."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from tandem import __version__


def begin(data: Path | None = None) -> None:
    """Load the product for the data folder in question."""
    if data is not None:
        os.environ["TANDEM_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
    import django  # noqa: PLC0415  settings are read on import, after the folder is known

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error


class Lazy(click.Group):
    """Loads the commands that need the database only when one of them is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *COMMANDS})

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take the data folder that is named behind the command, before the command is loaded from it."""
        if (named := _folder_behind(arguments)) is not None:
            context.params["data"] = named
        return super().resolve_command(context, arguments)

    def invoke(self, context: click.Context) -> Any:
        """Run the command; a database that is not there or not ready is said in words."""
        try:
            return super().invoke(context)
        except DatabaseError as error:
            raise click.ClickException(_why(error)) from error

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return super().get_command(context, name)
        begin(context.params.get("data"))
        module, _dot, attribute = COMMANDS[name].partition(".")
        command: click.Command = getattr(import_module(f"tandem.faces.cli.{module}"), attribute)
        return command


def _why(error: DatabaseError) -> str:
    """What a database that cannot be worked with lacks, and what helps."""
    try:
        is_ready = MigrationRecorder(connection).has_table()
    except DatabaseError:
        return f"The database cannot be reached: {error}"
    if is_ready:
        return f"The database refuses: {error} If Tandem was updated, run `tandem migrate` first."
    return "There is no data here yet. Begin with `tandem demo`, `tandem organization create` or `tandem restore`."


def _folder_behind(arguments: list[str]) -> Path | None:
    """The folder of `demo --data FOLDER`; other commands take it before their name."""
    if arguments[:1] != ["demo"]:
        return None
    for place, word in enumerate(arguments):
        if word == "--data" and place + 1 < len(arguments):
            return Path(arguments[place + 1])
        if word.startswith("--data="):
            return Path(word.removeprefix("--data="))
    return None


COMMANDS = {
    "demo": "commands.demo",
    "serve": "commands.serve",
    "worker": "commands.worker",
    "check": "commands.check",
    "migrate": "commands.migrate",
    "organization": "commands.organization",
    "catalogue": "commands.catalogue",
    "registers": "commands.list_registers",
    "import": "exchanging.import_file",
    "import-together": "workbooks.import_together",
    "baseline": "baselines.baseline",
    "import-undo": "exchanging.import_undo",
    "import-template": "exchanging.import_template",
    "export": "exchanging.export_register",
    "documents": "drafting.documents",
    "soa": "stating.soa",
    "soa-import": "bringing.soa_import",
    "findings": "vulnerabilities.findings",
    "inventory": "inventory.inventory",
    "risk-method": "beginning.risk_method",
    "take-over": "beginning.take_over",
    "veris": "veris.veris",
    "conformity": "proving.show_conformity",
    "plan": "planning.show_plan",
    "ledger": "ledger.ledger",
    "pack": "packing.pack",
    "print": "printing.print_file",
    "mail": "mail.mail",
    "losses": "estimating.show_losses",
    "backup": "keeping.backup",
    "restore": "keeping.restore",
    "token": "entrance.token",
    "member": "entrance.member",
    "sign-in-link": "commands.sign_in_link",
}


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tandem")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder (also TANDEM_DATA).")
def tandem(data: Path | None) -> None:
    """One management system for ISO/IEC 20000-1 and ISO/IEC 27001."""


if __name__ == "__main__":
    sys.exit(tandem())

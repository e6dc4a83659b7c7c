"""The commands of `tandem`."""

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection, transaction

from tandem import database
from tandem.direction.controls import catalogue_tables
from tandem.direction.scope import adopting
from tandem.faces.cli import running
from tandem.faces.cli.asking import as_json, command_line_actor, say
from tandem.faces.cli.demonstration.loading import load as load_demonstration
from tandem.faces.cli.ledger import proof_findings
from tandem.ground.accounts import operations as accounts
from tandem.ground.accounts import operators
from tandem.ground.accounts.models import Organization, User
from tandem.ground.catalogue import loading, queries
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.kernel import clock, exposure, health, jobs
from tandem.ground.kernel import registers as declared
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active

LANGUAGE = click.Choice([code for code, _name in settings.LANGUAGES])
DEMONSTRATION = "lindfalk"
DEMONSTRATION_MANAGER = "mira@lindfalk.example"


@click.command()
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Data folder.")
@click.option("--no-serve", is_flag=True, help="Create it, print the sign-in and stop.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--language", default="en", show_default=True, type=LANGUAGE, help="What it is written in.")
def demo(data: Path | None, no_serve: bool, port: int, language: str) -> None:
    """Create the demonstration organization, print address and sign-in, serve on loopback."""
    if not no_serve:
        running.insist_free("127.0.0.1", port)
    running.prepare()
    if not Organization.objects.filter(slug=DEMONSTRATION).exists():
        load_demonstration(language)
        operators.appoint_first(User.objects.get(email=DEMONSTRATION_MANAGER), "Tandem")  # whoever tries it runs it
    running.seal_all()
    base = f"http://127.0.0.1:{port}{settings.PREFIX}"
    link = accounts.sign_in_link(User.objects.get(email=DEMONSTRATION_MANAGER), base)
    click.echo(f"Tandem: {base}\nSign in once as Mira Solberg, who manages Lindfalk: {link}", err=False)
    if not no_serve:
        running.serve("127.0.0.1", port)


@click.command()
@click.option("--address", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--without-worker", is_flag=True, help="A `tandem worker` runs elsewhere.")
def serve(address: str, port: int, without_worker: bool) -> None:
    """Serve; the first start prints a one-time sign-in link instead of making a default password."""
    running.insist_free(address, port)
    running.prepare()
    if not User.objects.filter(is_operator=True).exists():
        operators.appoint_first(accounts.create_user("operator@localhost.localdomain", "Operator"), "Tandem")
    if not User.objects.exclude(last_login=None).exists():
        operator = User.objects.filter(is_operator=True).order_by("pk")[0]
        click.echo(
            f"Sign in for the first time: {accounts.sign_in_link(operator, f'http://{address}:{port}{settings.PREFIX}')}"
        )
    running.serve(address, port, with_worker=not without_worker)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and stop.")
def worker(once: bool) -> None:
    """Do background jobs, seal the ledger, keep the schedule."""
    if once:
        running.seal_all()
        jobs.run_all()
        return
    running.Worker().run()


@click.command()
@as_json
def check(as_json: bool) -> None:
    """Self-check of settings, database, registers and catalogue."""
    findings: list[str] = []
    try:
        call_command("check", databases=["default"], fail_level="WARNING", verbosity=0, stdout=io.StringIO())
    except SystemCheckError as error:
        findings.append(str(error))
    if connection.vendor == "sqlite" and not database.wal_is_safe():
        findings.append(
            f"SQLite {'.'.join(map(str, database.library_version()))} lacks the WAL fix; rollback journal in use."
        )
    findings += [str(fault) for fault in loading.check_library()]
    findings += [*proof_findings(), *exposure.faults(), *health.faults(clock.now())]
    library = ".".join(map(str, database.library_version())) if connection.vendor == "sqlite" else ""
    report = {"holds": not findings, "database": f"{connection.vendor} {library}".strip(), "findings": findings}
    text = "\n".join(findings) or f"All is well ({report['database']}, {len(declared.every())} registers)."
    say(report, as_json, text)
    raise SystemExit(0 if not findings else 1)


@click.command()
def migrate() -> None:
    """Bring database and catalogue up to date."""
    running.prepare()


@click.group()
def organization() -> None:
    """Organizations of this installation."""


@organization.command("create")
@click.argument("slug")
@click.option("--name", required=True)
@click.option("--adopt", multiple=True, help="A standard, as iso-27001:2022; may be given twice.")
@click.option("--time-zone", default="UTC", show_default=True)
@click.option("--language", default="en", show_default=True, type=LANGUAGE, help="What is printed or sent outside.")
@click.option("--manager", help="E-mail address of the first manager; prints a one-time sign-in link.")
@as_json
def create_organization(
    slug: str, name: str, adopt: tuple[str, ...], time_zone: str, language: str, manager: str | None, as_json: bool
) -> None:
    """A new, empty organization with its management systems."""
    running.prepare()
    try:
        with transaction.atomic():
            founder = _founder(manager) if manager else None
            made = accounts.found_organization(
                slug,
                name,
                time_zone=time_zone,
                language=language,
                label="Command line",
                through="cli",
                founder=founder,
            )
            with organization_active(made.pk):
                adopting.adopt(command_line_actor(made), adopt)
    except WriteError as error:
        raise click.ClickException(str(error)) from error
    link = accounts.sign_in_link(founder, settings.BASE_URL) if founder else ""
    text = f"{made.name} is ready at /{made.slug}/." + (f"\nSign in once: {link}" if link else "")
    say({"slug": made.slug, "name": made.name, "adopted": list(adopt), "sign_in": link}, as_json, text)


def _founder(email: str) -> User:
    known = User.objects.filter(email=email.strip().lower()).first()
    return known or accounts.create_user(email, email.partition("@")[0])


@organization.command("list")
@as_json
def list_organizations(as_json: bool) -> None:
    """Every organization."""
    rows = [
        {"slug": organization.slug, "name": organization.name} for organization in Organization.objects.order_by("slug")
    ]
    say(rows, as_json, "\n".join(f"{row['slug']:<20} {row['name']}" for row in rows))


@click.group()
def catalogue() -> None:
    """Standards and other frameworks."""


@catalogue.command("list")
@as_json
def list_catalogue(as_json: bool) -> None:
    """Editions with their counts by kind."""
    running.prepare()
    rows: list[dict[str, Any]] = [
        {
            "key": count.key,
            "name": count.name,
            "kinds": count.kinds,
            "assessable": count.assessable,
            "origin": count.origin,
        }
        for count in queries.counts()
    ]
    lines = [
        f"{row['key']:<24} {row['assessable']:>4} assessable  "
        + ", ".join(f"{n} {kind}" for kind, n in row["kinds"].items())
        for row in rows
    ]
    say(rows, as_json, "\n".join(lines))


@catalogue.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
def import_catalogue(files: tuple[Path, ...], as_json: bool) -> None:
    """Add frameworks, mappings and matrices: own YAML, CISO Assistant YAML, OSCAL, tables of controls."""
    running.prepare()
    results = catalogue_tables.bring(files)
    refused = {path: result for path, result in results.items() if isinstance(result, LibraryError)}
    outcomes = {str(path): _import_result(result) for path, result in results.items()}
    lines = [f"{path}: {_import_words(result)}" for path, result in results.items()]
    say(outcomes, as_json, "\n".join([*lines, f"{len(results) - len(refused)} imported, {len(refused)} refused."]))
    raise SystemExit(1 if refused else 0)


def _import_result(result: ImportOutcome | LibraryError) -> dict[str, Any]:
    return {"refused": str(result)} if isinstance(result, LibraryError) else asdict(result)


def _import_words(result: ImportOutcome | LibraryError) -> str:
    if isinstance(result, LibraryError):
        return f"refused: {result}"
    left_out = f"; note: {', '.join(result.left_out)}" if result.left_out else ""
    holds = f" ({', '.join(result.holds)})" if result.holds else ""
    counts = f"{result.created} new, {result.updated} changed, {result.unchanged} unchanged"
    removed = f", {result.removed} removed" if result.removed else ""
    return f"{result.name}{holds}: {counts}{removed}{left_out}"


@click.command()
@as_json
def list_registers(as_json: bool) -> None:
    """What can be kept."""
    rows = [
        {"key": register.key, "title": str(register.title), "about": str(register.about)}
        for register in declared.every()
    ]
    say(rows, as_json, "\n".join(f"{row['key']:<20} {row['about']}" for row in rows))


@click.command("sign-in-link")
@click.argument("email")
@click.option("--base-url", default=settings.BASE_URL, show_default=True)
def sign_in_link(email: str, base_url: str) -> None:
    """A link that signs a user in once, for a lost password or second factor."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise click.ClickException(f"There is no user {email}.")
    click.echo(accounts.sign_in_link(user, base_url.rstrip("/")))

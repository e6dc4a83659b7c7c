"""`tandem ledger`: proof of what happened, heads to keep elsewhere, erasing for privacy."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, Any

import click
from django.db import connection

from tandem.faces.cli import running
from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, register_of, say
from tandem.ground.accounts.models import Organization
from tandem.ground.catalogue.altered import altered
from tandem.ground.kernel import clock, privacy
from tandem.ground.kernel.comparison import running as comparisons
from tandem.ground.kernel.comparison import schedule, witnessing
from tandem.ground.kernel.comparison.running import Outcome
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger import erasure, verification
from tandem.ground.ledger import operations as ledger_operations
from tandem.ground.ledger.notes import BadNote
from tandem.ground.ledger.problems import BrokenLedger
from tandem.ground.ledger.verification import Verification

SHOWN = 20


@click.group()
def ledger() -> None:
    """Proof of what happened."""


@ledger.command()
@click.argument("organization", required=False)
@click.option(
    "--installation", is_flag=True, help="The installation's own log, which holds every organization's heads."
)
@click.option("--head", type=click.File(encoding="utf-8"), help="A head kept elsewhere, to notice a rollback.")
@as_json
def verify(organization: str | None, installation: bool, head: IO[str] | None, as_json: bool) -> None:
    """Check every entry and every signed head, then hold tables and stored files against them.

    Names the first that does not hold, and where tables and files differ.
    """
    if installation == bool(organization):
        raise click.UsageError("Name an organization, or ask for --installation.")
    if installation:
        _verify_installation(as_json)
    else:
        _verify_organization(organization_of(organization or ""), head.read() if head else "", as_json)


def _verify_installation(as_json: bool) -> None:
    verdict = verification.verify_installation()
    well = f"The installation's log holds: {verdict.entries} heads."
    answer = {"holds": verdict.holds, "heads": verdict.entries, "problem": verdict.problem}
    say(answer, as_json, well if verdict.holds else f"The installation's log does NOT hold. {verdict.problem}")
    raise SystemExit(0 if verdict.holds else 1)


def _verify_organization(organization: Organization, head: str, as_json: bool) -> None:
    try:
        with organization_active(organization.pk):
            verdict = verification.verify(organization.pk, head)
    except BadNote as error:
        raise click.ClickException(f"The head that was given is none of this ledger: {error}") from error
    outcome = comparisons.compare(organization.pk)
    holds = verdict.holds and outcome.holds
    answer = {
        "holds": holds,
        "entries": verdict.entries,
        "waiting": verdict.waiting,
        "problem": verdict.problem or next((str(finding) for finding in outcome.findings), ""),
        "place": verdict.place,
        "entry": verdict.entry_id,
        "rows": outcome.rows,
        "files": outcome.files,
        "differences": [asdict(finding) | {"words": str(finding)} for finding in outcome.findings],
    }
    say(answer, as_json, _words(verdict, outcome))
    raise SystemExit(0 if holds else 1)


def _words(verdict: Verification, outcome: Outcome) -> str:
    well = f"The ledger holds: {verdict.entries} entries sealed, {verdict.waiting} waiting."
    lines = [well if verdict.holds else f"The ledger does NOT hold. {verdict.problem}"]
    if outcome.holds:
        return "\n".join([*lines, f"{outcome.rows} rows and {outcome.files} files are what it tells."])
    more = len(outcome.findings) - SHOWN
    lines += [f"Tables or files DIFFER from the ledger in {len(outcome.findings)} places:"]
    lines += [f"  {finding}" for finding in outcome.findings[:SHOWN]]
    return "\n".join([*lines, *([f"  and {more} more"] if more > 0 else [])])


def proof_findings() -> Iterator[str]:
    """What does not hold in this installation: its log, the ledgers, tables and files, and missed comparisons."""
    with connection.cursor() as cursor:
        if "ledger_entry" not in connection.introspection.table_names(cursor):
            return
    log = verification.verify_installation()
    if not log.holds:
        yield f"The installation's log does not hold: {log.problem}"
    yield from altered()
    for organization in Organization.objects.order_by("slug"):
        yield from _findings_of(organization)
    yield from schedule.absences(clock.now())


def _findings_of(organization: Organization) -> Iterator[str]:
    with organization_active(organization.pk):
        try:
            verdict = verification.verify(organization.pk, witnessing.kept_head(organization.slug))
        except BadNote as error:
            yield f"The head of {organization.slug} in the folder of heads is none of this ledger: {error}"
            verdict = verification.verify(organization.pk)
    if not verdict.holds:
        yield f"The ledger of {organization.slug} does not hold: {verdict.problem}"
    for finding in comparisons.compare(organization.pk).findings[:SHOWN]:
        yield f"{organization.slug}: {finding}"


@ledger.command()
@click.argument("organization")
@as_json
def head(organization: str, as_json: bool) -> None:
    """Seal what waits and print the signed head."""
    home = organization_of(organization)
    try:
        running.seal_all()
    except BrokenLedger as error:
        raise click.ClickException(f"Nothing was sealed: {error}") from error
    with organization_active(home.pk):
        checkpoint = ledger_operations.newest_checkpoint(home.pk)
    if checkpoint is None:
        raise click.ClickException("Nothing has been written yet.")
    say({"organization": home.slug, "head": checkpoint.note}, as_json, checkpoint.note.rstrip("\n"))


@ledger.command()
@click.argument("organization")
@click.argument("register")
@click.argument("reference")
@click.argument("field")
@click.option("--basis", required=True, help="The ground: who asked, and the law or agreement it rests on.")
@as_json
def erase(organization: str, register: str, reference: str, field: str, basis: str, as_json: bool) -> None:
    """Erase one value of a record, also of a deleted one, for privacy; every proof still holds."""
    home = organization_of(organization)
    with organization_active(home.pk):
        try:
            count = privacy.erase(command_line_actor(home), register_of(register), reference, field, basis)
        except WriteError as error:
            raise click.ClickException(str(error)) from error
    say({"entries": count}, as_json, f"Erased from {count} entries. Backups still hold it: keep `ledger erasures` too.")


@ledger.command()
@click.argument("organization")
def erasures(organization: str) -> None:
    """What was erased, as JSON to be kept apart from backups; `restore --erasures FILE` repeats it."""
    home = organization_of(organization)
    with organization_active(home.pk):
        erased: dict[str, list[dict[str, Any]]] = {home.slug: erasure.erasures(home.pk)}
    click.echo(json.dumps(erased, indent=1, ensure_ascii=False))

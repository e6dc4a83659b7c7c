"""`tandem baseline`: what one organization has that another may begin from, as a file, compared and copied."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.faces.cli.workbooks import brought_of, words_of
from tandem.ground.accounts import access
from tandem.ground.accounts.models import Organization, User
from tandem.ground.exchange.baselines import bringing, meeting, taking
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, WriteError
from tandem.ground.kernel.tenancy import organization_active

REGISTER = click.option("--register", "keys", multiple=True, help="Only this register; may be said several times.")
AS = click.option("--as", "email", default="", help="E-mail address of who copies; must work in both organizations.")


@click.group()
def baseline() -> None:
    """Copy methods, controls, intervals, templates and services of one organization to another."""


@baseline.command("take")
@click.argument("organization")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Write the baseline here.")
@REGISTER
def take(organization: str, out: Path, keys: tuple[str, ...]) -> None:
    """Write the baseline of an organization to a file."""
    owner = organization_of(organization)
    taken = _taken(command_line_actor(owner), owner, keys)
    out.write_text(json.dumps(taken.written(), ensure_ascii=False, indent=1), encoding="utf-8")
    click.echo(f"{out} is written: {sum(map(len, taken.records.values()))} records.", err=True)


@baseline.command("compare")
@click.argument("source")
@click.argument("organization")
@REGISTER
@AS
@as_json
def compare(source: str, organization: str, keys: tuple[str, ...], email: str, as_json: bool) -> None:
    """Say what the baseline of SOURCE, an organization or a file, would bring to ORGANIZATION; change nothing."""
    taker = organization_of(organization)
    found = _baseline(source, keys, email)
    with organization_active(taker.pk):
        tables = meeting.meet(_actor(taker, email), found)
    say(
        {"source": found.source, "tables": [_table_as_json(table) for table in tables]},
        as_json,
        "\n".join(_lines(tables)),
    )


@baseline.command("copy")
@click.argument("source")
@click.argument("organization")
@REGISTER
@click.option("--update", is_flag=True, help="Also make what differs like the baseline.")
@click.option("--leave-out-wrong", is_flag=True, help="Leave out what cannot stand there without what stays behind.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@AS
@as_json
def copy(
    source: str,
    organization: str,
    keys: tuple[str, ...],
    update: bool,
    leave_out_wrong: bool,
    dry_run: bool,
    email: str,
    as_json: bool,
) -> None:
    """Copy the baseline of SOURCE, an organization or a file, to ORGANIZATION: all or nothing, taken back whole."""
    taker = organization_of(organization)
    actor, found = _actor(taker, email), _baseline(source, keys, email)
    with organization_active(taker.pk):
        try:
            tables = meeting.meet(actor, found)
            whole = bringing.prepare(actor, found.source, tables, keys, is_updating=update)
            brought = brought_of(actor, whole, dry_run=dry_run, leave_out_wrong=leave_out_wrong)
        except WriteError as error:
            raise click.ClickException(str(error)) from error
        answer, text = words_of(whole, brought, dry_run)
    if not dry_run and Organization.objects.filter(slug=source).exists():
        _note(source, email, found, keys)
    say(answer, as_json, text)
    raise SystemExit(1 if any(plan.outcome.errors for _part, plan in brought) else 0)


def _note(source: str, email: str, baseline: taking.Baseline, keys: tuple[str, ...]) -> None:
    owner = organization_of(source)
    with organization_active(owner.pk):
        taking.note_taken(_actor(owner, email), baseline, keys)


def _actor(organization: Organization, email: str) -> Actor:
    """Who copies: the command line, or the person of this address as a member."""
    if not email:
        return command_line_actor(organization)
    user = User.objects.filter(email=email.lower()).first()
    actor = access.actor_for(user, organization.slug, "cli") if user else None
    if actor is None:
        raise click.ClickException(f"“{email}” is no member of {organization.slug}.")
    return actor


def _baseline(source: str, keys: tuple[str, ...], email: str) -> taking.Baseline:
    """The baseline of an organization, or out of a file."""
    path = Path(source)
    if not Organization.objects.filter(slug=source).exists() and path.is_file():
        try:
            return taking.read(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, UnusableFile) as error:
            raise click.ClickException(f"{source}: {error}") from error
    owner = organization_of(source)
    return _taken(_actor(owner, email), owner, keys)


def _taken(actor: Actor, owner: Organization, keys: tuple[str, ...]) -> taking.Baseline:
    known = [register.key for register in taking.registers_of_baselines()]
    if unknown := next((key for key in keys if key not in known), ""):
        raise click.ClickException(f"“{unknown}” is no register of a baseline. They are: {', '.join(known)}.")
    with organization_active(owner.pk):
        try:
            return taking.take(actor, owner.slug, keys)
        except Invalid as error:
            raise click.ClickException(str(error)) from error


def _table_as_json(table: meeting.Table) -> dict[str, Any]:
    return {
        "register": table.register.key,
        "why_not": table.why_not,
        "new": [met.title for met in table.new],
        "differing": [
            {"reference": met.reference, "title": met.title, "differences": [asdict(each) for each in met.differences]}
            for met in table.differing
        ],
        "same": len(table.same),
    }


def _lines(tables: list[meeting.Table]) -> list[str]:
    lines = []
    for table in tables:
        counts = f"{len(table.new)} new, {len(table.differing)} differ, {len(table.same)} the same"
        lines.append(f"{table.register.title}: {table.why_not or counts}")
        lines += [f"  + {met.title}" for met in table.new]
        lines += [
            f"  ~ {met.reference} {met.title}: {each.label}: {each.here or '–'} → {each.there}"
            for met in table.differing
            for each in met.differences
        ]
    return lines or ["The baseline holds nothing."]

"""`tandem documents`: templates, documents begun from them, and existing documents brought as files."""

import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.drafting import operations
from tandem.support.documents import templates
from tandem.support.documents.words import bringing, unpacking


@click.group()
def documents() -> None:
    """Documents and the templates they can begin from."""


@documents.command("templates")
@click.argument("key", required=False)
@click.option("--organization", "slug", help="Fill the text for this organization; with KEY only.")
@as_json
def list_templates(key: str | None, slug: str | None, as_json: bool) -> None:
    """Every template with what it serves; with KEY and --organization its text, filled in."""
    if key is None:
        lines = [
            f"{template.key:<30} {template.title} ({len(template.requirements)} requirements)"
            for template in templates.every()
        ]
        say([operations.described(template, []) for template in templates.every()], as_json, "\n".join(lines))
        return
    template = templates.find(key)
    if template is None or slug is None:
        raise click.ClickException(f"There is no template “{key}”." if template is None else "Name an --organization.")
    organization = organization_of(slug)
    with organization_active(organization.pk):
        draft = operations.preview(command_line_actor(organization), template)
    missing = [str(gap.advice) for gap in draft.gaps]
    notes = "".join(f"\n- {advice}" for advice in missing)
    text = draft.text + (f"\nIt could say more:{notes}" if notes else "")
    say({"key": key, "text": draft.text, "missing": missing}, as_json, text)


@documents.command("create")
@click.argument("slug", metavar="ORG")
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@click.option("--owner", help="E-mail address of the member who owns them.")
@as_json
def create(slug: str, keys: tuple[str, ...], owner: str | None, as_json: bool) -> None:
    """Begin a document as a draft from each template named, all or none."""
    organization = organization_of(slug)
    with organization_active(organization.pk):
        try:
            begun = operations.begin(command_line_actor(organization), keys, owner)
        except WriteError as refused:
            raise click.ClickException(str(refused)) from refused
    said = [
        {"reference": document.reference, "title": document.title, "template": document.template} for document in begun
    ]
    say(said, as_json, "\n".join(f"{row['reference']:<10} {row['title']}" for row in said))


@documents.command("bring")
@click.argument("slug", metavar="ORG")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Say what each file would become, and change nothing.")
@as_json
def bring(slug: str, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Bring existing documents: Word, PDF or text files, folders of them, zips of them.

    Each becomes a draft with its original; the same file again changes nothing. Ends with 1 when any is refused.
    """
    organization = organization_of(slug)
    actor = command_line_actor(organization)
    with organization_active(organization.pk), tempfile.TemporaryDirectory() as folder:
        try:
            found = unpacking.every([pair for path in files for pair in _files_of(path)], Path(folder))
            outcomes = (
                [draft.outcome for draft in bringing.plan(actor, found)] if dry_run else bringing.bring(actor, found)
            )
        except (UnusableFile, WriteError) as refused:
            raise click.ClickException(str(refused)) from refused
    said = {"files": [asdict(outcome) for outcome in outcomes], "is_written": not dry_run}
    say(said, as_json, "\n".join([*map(_line, outcomes), _sum(outcomes, dry_run)]))
    raise SystemExit(1 if any(outcome.becomes == "refused" for outcome in outcomes) else 0)


def _files_of(place: Path) -> list[tuple[Path, str]]:
    return unpacking.below(place) if place.is_dir() else [(place, place.name)]


def _line(outcome: bringing.Outcome) -> str:
    if outcome.becomes == "refused":
        return f"{outcome.file}: refused. {outcome.why}"
    if outcome.becomes == "known":
        return f"{outcome.file}: known already as {outcome.reference}; nothing changes."
    name = " ".join(filter(None, [outcome.document, outcome.number, outcome.title]))
    return " ".join([f"{outcome.file}: {outcome.becomes} {name}, version {outcome.version}.", *outcome.notes])


def _sum(outcomes: list[bringing.Outcome], dry_run: bool) -> str:
    counts = Counter(outcome.becomes for outcome in outcomes)
    verb = "Would bring" if dry_run else "Brought"
    brought = f"{counts['document']} documents and {counts['version']} further versions"
    return f"{verb} {brought} ({counts['known']} known, {counts['refused']} refused) from {len(outcomes)} files."

"""`tandem documents`: templates, and documents begun from them."""

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.drafting import operations
from tandem.support.documents import templates


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
        lines = [f"{one.key:<30} {one.title} ({len(one.requirements)} requirements)" for one in templates.every()]
        say([operations.described(one, []) for one in templates.every()], as_json, "\n".join(lines))
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
    said = [{"reference": one.reference, "title": one.title, "template": one.template} for one in begun]
    say(said, as_json, "\n".join(f"{one['reference']:<10} {one['title']}" for one in said))

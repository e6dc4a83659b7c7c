"""Commands that begin something from what is ready-made: risk methods, typical threats and weaknesses."""

import click

from tandem.direction.risks import library
from tandem.direction.risks.methods import operations as methods_operations
from tandem.direction.risks.typical import operations as typical_operations
from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active


@click.command("risk-method")
@click.argument("organization")
@click.argument("key", required=False, default="")
@as_json
def risk_method(organization: str, key: str, as_json: bool) -> None:
    """Begin a risk method from a ready-made one, a matrix of the catalogue or an own one; without KEY, list them."""
    home = organization_of(organization)
    with organization_active(home.pk):
        if not key:
            ready = [*library.ready_made(), *library.matrices()]
            say(ready, as_json, "\n".join(f"{method['key']}: {method['title']}. {method['about']}" for method in ready))
            return
        try:
            made = methods_operations.begin_method(command_line_actor(home), key)
        except Invalid as error:
            raise click.ClickException(str(error)) from error
    answer = {"reference": made.reference, "title": made.title, "state": made.state}
    say(answer, as_json, f"{made.reference} {made.title} is a draft now.")


@click.command("take-over")
@click.argument("organization")
@click.argument("source")
@as_json
def take_over(organization: str, source: str, as_json: bool) -> None:
    """Take over typical `threats` or `weaknesses`, or the threats of an imported catalogue by its key."""
    home = organization_of(organization)
    with organization_active(home.pk):
        actor = command_line_actor(home)
        try:
            count = (
                typical_operations.take_over_weaknesses(actor)
                if source == "weaknesses"
                else typical_operations.take_over_threats(actor, library.OURS if source == "threats" else source)
            )
        except Invalid as error:
            raise click.ClickException(str(error)) from error
    say({"taken_over": count}, as_json, f"{count} taken over.")

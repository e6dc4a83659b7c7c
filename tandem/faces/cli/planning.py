"""`tandem plan`: which standard first, in hours and dates."""

from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.planner.export import CAUTION
from tandem.proof.planner.export import as_json as told_as_json
from tandem.proof.planner.models import Position, RoadChoice
from tandem.proof.planner.reckoning import Reckoning, reckon


@click.command("plan")
@click.argument("organization")
@click.option("--position", type=click.Choice(Position.values), help="From where it begins; today without.")
@click.option("--people", default="", help="How many work on it; those who may write without.")
@click.option("--hours-a-week", default="", help="Of each; from the own pace, else 8.")
@click.option("--starts-on", default="", help="A day from today on, as 2027-03-31.")
@click.option("--run-weeks", default="", help="How long it runs before the audit.")
@click.option("--wait-weeks", default="", help="Until the certifier is free.")
@click.option("--issue-weeks", default="", help="From the audit to the certificate.")
@click.option("--audit-27001", default="", help="The day wanted for its audit.")
@click.option("--audit-20000", default="", help="The day wanted for its audit.")
@as_json
def show_plan(organization: str, as_json: bool, **asked: Any) -> None:
    """Which standard first: effort, reuse and dates for 27001 first, 20000-1 first, both together."""
    home = organization_of(organization)
    with organization_active(home.pk):
        try:
            reckoning = reckon(command_line_actor(home), {name: text or "" for name, text in asked.items()})
        except Invalid as invalid:
            raise click.ClickException(str(invalid)) from invalid
    say(told_as_json(reckoning), as_json, _words(reckoning))


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _words(reckoning: Reckoning) -> str:
    assumed = reckoning.assumed
    lines = [
        CAUTION,
        f"{_people(assumed.people)}, {assumed.hours_a_week} hours a week each; "
        f"apart it would take {reckoning.apart:.0f} h.",
        f"{'road':<16}{'hours':>8}{'reused':>8}  {'first':<12}{'last':<12}",
    ]
    lines += [
        f"{road.key:<16}{road.hours:>8.0f}{road.reused:>8.0f}  {road.first.isoformat():<12}{road.last.isoformat():<12}"
        for road in reckoning.roads
    ]
    past = reckoning.experience.together
    if past.done:
        lines.insert(2, f"{past.done} finished: {past.taken:.1f} h for {past.declared:.1f} h declared.")
    lines += [f"{merging.merge.title}: {merging.hours:.0f} h" for merging in reckoning.mergings]
    if len(reckoning.roads) > 1:
        lines.append(f"Earliest for both: {RoadChoice(reckoning.earliest).label}.")
    return "\n".join(lines)

"""`tandem conformity`: the result of every requirement and check, with evidence."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import click
from django.utils.dateparse import parse_date, parse_datetime

from tandem.direction.scope import rules as scope
from tandem.faces.cli.asking import as_json, organization_of, say
from tandem.ground.accounts.models import Organization
from tandem.ground.catalogue.queries import counts
from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity.engine import evaluate
from tandem.proof.conformity.export import as_json as told_as_json
from tandem.proof.conformity.outline import UnknownStandard
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.vocabulary import Result, Tone


@click.command("conformity")
@click.argument("organization")
@click.option(
    "--standard",
    multiple=True,
    help="As iso-27001 or iso-27001:2022; otherwise those that are adopted.",
)
@click.option("--as-of", "as_of", help="A past day, as 2026-03-31.")
@click.option("--known", help="As known at this day or time; otherwise at the end of the day of --as-of.")
@as_json
def show_conformity(organization: str, standard: tuple[str, ...], as_of: str, known: str, as_json: bool) -> None:
    """Which requirement is met, by what evidence, now or as of any past day."""
    home = organization_of(organization)
    today = _day(as_of) if as_of else clock.today(home.zone)
    at = _moment(known, home) if known else _moment(as_of, home) if as_of else None
    try:
        report = evaluate(home.pk, today=today, zone=home.zone, known=at, standards=_editions(home, standard))
    except UnknownStandard as error:
        raise click.ClickException(str(error)) from error
    say(told_as_json(report), as_json, _words(report))


def _editions(organization: Organization, named: tuple[str, ...]) -> tuple[str, ...] | None:
    """The editions that are meant: of a standard alone the adopted one, else the newest; None for all adopted."""
    if not named:
        return None
    with organization_active(organization.pk):
        adopted = scope.adopted()
    known = sorted(framework.key for framework in counts())
    return tuple(dict.fromkeys(edition for name in named for edition in _of(name.strip().lower(), adopted, known)))


def _of(name: str, adopted: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    editions = [key for key in known if name in (key, key.partition(":")[0])]
    if not editions:
        raise click.ClickException(f"There is no standard “{name}”. Known: {', '.join(known)}.")
    return [key for key in editions if key in adopted] or editions[-1:]


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise click.ClickException(f"“{text}” is no day; write it as 2026-03-31.")
    return day


def _moment(text: str, organization: Organization) -> datetime:
    """A time, or the end of a day, where the organization is."""
    try:
        exact = parse_datetime(text)
    except ValueError:
        exact = None
    moment = exact or datetime.combine(_day(text), time.max)
    return (moment if moment.tzinfo else moment.replace(tzinfo=organization.zone)).astimezone(UTC)


def _words(report: Report) -> str:
    lines = []
    for standard in report.standards:
        counts = ", ".join(
            f"{standard.totals.count(outcome)} {outcome.label}" for outcome in Result if standard.totals.count(outcome)
        )
        tones = ", ".join(f"{standard.totals.tone(tone)} {str(tone.label).lower()}" for tone in Tone)
        lines.append(f"{standard.name}: {standard.totals.met} of {standard.totals.whole} met; {tones} ({counts})")
        lines += [
            f"  {requirement.ref:<9} {requirement.result.label:<22} {requirement.title}: {requirement.reason}"
            for requirement in standard.requirements
            if requirement.is_assessable
        ]
    return "\n".join(lines) or "No standard is adopted yet."

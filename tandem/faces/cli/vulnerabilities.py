"""`tandem findings`: reports of scanners and the list of known exploited vulnerabilities, from files."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.vulnerabilities.reports import bringing, reading

COUNTS = ("new", "changed", "seen_again", "reopened", "gone", "unchanged")


@click.command()
@click.argument("organization")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--create-items", is_flag=True, help="Add an item to the inventory for every target that is none yet.")
@click.option("--keep-open", is_flag=True, help="Propose nothing as fixed: these reports look at a part only.")
@click.option("--without-information", is_flag=True, help="Leave out what is mere information.")
@click.option("--on", "scanned_on", type=click.DateTime(["%Y-%m-%d"]), help="Day of reports that do not say theirs.")
@as_json
def findings(
    organization: str,
    files: tuple[Path, ...],
    dry_run: bool,
    create_items: bool,
    keep_open: bool,
    without_information: bool,
    scanned_on: datetime | None,
    as_json: bool,
) -> None:
    """Bring reports of vulnerabilities: SARIF, CycloneDX, Trivy, Nmap, OpenVAS, KEV, or a zip of them.

    Each report is taken whole or not at all; the same report again changes nothing. Ends with 1 when any is refused.
    """
    found = organization_of(organization)
    actor = command_line_actor(found)
    options = bringing.Options(
        proposes_fixed=not keep_open,
        takes_information=not without_information,
        scanned_on=scanned_on.date() if scanned_on else None,
        creates_items=create_items,
    )
    with organization_active(found.pk):
        try:
            answers = [answer for file in files for answer in reading.answers(file, file.name)]
        except UnusableFile as error:
            raise click.ClickException(str(error)) from error
        outcomes = (bringing.preview if dry_run else bringing.bring)(actor, answers, options)
    told = {"reports": [asdict(one) for one in outcomes], "is_written": not dry_run}
    say(told, as_json, "\n".join([*map(_words, outcomes), _total(outcomes, dry_run)]))
    raise SystemExit(1 if any(one.refusal for one in outcomes) else 0)


def _words(outcome: Any) -> str:
    if outcome.refusal:
        return f"{outcome.file}: refused. {outcome.refusal}"
    if outcome.known_as:
        return f"{outcome.file}: known already as {outcome.known_as}; nothing changes."
    counts = [f"{count} {name.replace('_', ' ')}" for name in COUNTS if (count := getattr(outcome, name))]
    if outcome.kind == "kev":
        counts = [f"{outcome.vulnerabilities_new} new", f"{outcome.vulnerabilities_changed} changed"]
    counts += [f"{count} left out ({why})" for why, count in outcome.left_out]
    return f"{outcome.file}: {outcome.title}, {outcome.scanned_on}: {', '.join(counts) or 'no findings'}."


def _total(outcomes: list[Any], dry_run: bool) -> str:
    taken = [one for one in outcomes if one.changes]
    sums = ", ".join(f"{sum(getattr(one, name) for one in taken)} {name.replace('_', ' ')}" for name in COUNTS)
    known, refused = sum(bool(one.known_as) for one in outcomes), sum(bool(one.refusal) for one in outcomes)
    verb = "Would bring" if dry_run else "Brought"
    return f"{verb} {len(taken)} reports ({known} known, {refused} refused): {sums}."

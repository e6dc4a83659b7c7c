"""`tandem findings`: reports of scanners and lists of attacks from files, and what is open with an exit code."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say, way_back
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.vulnerabilities.coverage import coverage
from tandem.operation.vulnerabilities.reports import background, bringing, pipeline, reading

PATH = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("organization")
@click.argument("files", nargs=-1, type=PATH)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--target", multiple=True, help="What reports looked at that do not say it: NAME, or FILE=NAME.")
@click.option("--create-items", is_flag=True, help="Add an item to the inventory for every target that is none yet.")
@click.option("--keep-open", is_flag=True, help="Propose nothing as fixed: these reports look at a part only.")
@click.option("--without-information", is_flag=True, help="Leave out what is mere information.")
@click.option("--on", "scanned_on", type=click.DateTime(["%Y-%m-%d"]), help="Day of reports that do not say theirs.")
@click.option(
    "--fail-on", type=click.Choice(pipeline.SEVERITIES), help="Mildest severity that counts for the exit code."
)
@as_json
def findings(organization: str, files: tuple[Path, ...], as_json: bool, **chosen: Any) -> None:
    """Bring reports of vulnerabilities, a zip of them, or the lists KEV and EPSS; without files say what is open.

    Each report is taken whole or not at all; the same report again changes nothing. Ends with 1 when any is refused.
    Without files, or with --fail-on, the exit code tells the gravest severity that is open: 11 critical, 12 high, 13
    medium, 14 low, 15 information, 16 not rated; 0 when nothing is as grave as --fail-on (without it: as low).
    """
    home = organization_of(organization)
    actor = command_line_actor(home)
    with organization_active(home.pk):
        if files:
            raise SystemExit(_bring(actor, files, as_json, chosen))
        raise SystemExit(_stand(actor, as_json, chosen["fail_on"] or pipeline.GRAVE[-1]))


def _bring(actor: Actor, files: tuple[Path, ...], as_json: bool, chosen: dict[str, Any]) -> int:
    dry_run = chosen["dry_run"]
    try:
        answers = [answer for file in files for answer in reading.answers(file, file.name)]
    except UnusableFile as error:
        raise click.ClickException(str(error)) from error
    options, number = _options(files, chosen), 0
    if dry_run:
        outcomes = bringing.preview(actor, answers, options)
    else:
        outcomes, number = background.bring(actor, answers, options, ", ".join(file.name for file in files))
    summary = pipeline.summary(actor, outcomes)
    report = {"reports": [asdict(outcome) for outcome in outcomes], "is_written": not dry_run, "import": number}
    words = [*map(_words, outcomes), _total(summary["totals"], dry_run), *way_back(number)]
    say(report | summary, as_json, "\n".join(words))
    if any(outcome.refusal for outcome in outcomes):
        return 1
    return pipeline.exit_code(_open_there(actor, outcomes), chosen["fail_on"]) if chosen["fail_on"] else 0


def _options(files: tuple[Path, ...], chosen: dict[str, Any]) -> bringing.Options:
    names = {file.name for file in files}
    parts = [text.partition("=") for text in chosen["target"]]
    day = chosen["scanned_on"]
    return bringing.Options(
        proposes_fixed=not chosen["keep_open"],
        takes_information=not chosen["without_information"],
        scanned_on=day.date() if isinstance(day, datetime) else None,
        creates_items=chosen["create_items"],
        target=next(("".join(part) for part in parts if part[0] not in names), ""),
        targets={file: name for file, _mark, name in parts if file in names},
    )


def _open_there(actor: Actor, outcomes: list[Any]) -> dict[str, int]:
    """What is open of these tools on these targets, also where a report was known already."""
    tools = {outcome.tool for outcome in outcomes}
    return pipeline.open_by_severity(actor, tools, {name for outcome in outcomes for name in outcome.looked_at})


def _stand(actor: Actor, as_json: bool, mildest: str) -> int:
    counts, covered = pipeline.open_by_severity(actor), coverage(actor).counts()
    words = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "none"
    scanned = ", ".join(f"{count} {word}" for word, count in covered.items())
    say({"open": counts, "coverage": covered}, as_json, f"Open findings: {words}.\nItems and targets: {scanned}.")
    return pipeline.exit_code(counts, mildest)


def _words(outcome: Any) -> str:
    if outcome.refusal:
        hint = " Say it with --target." if outcome.asks_target else ""
        return f"{outcome.file}: refused. {outcome.refusal}{hint}"
    if outcome.known_as:
        return f"{outcome.file}: known already as {outcome.known_as}; nothing changes."
    counts = [f"{count} {name.replace('_', ' ')}" for name in pipeline.COUNTS if (count := getattr(outcome, name))]
    if outcome.kind in ("kev", "epss"):
        tally = {"new": outcome.vulnerabilities_new, "changed": outcome.vulnerabilities_changed}
        counts = [f"{count} {word}" for word, count in tally.items()]
        counts += [f"{outcome.no_longer_listed} no longer listed"] if outcome.no_longer_listed else []
    counts += [f"{count} left out ({why})" for why, count in outcome.left_out]
    return f"{outcome.file}: {outcome.title}, {outcome.scanned_on}: {', '.join(counts) or 'no findings'}."


def _total(totals: dict[str, int], dry_run: bool) -> str:
    sums = ", ".join(f"{totals[name]} {name.replace('_', ' ')}" for name in pipeline.COUNTS)
    verb = "Would bring" if dry_run else "Brought"
    return f"{verb} {totals['taken']} reports ({totals['known']} known, {totals['refused']} refused): {sums}."

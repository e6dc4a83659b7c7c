"""`tandem soa-import`: a spreadsheet becomes a draft Statement of Applicability."""

import json
from pathlib import Path
from typing import Any

import click

from tandem.direction.controls.statements import bringing
from tandem.direction.controls.statements.spreadsheet import matching
from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say, way_back
from tandem.ground.exchange.reading import read_grids
from tandem.ground.exchange.unusable import UnusableFile
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.ground.kernel.tenancy import organization_active


@click.command("soa-import")
@click.argument("organization")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--framework", default="", help="The catalogue of controls; recognized by numbers and titles if not given."
)
@click.option("--into", default="", help="A draft such as SOA-3; else the draft that this file made, else a new one.")
@click.option("--answers", type=click.File(), help="JSON: an answer for each question, by the key it is printed with.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@as_json
def soa_import(
    organization: str, file: Path, framework: str, into: str, answers: Any, dry_run: bool, as_json: bool
) -> None:
    """Make a spreadsheet a draft Statement of Applicability: all or nothing, the same file again changes nothing."""
    home, given = organization_of(organization), _answers(answers)
    with organization_active(home.pk):
        try:
            reading = _read(file, framework, given)
            outcome = None
            if not bringing.what_is_missing(reading):
                actor = command_line_actor(home)
                work = bringing.look if dry_run else bringing.bring
                outcome = work(actor, reading, file.name, into)
        except (UnusableFile, Invalid, NotFound) as error:
            raise click.ClickException(str(error)) from error
        said = bringing.what_is_missing(reading)
    say(_as_json(reading, outcome), as_json, "\n".join([*_words(reading), *_result(said, outcome, dry_run)]))
    raise SystemExit(0 if outcome is not None and not outcome.problems else 1)


def _answers(file: Any) -> dict[str, str]:
    if file is None:
        return {}
    try:
        answers = json.load(file)
    except ValueError as error:
        raise click.ClickException(f"The answers are no JSON: {error}") from error
    if not isinstance(answers, dict) or not all(isinstance(value, str) for value in answers.values()):
        raise click.ClickException('Answers are an object: {"control Sheet1!7": "A.5.30", …}.')
    return answers


def _read(file: Path, framework: str, answers: dict[str, str]) -> matching.Reading:
    catalogues, grids = bringing.catalogues(), read_grids(file, file.name)
    if framework and framework not in {catalogue.key for catalogue in catalogues}:
        known = ", ".join(catalogue.key for catalogue in catalogues)
        raise click.ClickException(f"“{framework}” is no catalogue with controls. Known: {known}.")
    chosen = next((catalogue for catalogue in catalogues if catalogue.key == framework), None)
    chosen = chosen or matching.likeliest(matching.decision_tables(grids), catalogues) or catalogues[0]
    return matching.read(grids, chosen, answers)


def _as_json(reading: matching.Reading, outcome: bringing.Brought | None) -> dict[str, Any]:
    decisions = [verdict.decision for verdict in reading.decided]
    return {
        "framework": reading.catalogue.key,
        "applicable": decisions.count("applicable"),
        "excluded": decisions.count("excluded"),
        "open": decisions.count(""),
        "headings": reading.headings,
        "recognized": [[verdict.line.place, verdict.ref, verdict.recognized] for verdict in reading.recognized],
        "questions": [
            {"key": question.key, "text": question.text, "options": dict(question.options)}
            for question in reading.questions
        ],
        "unknown": reading.unknown,
        "notes": list(reading.notes),
        "statement": outcome.reference if outcome else "",
        "changed": outcome.changed if outcome else 0,
        "unchanged": outcome.unchanged if outcome else 0,
        "problems": outcome.problems if outcome else [],
        "lost": outcome.lost if outcome else [],
        "written": outcome.is_written if outcome else False,
        "import": outcome.number if outcome else 0,
    }


def _words(reading: matching.Reading) -> list[str]:
    summary = _as_json(reading, None)
    counts = f"{summary['applicable']} applicable, {summary['excluded']} excluded, {summary['open']} open"
    lines = [f"{reading.catalogue.name}: {counts}; {reading.headings} headings passed over."]
    lines += reading.notes
    lines += [f"{verdict.line.place} → {verdict.ref}: {verdict.recognized}." for verdict in reading.recognized]
    lines += [f"{place} is not recognized and left out: {excerpt}" for place, excerpt in reading.unknown]
    for question in reading.questions:
        lines.append(f"{question.place}: {question.text}")
        lines += [
            f'  "{question.key}": "{value}"  {label}' for value, label in question.options or (("…", "in your words"),)
        ]
    return lines


def _result(missing: str, outcome: bringing.Brought | None, dry_run: bool) -> list[str]:
    if outcome is None:
        return [missing]
    lines = [f"{place} {ref}: {reason}" for place, ref, reason in outcome.problems]
    if outcome.problems:
        return [*lines, "Nothing was written."]
    verb, into = ("Would bring", "a draft" if outcome.is_new else outcome.reference) if dry_run else ("Brought", "")
    into = into or outcome.reference
    lines = [
        f"{ref} {title} is decided in the draft; the file says nothing of it, and it stays."
        for ref, title in outcome.lost
    ]
    return [
        *lines,
        f"{verb} into {into}: {outcome.changed} decisions changed, {outcome.unchanged} unchanged.",
        *way_back(outcome.number),
    ]

"""Bringing a spreadsheet as a draft statement: every line that it decides, or nothing."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.direction.controls.statements import operations, rules, usage
from tandem.direction.controls.statements.entries.models import StatementEntry
from tandem.direction.controls.statements.models import Statement
from tandem.direction.controls.statements.spreadsheet.matching import Catalogue, Decided, Reading
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.exchange import long_work, works
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import arrivals, rehearsing, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WHOLE, Invalid, WriteError
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import declared_for

KIND = "statement"


@dataclass(slots=True)
class Brought:
    """What bringing a file did, or would do; with problems (place, control, message) nothing is written.

    `lost` are controls that the draft decided before and the file says nothing of; they stay decided as they are.
    `number` is that of the import, to take it back.
    """

    reference: str = ""
    is_new: bool = False
    changed: int = 0
    unchanged: int = 0
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    is_written: bool = False
    number: int = 0


class _NothingKept(WriteError):
    """Ends the work on a file with problems: nothing of it stays."""


def catalogues() -> list[Catalogue]:
    """Every catalogue that a statement can be about, the built-in ones first and of those the newest."""
    frameworks = Framework.objects.current().filter(requirements__kind="control", requirements__assessable=True)
    listed = []
    for framework in frameworks.distinct().order_by("origin", "-edition", "key"):
        rows = Requirement.objects.current().filter(framework=framework).order_by("position")
        requirements = list(rows.values_list("ref", "title", "kind", "assessable"))
        titles = {ref: title for ref, title, kind, counts in requirements if kind == "control" and counts}
        listed.append(
            Catalogue.of(
                framework.key,
                framework.name,
                titles,
                [requirement[0] for requirement in requirements if requirement[2] != "control"],
            )
        )
    return listed


def drafts_for(framework: str) -> list[Statement]:
    """Draft statements that a file about this catalogue can be brought into."""
    return list(Statement.objects.filter(framework=framework, state="draft").order_by("-pk"))


def what_is_missing(reading: Reading) -> str:
    """Why nothing can be brought yet; empty when it can."""
    if not reading.tables:
        return _(
            "No table in this file says which control applies. It needs a column with the numbers of the controls and "
            "one such as “Applicable”."
        )
    if reading.is_empty:
        return _("Nothing is decided in this file: it is a form that nobody has filled in. Nothing was changed.")
    if reading.questions:
        count = len(reading.questions)
        words = ngettext("%(count)d question is still open.", "%(count)d questions are still open.", count)
        return words % {"count": count}
    return ""


def look(actor: Actor, reading: Reading, filename: str, into: str = "") -> Brought:
    """What bringing the file would do, tried out with nobody kept waiting; Invalid while something is missing."""
    _insist_complete(actor, reading)
    brought = Brought()
    pieces = _write(actor.importing(), reading, filename, into, brought)
    with rehearsing.rehearsed(), suppress(_NothingKept):
        long_work.as_a_whole(actor.importing(), pieces, len(reading.decided), "")
    return brought


def bring(actor: Actor, reading: Reading, filename: str, into: str = "", run: ImportRun | None = None) -> Brought:
    """Write what was read into a draft: the one named, else the one that this file made, else a new one.

    All or nothing. The same file again changes nothing. It can be taken back with its run, a new one where none is
    given. Raises Invalid while something is missing.
    """
    _insist_complete(actor, reading)
    brought = Brought()
    pieces = _write(actor.importing(), reading, filename, into, brought)
    kept = run or works.begin(actor, declared_for(Statement), filename, KIND)
    try:
        long_work.as_a_whole(actor.importing(), pieces, len(reading.decided), _("It could not be kept"), kept)
        works.end(actor, kept, {"changed": brought.changed})
        brought.is_written, brought.number = True, kept.pk if kept.arrival else 0
    except _NothingKept:
        return brought
    finally:
        if run is None:
            works.drop_unused(kept)
    return brought


def _insist_complete(actor: Actor, reading: Reading) -> None:
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    if missing := what_is_missing(reading):
        raise Invalid({WHOLE: [missing]})


def _write(actor: Actor, reading: Reading, filename: str, into: str, brought: Brought) -> Iterator[None]:
    """Write a decision each time it goes on; _NothingKept at the end when a problem came up."""
    with usage.gathered():
        yield from _decisions(actor, reading, filename, into, brought)
    if brought.problems:
        raise _NothingKept


def _decisions(actor: Actor, reading: Reading, filename: str, into: str, brought: Brought) -> Iterator[None]:
    statement = _draft(actor, reading.catalogue.key, filename, into)
    brought.is_new = statement is None
    if statement is None:
        values = {
            "title": _("Statement of Applicability from %(file)s") % {"file": filename[-150:]},
            "framework": reading.catalogue.key,
            "external_id": filename[-100:],
        }
        statement = writing.create(actor, declared_for(Statement), values)
    operations.fill(actor, statement)
    brought.reference = statement.reference
    key = statement.pk
    rows = rehearsing.as_rehearsed(StatementEntry, statement.entries.all(), lambda entry: entry.statement_id == key)
    entries = {entry.ref: entry for entry in rows}
    said = {decided.ref for decided in reading.decided if decided.decision}
    titles = reading.catalogue.titles
    brought.lost = [(ref, titles[ref]) for ref in titles if ref not in said and entries[ref].decision]
    for decided in reading.decided:
        if decided.decision or decided.why:
            _decide(actor, entries[decided.ref], decided, filename, brought)
            yield


def _draft(actor: Actor, framework: str, filename: str, into: str) -> Any:
    if not into:
        return next((draft for draft in drafts_for(framework) if draft.external_id == filename[-100:]), None)
    statement = writing.find(actor, declared_for(Statement), into)
    if statement.state != "draft":
        raise Invalid({WHOLE: [_("An approved statement is fixed; begin a new version.")]})
    if statement.framework != framework:
        params = {"reference": into, "framework": statement.framework}
        raise Invalid({WHOLE: [_("%(reference)s is about %(framework)s.") % params]})
    return statement


def _decide(actor: Actor, entry: StatementEntry, decided: Decided, filename: str, brought: Brought) -> None:
    try:
        with arrivals.attempted():
            values = values_of(entry, decided, filename)
            after = writing.change(actor, declared_for(StatementEntry), entry.reference, values)
    except Invalid as invalid:
        problem = " ".join(message for messages in invalid.problems.values() for message in messages)
        brought.problems.append((decided.line.place, decided.ref, problem))
        return
    if after.version == entry.version:
        brought.unchanged += 1
    else:
        brought.changed += 1


def values_of(entry: StatementEntry, decided: Decided, filename: str) -> dict[str, Any]:
    """What the file says of a control as the values of its entry; what it does not say stays as it is."""
    values: dict[str, Any] = {"decision": decided.decision} if decided.decision else {}
    values |= dict.fromkeys(decided.line.reasons, True) if decided.decision == "applicable" else {}
    if decided.decision == "excluded":
        values |= dict.fromkeys(rules.REASONS, False)
    if decided.why:
        values["justification"] = decided.why
    progress = decided.line.progress if decided.decision == "applicable" else ""
    if progress and progress != rules.joint_progress(rules.serving(entry, usage.present())):
        values |= {"progress": progress, "progress_reason": _("As %(file)s says") % {"file": filename[-200:]}}
    return values

"""The standard's own words, loaded by an organization that owns a copy: only it sees them, nothing exports them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.models import Framework, LicensedText, Requirement
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.actor import MANAGER, Actor
from tandem.ground.kernel.permissions import insist
from tandem.ground.kernel.tenancy import active_organization_id

COLUMNS = ("edition", "ref", "text")
BYTE_LIMIT = 16 * 1024 * 1024
TEXT_LIMIT = 20_000  # characters; no clause is longer, and a longer cell means that a quote is missing
BATCH = 500


@dataclass(frozen=True, slots=True)
class LicensedLine:
    """One line of the file: which requirement, and its text."""

    line: int
    edition: str
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class LicensedOutcome:
    """How many texts a file brought, changed and left as they were."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_licensed_texts(path: Path, name: str = "") -> LicensedOutcome:
    """Keep the texts of a CSV file with the columns edition, ref and text, for the active organization alone.

    All or nothing: raises LibraryError carrying every faulty line, and then nothing has changed.
    """
    name = name or path.name
    lines = list(_lines(_content(path, name), name))
    requirements = _requirements(lines, name)
    before = dict(LicensedText.objects.values_list("requirement_id", "text"))
    texts = {requirement.pk: line.text for line, requirement in zip(lines, requirements, strict=True)}
    different = {number: text for number, text in texts.items() if before.get(number) != text}
    _keep(different)
    created = len(different.keys() - before.keys())
    return LicensedOutcome(created, len(different) - created, len(texts) - len(different))


def bring_licensed_texts(actor: Actor, path: Path, name: str) -> LicensedOutcome:
    """Load texts as a manager does; the ledger keeps how many there were, never a word of them."""
    insist(actor.may_write and actor.role == MANAGER, _("Only managers load the words of a standard."))
    with transaction.atomic():
        outcome = load_licensed_texts(path, name)
        counts = {"created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged}
        writing.note(actor, "licensed-texts", actor.organization_id, "TEXTS", "loaded", counts)
    return outcome


def drop_licensed_texts(actor: Actor, framework: Framework) -> int:
    """Remove the texts of an edition as a manager does; how many there were."""
    insist(actor.may_write and actor.role == MANAGER, _("Only managers load the words of a standard."))
    with transaction.atomic():
        removed = remove_licensed_texts(framework)
        facts = {"framework": framework.key, "removed": removed}
        writing.note(actor, "licensed-texts", actor.organization_id, "TEXTS", "removed", facts)
    return removed


def licensed_counts() -> list[tuple[str, str, int]]:
    """Key and name of every edition of which the active organization loaded texts, and how many."""
    rows = LicensedText.objects.values_list("requirement__framework__key", "requirement__framework__name")
    return [
        (key, name, count)
        for key, name, count in rows.annotate(count=Count("pk")).order_by("requirement__framework__key")
    ]


def licensed_text(requirement: Requirement) -> str:
    """The standard's own words as the active organization loaded them; empty when it did not."""
    texts = LicensedText.objects.filter(requirement=requirement).values_list("text", flat=True)
    return str(texts.first() or "")


@transaction.atomic
def remove_licensed_texts(framework: Framework) -> int:
    """Remove the active organization's texts of one edition, for example when its licence ends; how many there were."""
    removed: int
    removed, _kinds = LicensedText.objects.filter(requirement__framework=framework).delete()
    return removed


def _content(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > BYTE_LIMIT:
            raise LibraryError(
                name, 0, f"The file is larger than {BYTE_LIMIT // 1024 // 1024} MB; a standard never is."
            )
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise LibraryError(name, 0, "The file is not UTF-8 text; save it as “CSV UTF-8”.") from problem
    except OSError as problem:
        raise LibraryError(name, 0, f"The file cannot be read: {problem.strerror or problem}.") from problem
    if "\x00" in text:
        raise LibraryError(name, 0, "The file is not text; save it as “CSV UTF-8”.")
    return text


def _lines(content: str, name: str) -> Iterator[LicensedLine]:
    """The lines of the table with the number of the line each begins on."""
    head = content.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(StringIO(content, newline=""), delimiter=separator, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if missing := [column for column in COLUMNS if column not in header]:
            raise LibraryError(
                name, 1, f"The column {missing[0]} is missing; the first line must name edition, ref and text."
            )
        at = [header.index(column) for column in COLUMNS]
        begins = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * len(header)]
                yield LicensedLine(begins, *(padded[position].strip() for position in at))
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise LibraryError(name, reader.line_num, f"This is not a valid table: {problem}.") from problem


def _requirements(lines: Iterable[LicensedLine], name: str) -> list[Requirement]:
    """The requirement of each line; raises LibraryError carrying every line that names none."""
    editions = {}
    for framework in Framework.objects.current():
        editions[framework.key.casefold()] = editions[framework.name.casefold()] = framework
    refs: dict[str, dict[str, Requirement]] = {}
    requirements, faults = [], []
    first: dict[int, int] = {}
    for line in lines:
        fault = _fault(line, editions, refs)
        if not fault:
            requirement = refs[editions[line.edition.casefold()].key][line.ref]
            earlier = first.setdefault(requirement.pk, line.line)
            fault = f"{requirement.key} stands on line {earlier} already." if earlier != line.line else ""
            requirements.append(requirement)
        if fault:
            faults.append(LibraryError(name, line.line, fault))
    if faults:
        raise LibraryError.of(faults)
    return requirements


def _fault(line: LicensedLine, editions: dict[str, Framework], refs: dict[str, dict[str, Requirement]]) -> str:
    """What is wrong with this line, or nothing; looks up an edition's requirements when it first occurs."""
    framework = editions.get(line.edition.casefold())
    if framework is None:
        return f"The edition “{line.edition}” is not in the catalogue; write it like iso-27001:2022."
    if framework.key not in refs:
        rows = framework.requirements.current().select_related("framework")
        refs[framework.key] = {row.ref: row for row in rows}
    if line.ref not in refs[framework.key]:
        return f"{framework.name} has no requirement “{line.ref}”."
    if not line.text:
        return f"The text of {line.ref} is empty; leave the line out."
    if len(line.text) > TEXT_LIMIT:
        return f"The text of {line.ref} has {len(line.text):,} characters; a quotation mark is probably missing."
    return ""


def _keep(texts: dict[int, str]) -> None:
    organization_id, moment = active_organization_id(), clock.now()
    LicensedText.objects.bulk_create(
        [
            LicensedText(organization_id=organization_id, requirement_id=number, text=text, loaded_at=moment)
            for number, text in texts.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organization", "requirement"],
        update_fields=["text", "loaded_at"],
    )

"""Control catalogues that people keep as a table: workbook, OpenDocument, Word or CSV, a control on each line.

The file's name is the catalogue's. References and titles are needed, in columns of their own or together in the cells
of one (“5.1 Policies”); the number of a control and that of its part may stand in two. A column such as “Theme” groups
controls, others are kept as facts. Nothing is guessed: a reference that a spreadsheet made a number of is read where
the order of the lines proves it, and refused with its line elsewhere, as is one that became a day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from tandem.direction.controls.catalogue_references import are_joined, below, by_order, parted
from tandem.ground.catalogue.drafts import FrameworkDraft, RequirementDraft
from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.importers.files import import_files
from tandem.ground.catalogue.importers.oscal_catalog import LICENSED, tally
from tandem.ground.catalogue.importers.outcome import ImportOutcome
from tandem.ground.catalogue.models import Framework
from tandem.ground.catalogue.storing import store_framework
from tandem.ground.catalogue.vocabulary import FrameworkKind, Origin
from tandem.ground.exchange.mapping import Target, propose
from tandem.ground.exchange.reading import Sheet, read_table
from tandem.ground.exchange.rows import Row, Silent
from tandem.ground.exchange.unusable import UnusableFile

TABLES: Final = frozenset({".xlsx", ".xls", ".xlsb", ".ods", ".docx", ".csv", ".tsv"})
REF_LIMIT, TITLE_LIMIT, ABOUT_LIMIT = 60, 300, 12_000
MOST_FACTS, FACT_LIMIT = 20, 2_000
CONTROL, HEADING = "control", "heading"
COLUMNS: Final = (
    Target(
        "ref",
        "reference",
        (
            "control id",
            "id",
            "control",
            "control number",
            "control no",
            "number",
            "no",
            "ref",
            "control ref",
            "control identifier",
            "identifier",
            "kennung",
            "nummer",
            "nr",
            "code",
            "référence",
            "identifiant",
            "numéro",
        ),
    ),
    Target(
        "title",
        "title",
        (
            "control name",
            "name",
            "control title",
            "titel",
            "bezeichnung",
            "intitulé",
            "libellé",
            "requirement",
        ),
    ),
    Target(
        "about",
        "description",
        (
            "control description",
            "control text",
            "control statement",
            "text",
            "beschreibung",
            "discussion",
            "requirement text",
            "guidance",
            "anforderung",
            "exigence",
        ),
    ),
    Target(
        "group",
        "group",
        (
            "theme",
            "domain",
            "family",
            "category",
            "section",
            "chapter",
            "thema",
            "bereich",
            "kategorie",
            "domaine",
            "thème",
            "catégorie",
            "control family",
            "famille",
        ),
    ),
    Target(
        "part",
        "part",
        (
            "safeguard",
            "safeguard id",
            "cis safeguard",
            "sub control",
            "subcontrol",
            "sub control id",
            "sub number",
            "sub no",
            "sub id",
            "subcategory",
            "sub category",
            "control part",
            "unterpunkt",
            "teilmaßnahme",
            "unternummer",
            "sous mesure",
            "sous contrôle",
        ),
    ),
    Target("evidence", "evidence", ("assessment", "audit evidence", "nachweis", "preuve", "how to assess")),
)


def bring(paths: Iterable[Path]) -> dict[Path, ImportOutcome | LibraryError]:
    """The outcome of each file, in the order of the files: tables of controls, and libraries in their own formats."""
    files = list(paths)
    tables = {path: _attempted(path) for path in files if path.suffix.lower() in TABLES}
    libraries = import_files(path for path in files if path not in tables)
    return {path: tables.get(path) or libraries[path] for path in files}


def _attempted(path: Path) -> ImportOutcome | LibraryError:
    try:
        return import_table(path)
    except LibraryError as error:
        return error


@transaction.atomic
def import_table(path: Path) -> ImportOutcome:
    """Keep the controls of a table as a catalogue, all or nothing; LibraryError carries every fault found."""
    try:
        book = read_table(path, path.name)
    except UnusableFile as error:
        raise LibraryError(path.name, 0, str(error)) from error
    sheet, columns = _table(path.name, book.sheets)
    draft, remarks = _draft(path, sheet, columns)
    held = Framework.objects.filter(key=draft.key).first()
    if held is not None and held.urn != draft.urn:
        raise LibraryError(path.name, 0, f"{draft.key} is already the key of {held.name}; give the file another name.")
    stored = store_framework(draft, origin=Origin.IMPORTED, digest=sha256(path.read_bytes()).hexdigest())
    others = [f"the table “{other.name}”" for other in book.sheets if other is not sheet and other.rows]
    others += [f"line {line}: it {why}" for line, why in sheet.skipped]
    counts = (stored.created, stored.updated, stored.unchanged, stored.removed)
    return ImportOutcome(draft.name, *counts, (*remarks, *others), tally(draft.requirements))


def _table(file: str, sheets: Sequence[Sheet]) -> tuple[Sheet, dict[str, int]]:
    """The table that names controls, and its columns by meaning; the one with most of them."""
    candidates = [(sheet, _columns(sheet)) for sheet in sheets if sheet.rows]
    usable = [
        (sheet, columns) for sheet, columns in candidates if "both" in columns or {"ref", "title"} <= columns.keys()
    ]
    if not usable:
        raise LibraryError(
            file,
            0,
            "No table names controls: it needs a column such as “Control ID” and one such as “Title”, or one that holds"
            " both, such as “5.1 Policies”.",
        )
    return max(usable, key=lambda pair: len(pair[0].rows))


def _columns(sheet: Sheet) -> dict[str, int]:
    """Columns by meaning; where cells name reference and title together, that column as “both”."""
    columns = {name: place for place, name in propose(sheet.headers, COLUMNS).items()}
    if "ref" not in columns and "part" in columns:
        columns["ref"] = columns.pop("part")
    named = [columns[name] for name in ("ref", "part", "title") if name in columns]
    has_both = {"ref", "title"} <= columns.keys()
    candidates = named if has_both else [*named, *range(len(sheet.headers))]
    together = next((place for place in candidates if are_joined(sheet.rows, place)), None)
    if together is None or (has_both and together == columns["title"]):
        return columns
    kept = {name: place for name, place in columns.items() if place != together and name not in ("ref", "part")}
    if "title" in kept and "about" not in kept:
        kept["about"] = kept["title"]
    kept.pop("title", None)
    return {**kept, "both": together}


@dataclass(slots=True)
class _Lines:
    """What the lines say, with every fault."""

    file: str
    faults: list[LibraryError]
    lines: dict[str, int]
    meant: Mapping[int, str]
    number: str = ""
    section: str = ""

    def fault(self, line: int, message: str) -> None:
        """Note what is wrong on a line."""
        self.faults.append(LibraryError(self.file, line, message))


def _draft(path: Path, sheet: Sheet, columns: Mapping[str, int]) -> tuple[FrameworkDraft, list[str]]:
    name = re.sub(r"[\s_]+", " ", path.stem).strip()
    key = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:150]
    if not key:
        raise LibraryError(path.name, 0, "The name of the file has no letter or digit, by which it could be called.")
    is_licensed = any(LICENSED.search(text) for text in (name, sheet.name))
    lines = _Lines(path.name, [], {}, _by_order(sheet, columns))
    read = (_control(lines, row, sheet, columns, is_licensed) for row in sheet.rows)
    controls = [control for control in read if control]
    if lines.faults:
        raise LibraryError.of(lines.faults)
    if not controls:
        raise LibraryError(path.name, sheet.header_line, "The table has headings but names no control.")
    draft = FrameworkDraft(
        key=key,
        standard=key,
        edition="",
        name=name,
        kind=FrameworkKind.CONTROL_CATALOGUE,
        attributes={"format": "table", "file": path.name},
        urn=f"table:{key}",
        requirements=tuple(_placed(controls)),
    )
    remarks = ["words of a licensed standard; references and titles are kept"] if is_licensed else []
    if lines.meant:
        remarks.append(
            f"{len(lines.meant)} references kept as numbers, read by their order, so that 5.1 after 5.9 is 5.10"
        )
    return draft, remarks


def _by_order(sheet: Sheet, columns: Mapping[str, int]) -> Mapping[int, str]:
    place = columns.get("part", columns.get("ref"))
    return {} if place is None else by_order(sheet.rows, place)


def _control(
    lines: _Lines, row: Row, sheet: Sheet, columns: Mapping[str, int], is_licensed: bool
) -> RequirementDraft | None:
    """The control of a line; None for an empty line or one with a fault. Its group stands as its parent."""
    group = _text(_cell(row, columns, "group"))
    ref, title = _named(lines, row, columns)
    if not ref:
        lines.section = group if group and not title else lines.section
        return None
    if ref in lines.lines:
        lines.fault(row.line, f"{ref} stands on line {lines.lines[ref]} already.")
    lines.lines[ref] = row.line
    about = _text(_cell(row, columns, "about"))
    if "both" in columns and len(title) > TITLE_LIMIT:
        about, title = about or title, f"{title[: TITLE_LIMIT - 1].rsplit(' ', 1)[0]}…"
    if len(ref) > REF_LIMIT or len(title) > TITLE_LIMIT:
        lines.fault(row.line, f"At most {REF_LIMIT} characters make a reference, {TITLE_LIMIT} a title.")
    return RequirementDraft(
        ref=ref,
        title=title or ref,
        parent=(group or lines.section)[:REF_LIMIT] or None,
        kind=CONTROL,
        assessable=True,
        about="" if is_licensed else about[:ABOUT_LIMIT],
        evidence="" if is_licensed else _text(_cell(row, columns, "evidence"))[:FACT_LIMIT],
        attributes={} if is_licensed else _facts(row, sheet, columns),
    )


def _named(lines: _Lines, row: Row, columns: Mapping[str, int]) -> tuple[str, str]:
    """Reference and title of a line, from wherever the table keeps them; an empty reference where it has none."""
    if "both" in columns:
        text = _text(_cell(row, columns, "both"))
        named = parted(text)
        if text and not named:
            lines.fault(row.line, f"“{text[:60]}” does not begin with a reference, as “5.1 Policies” does.")
        return named or ("", text)
    title = _text(_cell(row, columns, "title"))
    number = _cell(row, columns, "ref")
    if "part" not in columns:
        return _ref(lines, row, number, title), title
    part = _cell(row, columns, "part")
    lines.number = _ref(lines, row, number, "") or lines.number
    if part is None or isinstance(part, Silent):
        return _ref(lines, row, number, title), title
    part = _ref(lines, row, part, title)
    return (below(lines.number, part) if part else ""), title


def _ref(lines: _Lines, row: Row, cell: Any, title: str) -> str:
    """The reference of a line as it stands there; a missing one and what a spreadsheet may have changed are faults."""
    if isinstance(cell, str) or (isinstance(cell, int) and not isinstance(cell, bool)):
        return str(cell).strip()
    if cell is None or isinstance(cell, Silent):
        if title:
            lines.fault(row.line, f"“{title[:60]}” has no reference.")
    elif row.line in lines.meant:
        return lines.meant[row.line]
    else:
        lines.fault(row.line, f"The reference {cell} is kept as a number or day, so 5.10 may read 5.1; make it text.")
    return ""


def _cell(row: Row, columns: Mapping[str, int], name: str) -> Any:
    place = columns.get(name)
    return row.values[place] if place is not None and place < len(row.values) else None


def _text(cell: Any) -> str:
    return "" if cell is None or isinstance(cell, Silent) else str(cell).strip()


def _facts(row: Row, sheet: Sheet, columns: Mapping[str, int]) -> dict[str, str]:
    """What further columns say of a control."""
    taken = set(columns.values())
    facts = {
        name: _text(value)
        for place, (name, value) in enumerate(zip(sheet.headers, row.values, strict=False))
        if place not in taken
    }
    return {name[:100]: value[:FACT_LIMIT] for name, value in list(facts.items())[:MOST_FACTS] if value}


def _placed(controls: Sequence[RequirementDraft]) -> list[RequirementDraft]:
    """Controls below their groups; one whose reference begins that of others, such as 5 and 5.1, is their heading."""
    refs = {control.ref for control in controls}
    placed: dict[str, RequirementDraft] = {}
    for control in controls:
        above = _above(control.ref, refs)
        group = control.parent if control.parent and not above else None
        if group and group not in refs and group not in placed:
            placed[group] = RequirementDraft(ref=group, title=group, kind=HEADING)
        is_heading = any(_above(ref, refs) == control.ref for ref in refs) and not control.about
        placed[control.ref] = _at(control, above or group, is_heading)
    return _after_their_parents(placed)


def _at(control: RequirementDraft, parent: str | None, is_heading: bool) -> RequirementDraft:
    return RequirementDraft(
        ref=control.ref,
        title=control.title,
        parent=parent,
        kind=HEADING if is_heading else CONTROL,
        assessable=not is_heading,
        about=control.about,
        evidence=control.evidence,
        attributes=control.attributes,
    )


def _above(ref: str, refs: set[str]) -> str | None:
    """The reference that a reference continues, where it is there: 5 of 5.1, AC-2 of AC-2(1)."""
    shorter = re.sub(r"(?:\.[^.]+|\s*\([^()]+\))$", "", ref)
    while shorter and shorter != ref:
        if shorter in refs:
            return shorter
        ref, shorter = shorter, re.sub(r"(?:\.[^.]+|\s*\([^()]+\))$", "", shorter)
    return None


def _after_their_parents(placed: Mapping[str, RequirementDraft]) -> list[RequirementDraft]:
    """The requirements in the order of the file, each after what it stands below."""
    ordered: dict[str, RequirementDraft] = {}
    for draft in placed.values():
        line = [draft]
        while line[-1].parent in placed and line[-1].parent not in ordered:
            line.append(placed[str(line[-1].parent)])
        ordered |= {each.ref: each for each in reversed(line)}
    return list(ordered.values())

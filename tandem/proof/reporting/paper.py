"""A document of parts, as plain data: what every print says, whatever form it is written in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.improvement.fishbone import Fishbone
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import locales
from tandem.proof.reporting import letterhead
from tandem.proof.reporting.cover import head_of
from tandem.proof.reporting.marked_blocks import DEEPEST, Block, blocks

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; those of level 2 stand below one of level 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as people wrote it, in Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line beside the matter, such as what a table shows."""

    text: str


@dataclass(frozen=True, slots=True)
class Toned:
    """A cell with a meaning that is also coloured; the word alone says it too."""

    text: str
    tone: str


Cell = str | Toned


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `shares` say how wide its columns are against each other, `name` what its sheet in a workbook is."""

    name: str
    columns: Sequence[str]
    shares: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    of: float = 0  # what the shares are shares of, where the table is not to fill the page


@dataclass(frozen=True, slots=True)
class Bar:
    """A count as a bar; without a whole it stands for itself."""

    label: str
    value: int
    whole: int = 0
    tone: str = "active"


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts side by side."""

    name: str
    rows: Sequence[Bar]

    @property
    def table(self) -> Table:
        """The same in figures."""
        rows = [(bar.label, f"{bar.value} / {bar.whole}" if bar.whole else str(bar.value)) for bar in self.rows]
        return Table(self.name, (_("What"), _("Count")), (3, 1), rows)


@dataclass(frozen=True, slots=True)
class Chain:
    """Why something came about: what was seen, and one answer after the other to the question why."""

    name: str
    effect: str
    steps: Sequence[str]

    @property
    def table(self) -> Table:
        """The same line by line."""
        rows = [(str(number), said) for number, said in enumerate(self.steps, start=1)]
        return Table(self.name, (_("Why"), _("Because")), (1, 12), rows)


@dataclass(frozen=True, slots=True)
class Causes:
    """Causes by branch, drawn as a fishbone whose head is what they led to."""

    name: str
    drawing: Fishbone
    branches: Sequence[tuple[str, str]]

    @property
    def table(self) -> Table:
        """The same as text."""
        return Table(self.name, (_("Branch"), _("What was found there")), (3, 10), self.branches)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs as what; without a name and day there is room to do it by hand."""

    part: str
    name: str = ""
    on: date | None = None

    @property
    def said(self) -> str:
        """When it was signed in the records, or what the line is for."""
        return _("signed on %(day)s") % {"day": day_words(self.on)} if self.on else _("Name, date, signature")


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures of a document, side by side."""

    rows: Sequence[Signature]


Drawn = Bars | Chain | Causes
Part = Heading | Prose | Note | Table | Drawn | Signatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole document: whose, what it is, its facts line by line, its parts in their order."""

    organization: str
    title: str
    day: date
    reference: str = ""
    facts: Sequence[Fact] = ()
    parts: Sequence[Part] = field(default_factory=tuple)
    is_wide: bool = False
    classification: str = ""
    watermark: str = ""

    @property
    def tables(self) -> list[Table]:
        """Every table of it, what is drawn as figures and text."""
        parts = [part for part in self.parts if isinstance(part, Table | Drawn)]
        return [part if isinstance(part, Table) else part.table for part in parts]


def day_words(day: date | None) -> str:
    """A day as documents write it; empty without one."""
    return locales.long_day(day)


def known(facts: Sequence[tuple[Any, Any]]) -> list[Fact]:
    """The facts that say something."""
    return [(str(name), str(said)) for name, said in facts if said]


def proof_facts(organization: Organization, today: date) -> list[Fact]:
    """When a document was printed, and under which head of the ledger."""
    return [(_("Ledger"), sealed_words(organization)), (_("Printed"), day_words(today))]


def sealed_words(organization: Organization) -> str:
    """The newest signed head of the ledger, by which somebody can tell later that nothing before was altered."""
    head = head_of(organization)
    params = {"size": head.size, "root": head.root} if head else {}
    return _("%(size)d entries, root %(root)s") % params if head else _("not sealed yet")


def prose(heading: Any, text: str, level: int = 1) -> list[Part]:
    """A headed text; nothing where nothing is written."""
    return [Heading(str(heading), level), Prose(text)] if text.strip() else []


def as_pdf(paper: Paper) -> bytes:
    """The printed document; the same paper gives the same bytes on one machine."""
    return letterhead.pdf("paper", _for_printing(paper))


def _for_printing(paper: Paper) -> dict[str, Any]:
    letter = letterhead.current()
    return {
        "organization": paper.organization,
        "title": paper.title,
        "reference": paper.reference,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "facts": list(paper.facts),
        "is_wide": paper.is_wide,
        "classification": paper.classification or (letter.classification if letter else ""),
        "watermark": paper.watermark,
        "words": {"page": _("Page"), "of": _("of"), "printed": _("Printed %(day)s") % {"day": day_words(paper.day)}},
        "parts": [_part(part) for part in paper.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"kind": "heading", "level": part.level, "text": part.text}
        case Prose():
            return {"kind": "prose", "blocks": [_below(block) for block in blocks(part.text)]}
        case Note():
            return {"kind": "note", "text": part.text}
        case Bars():
            rows = [{"label": row.label, "value": row.value, "whole": row.whole, "tone": row.tone} for row in part.rows]
            return {"kind": "bars", "rows": rows}
        case Chain():
            return {"kind": "chain", "effect": part.effect, "steps": list(part.steps), "because": _("because")}
        case Causes():
            return {"kind": "causes", **asdict(part.drawing), "alt": part.name}
        case Signatures():
            signed = [{"part": row.part, "name": row.name, "said": row.said} for row in part.rows]
            return {"kind": "signatures", "rows": signed}
        case Table():
            return {
                "kind": "table",
                "columns": list(part.columns),
                "shares": list(part.shares),
                "width": sum(part.shares) / max(part.of, sum(part.shares)),
                "rows": [[_cell(cell) for cell in row] for row in part.rows],
                "nothing": _("Nothing is kept here yet."),
            }


def _below(block: Block) -> Block:
    """A heading that people wrote stands below those of the document."""
    return block | {"level": min(block["level"] + 1, DEEPEST)} if block["kind"] == "heading" else block


def _cell(cell: Cell) -> dict[str, str]:
    return {"text": cell.text, "tone": cell.tone} if isinstance(cell, Toned) else {"text": cell, "tone": ""}


def cell_text(cell: Cell) -> str:
    """What a cell says."""
    return cell.text if isinstance(cell, Toned) else cell

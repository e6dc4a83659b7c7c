"""How a table is probably to be read: as the last one of its kind was, else by its headings and cells."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tandem.ground.exchange import columns, importing, lost
from tandem.ground.exchange.models import ImportRun
from tandem.ground.exchange.reading import Sheet
from tandem.ground.kernel.registers import Register

Beside = Mapping[type[models.Model], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table is probably to be read."""

    mapping: dict[int, str]
    date_order: str
    time_column: int | None = None
    fixed: dict[str, Any] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def proposal(register: Register, sheet: Sheet, beside: Beside = columns.NOTHING) -> Proposal:
    """What a table probably means: as the last one of its kind was read, else by its headings and cells."""
    alike = ImportRun.objects.filter(
        register=register.key, headings=kind_of(sheet), state=ImportRun.State.DONE, kind="table"
    )
    last = alike.order_by("-pk").first()
    if last is not None:
        return Proposal(last.columns, last.date_order, last.time_column, last.fixed, last.words)
    mapping = importing.proposed_mapping(register, sheet, beside)
    order = columns.date_order(register, sheet, mapping)
    return Proposal(mapping, order, columns.proposed_time(register, sheet, mapping))


def propose(run: ImportRun, register: Register, sheet: Sheet, beside: Beside = columns.NOTHING) -> None:
    """Put into a run how its table is probably to be read."""
    meant = proposal(register, sheet, beside)
    run.sheet, run.headings = sheet.name, kind_of(sheet)
    run.source = lost.source_of(run.filename, sheet.name)
    run.mapping = {str(column): name for column, name in meant.mapping.items()}
    run.fixed, run.words = meant.fixed, meant.words
    run.date_order, run.time_column = meant.date_order, meant.time_column


def kind_of(sheet: Sheet) -> str:
    """What files of one kind share: their headings."""
    return hashlib.sha256("\x1f".join(sheet.headers).encode()).hexdigest()

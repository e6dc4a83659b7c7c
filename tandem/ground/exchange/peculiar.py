"""What is odd about a sheet, whatever kind of workbook it stands in."""

from dataclasses import dataclass, field
from typing import TypeVar

from tandem.ground.exchange import formats

T = TypeVar("T")
NO_RESULT = "formula"


@dataclass(slots=True)
class Peculiar:
    """Of one sheet: how many rows are hidden, whether it is filtered or hidden itself, whether its days count from
    1904, and by row and column the cells without a value and those whose number means percent or an amount of money.

    `merged` are cells that cover several, where only this reading tells.
    """

    hidden_rows: int = 0
    is_filtered: bool = False
    is_from_1904: bool = False
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    shown: dict[int, dict[int, formats.Shown]] = field(default_factory=dict)
    is_hidden: bool = False
    merged: list[list[int]] = field(default_factory=list)


def put(cells: dict[int, dict[int, T]], line: int, column: int, what: T) -> None:
    """Note something of one cell."""
    cells.setdefault(line, {})[column] = what

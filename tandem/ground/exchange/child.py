"""Reads one workbook or Word document in a process of its own, with limits; writes its sheets to its output."""

import resource
import struct
import sys
from datetime import time, timedelta
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tandem.ground.exchange import peculiarities, words
from tandem.ground.exchange.formats import Shown
from tandem.ground.exchange.peculiar import Peculiar
from tandem.ground.exchange.rows import Silent, packed

MEMORY = 1536 * 1024 * 1024
SECONDS = 50
ROWS = 500


def main(path: str) -> int:
    """Write every table sheet: first what it is, then its rows; a workbook that cannot be read ends with a reason."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        if words.is_word(path):
            _write_document(path)
            return 0
        book = CalamineWorkbook.from_path(path)
        odd = peculiarities.of(path)
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                _write_sheet(book, about, odd.get(about.name, Peculiar()))
    except (CalamineError, PackageNotFoundError, OSError, ValueError, KeyError, MemoryError) as error:
        print(f"unusable: {str(error)[:200] or type(error).__name__}", file=sys.stderr)  # noqa: T201  read by the parent
        return 1
    return 0


def _write_document(path: str) -> None:
    """The tables of a Word document, as if each were a sheet."""
    for table in words.tables(path):
        _write([table.name, False, 0, False, False, table.merged])
        for start in range(0, len(table.rows), ROWS):
            _write(table.rows[start : start + ROWS])
        _write(None)


def _write_sheet(book: Any, about: Any, odd: Peculiar) -> None:
    sheet = book.get_sheet_by_name(about.name)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()] or odd.merged
    is_hidden = odd.is_hidden or about.visible != SheetVisibleEnum.Visible
    _write([about.name, is_hidden, odd.hidden_rows, odd.is_filtered, odd.is_from_1904, merged])
    part: list[Any] = []
    for place, row in enumerate(sheet.to_python(skip_empty_area=False)):
        part.append(_cells(row, odd.cells.get(place, {}), odd.shown.get(place, {})))
        if len(part) == ROWS:
            _write(part)
            part = []
    _write(part)
    _write(None)


def _cells(row: list[Any], odd: dict[int, str], shown: dict[int, Shown]) -> list[Any]:
    cells = [_plain(value) for value in row]
    for place, say in shown.items():
        if place < len(row) and isinstance(row[place], int | float):
            cells[place] = say(row[place])
    for place, why in odd.items():
        if place < len(cells) and cells[place] in ("", None, why):
            cells[place] = Silent(why)
    return cells


def _write(part: Any) -> None:
    data = packed(part)
    sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return str(value) if isinstance(value, time | timedelta) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Reads one workbook in a process of its own, with limits, and writes its sheets in parts to standard output."""

import resource
import struct
import sys
from datetime import time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tandem.ground.exchange import peculiarities
from tandem.ground.exchange.rows import Silent, packed

MEMORY = 1536 * 1024 * 1024
SECONDS = 50
ROWS = 500


def main(path: str) -> int:
    """Write every table sheet: first what it is, then its rows; a workbook that cannot be read ends with a reason."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = CalamineWorkbook.from_path(path)
        odd = peculiarities.of(path)
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                _write_sheet(book, about, odd.get(about.name, peculiarities.Peculiar()))
    except (CalamineError, OSError, ValueError, KeyError, MemoryError) as error:
        print(f"unusable: {str(error)[:200] or type(error).__name__}", file=sys.stderr)  # noqa: T201  read by the parent
        return 1
    return 0


def _write_sheet(book: Any, about: Any, odd: peculiarities.Peculiar) -> None:
    sheet = book.get_sheet_by_name(about.name)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    is_hidden = about.visible != SheetVisibleEnum.Visible
    _write([about.name, is_hidden, odd.hidden_rows, odd.is_filtered, merged])
    part: list[Any] = []
    for place, row in enumerate(sheet.to_python(skip_empty_area=False)):
        part.append(_cells(row, odd.cells.get(place)))
        if len(part) == ROWS:
            _write(part)
            part = []
    _write(part)
    _write(None)


def _cells(row: list[Any], odd: dict[int, str] | None) -> list[Any]:
    cells = [_plain(value) for value in row]
    for place, why in (odd or {}).items():
        if place < len(cells) and cells[place] in ("", None):
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

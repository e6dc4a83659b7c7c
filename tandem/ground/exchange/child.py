"""Reads one workbook in a process of its own, with limits, and writes its sheets as MessagePack to standard output."""

import resource
import sys
from datetime import time, timedelta
from typing import Any

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

MEMORY = 1536 * 1024 * 1024
SECONDS = 50


def main(path: str) -> int:
    """Print every visible sheet; a workbook that cannot be read ends with a line that says why."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = CalamineWorkbook.from_path(path)
        sheets = [(name, _rows(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError, MemoryError) as error:
        print(f"unusable: {str(error)[:200] or type(error).__name__}", file=sys.stderr)  # noqa: T201  read by the parent
        return 1
    sys.stdout.buffer.write(msgspec.msgpack.encode(sheets))
    return 0


def _rows(sheet: Any) -> list[list[Any]]:
    return [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return str(value) if isinstance(value, time | timedelta) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

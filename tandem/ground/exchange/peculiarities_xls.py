"""What a workbook of Excel 97 to 2003 shows that its values do not, from its records ([MS-XLS], chapter 2.4)."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import olefile

from tandem.ground.exchange import formats
from tandem.ground.exchange.peculiar import NO_RESULT, Peculiar, put

LARGEST: Final = 64 * 2**20
BOF, DATE_MODE, FORMAT, XF, SHEET = 0x0809, 0x0022, 0x041E, 0x00E0, 0x0085
ROW, NUMBER, RK, MULTIPLE_RK, FORMULA, BOOLEAN_OR_ERROR = 0x0208, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
FILTERS: Final = (0x009B, 0x009D)  # a filter that hides rows, and one that may
HIDDEN: Final = 0x20  # of a row
ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
Record = tuple[int, bytes]


@dataclass(slots=True)
class _Globals:
    """What the whole workbook says: its sheets by their places, its formats, whether it counts from 1904."""

    sheets: list[tuple[int, str]] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    is_from_1904: bool = False

    def shown(self) -> Mapping[int, formats.Shown]:
        """How the numbers of a style are to be said; plain ones are not in it."""
        said = {place: formats.saying(str(key), self.codes.get(key, "")) for place, key in enumerate(self.styles)}
        return {place: say for place, say in said.items() if say is not None}


def of(path: Path) -> dict[str, Peculiar]:
    """By name of the sheet; empty where its records are not those of Excel 97 or later."""
    data = _stream(path)
    if not data or struct.unpack_from("<HHH", data)[::2] != (BOF, 0x0600):
        return {}
    whole = _globals(data)
    shown = whole.shown()
    by_sheet = {}
    for place, name in whole.sheets:
        by_sheet[name] = _sheet(data, place, shown)
        by_sheet[name].is_from_1904 = whole.is_from_1904
    return by_sheet


def _stream(path: Path) -> bytes:
    if not olefile.isOleFile(path):
        return b""
    with olefile.OleFileIO(path) as container:
        if not container.exists("Workbook"):
            return b""
        data: bytes = container.openstream("Workbook").read(LARGEST)
        return data


def _records(data: bytes, place: int) -> Iterator[Record]:
    """The records of one part, to its end."""
    depth = 0
    while place + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, place)
        body = data[place + 4 : place + 4 + length]
        depth += (kind == BOF) - (kind == 0x000A)
        yield kind, body
        place += 4 + length
        if depth <= 0:
            return


def _globals(data: bytes) -> _Globals:
    whole = _Globals()
    for kind, body in _records(data, 0):
        if kind == SHEET and len(body) > 8:
            whole.sheets.append((struct.unpack_from("<I", body)[0], _text(body[6:], short=True)))
        elif kind == FORMAT and len(body) > 5:
            whole.codes[struct.unpack_from("<H", body)[0]] = _text(body[2:], short=False)
        elif kind == XF and len(body) >= 4:
            whole.styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == DATE_MODE:
            whole.is_from_1904 = body[:1] == b"\x01"
    return whole


def _text(body: bytes, *, short: bool) -> str:
    """A string with its length before it, in one or two bytes a letter."""
    size = 1 if short else 2
    count = int.from_bytes(body[:size], "little")
    is_wide, letters = body[size] & 1, body[size + 1 :]
    return letters[: count * 2].decode("utf-16-le", "replace") if is_wide else letters[:count].decode("latin-1")


def _sheet(data: bytes, place: int, shown: Mapping[int, formats.Shown]) -> Peculiar:
    sheet = Peculiar()
    for kind, body in _records(data, place):
        if kind == ROW and len(body) >= 16:
            sheet.hidden_rows += bool(body[12] & HIDDEN)
        elif kind in FILTERS:
            sheet.is_filtered = True
        elif len(body) >= 6:
            _cell(sheet, kind, body, shown)
    return sheet


def _cell(sheet: Peculiar, kind: int, body: bytes, shown: Mapping[int, formats.Shown]) -> None:
    line, column, style = struct.unpack_from("<HHH", body)
    if kind == MULTIPLE_RK:
        styles = [struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 2, 6)]
    elif kind in (NUMBER, RK, FORMULA):
        styles = [style]
    else:
        styles = []
    why = _why_silent(kind, body)
    if why:
        put(sheet.cells, line, column, why)
        return
    for beside, key in enumerate(styles):
        if key in shown:
            put(sheet.shown, line, column + beside, shown[key])


def _why_silent(kind: int, body: bytes) -> str:
    """Why a cell says nothing: its error, or that its formula was never worked out."""
    if kind == BOOLEAN_OR_ERROR and len(body) >= 8 and body[7] == 1:
        return ERRORS.get(body[6], "#ERR")
    if kind == FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff":
        if body[6] == 2:
            return ERRORS.get(body[8], "#ERR")
        return NO_RESULT if body[6] == 3 else ""
    return ""

"""The rows of a table, however many: a few in memory, many in a temporary file that is read as often as needed."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any, overload

import msgspec

IN_MEMORY = 2_000
CHUNK = 500
DAY, MOMENT, SILENCE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Silent:
    """A cell that says nothing, so that what is known stays: why, or empty where the file has no such cell."""

    why: str = ""

    def __str__(self) -> str:
        return self.why


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its line in the file or sheet, counted from 1, and its values by column."""

    line: int
    values: tuple[Any, ...]


def packed(value: Any) -> bytes:
    """Cells as bytes, with dates as dates."""
    return _encoder.encode(_marked(value))


def unpacked(data: bytes) -> Any:
    """The cells again."""
    return _decoder.decode(data)


def _marked(value: Any) -> Any:
    if isinstance(value, datetime):
        return msgspec.msgpack.Ext(MOMENT, value.isoformat().encode())
    if isinstance(value, date):
        return msgspec.msgpack.Ext(DAY, value.isoformat().encode())
    if isinstance(value, Silent):
        return msgspec.msgpack.Ext(SILENCE, value.why.encode())
    if isinstance(value, list | tuple):
        return [_marked(part) for part in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return str(value)
    return value


def _meant(code: int, data: memoryview) -> Any:
    text = bytes(data).decode()
    if code == MOMENT:
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if code == DAY else Silent(text)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(ext_hook=_meant)


class Rows(Sequence[Row]):
    """Rows in their order; what does not fit in memory lies in a file without a name, gone with this object."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._kept: list[Row] = []
        self._file: IO[bytes] | None = None
        self._places: list[tuple[int, int]] = []
        self._spooled = 0
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Put one more row at the end."""
        self._kept.append(row)
        if len(self._kept) >= (IN_MEMORY if self._file is None else CHUNK):
            self._spool()

    def _spool(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the rows
        end = self._file.seek(0, 2)
        for start in range(0, len(self._kept), CHUNK):
            part = packed([[row.line, list(row.values)] for row in self._kept[start : start + CHUNK]])
            self._places.append((end, len(part)))
            end += self._file.write(part)
        self._spooled += len(self._kept)
        self._kept = []

    def __len__(self) -> int:
        return self._spooled + len(self._kept)

    def __iter__(self) -> Iterator[Row]:
        return self._from(0)

    def _chunk(self, place: int) -> list[Row]:
        if self._file is None:
            return []
        start, length = self._places[place]
        self._file.seek(start)
        return [Row(line, tuple(values)) for line, values in unpacked(self._file.read(length))]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if not isinstance(index, slice):
            return self._at(range(len(self))[index])
        start, stop, step = index.indices(len(self))
        if step != 1:
            return [self._at(place) for place in range(start, stop, step)]
        return list(islice(self._from(start // CHUNK), start % CHUNK, max(start, stop) - start + start % CHUNK))

    def _from(self, chunk: int) -> Iterator[Row]:
        for place in range(chunk, len(self._places)):
            yield from self._chunk(place)
        yield from self._kept[max(0, chunk - len(self._places)) * CHUNK :]

    def _at(self, place: int) -> Row:
        if place >= self._spooled:
            return self._kept[place - self._spooled]
        return self._chunk(place // CHUNK)[place % CHUNK]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

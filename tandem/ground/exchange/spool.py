"""Checked work laid aside until it is written: any number of parts in a file without a name."""

import os
import pickle
import tempfile
from collections.abc import Iterator
from typing import Any

PART = 200


class Spool:
    """A list that grows on disk and is read in order, in parts."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  lives as long as the spool
        self._part: list[Any] = []
        self._count = 0

    def add(self, item: Any) -> None:
        """Put one more at the end."""
        self._part.append(item)
        self._count += 1
        if len(self._part) >= PART:
            self._flush()

    def _flush(self) -> None:
        self._file.seek(0, os.SEEK_END)  # whoever reads may have stopped anywhere
        pickle.dump(self._part, self._file, pickle.HIGHEST_PROTOCOL)
        self._part = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        if self._part:
            self._flush()
        self._file.seek(0)
        while True:
            try:
                part = pickle.load(self._file)  # noqa: S301  written by this process into a file nobody else can name
            except EOFError:
                break
            yield from part

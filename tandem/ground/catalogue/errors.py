"""What is wrong with a library file, and where."""

from collections.abc import Sequence
from typing import Self


class LibraryError(Exception):
    """A library file that cannot be used: the file, the line (0: the file as a whole) and what would be right.

    When a file has several faults, the first is the error itself and `all()` gives every one in the order of the lines.
    """

    def __init__(self, file: str, line: int, message: str, others: Sequence["LibraryError"] = ()) -> None:
        self.file = file
        self.line = line
        self.message = message
        self.others = tuple(others)
        super().__init__(file, line, message)

    @classmethod
    def of(cls, errors: Sequence["LibraryError"]) -> Self:
        """One error that carries all of these; there must be at least one."""
        first, *others = sorted(errors, key=lambda error: (error.file, error.line))
        return cls(first.file, first.line, first.message, others)

    def all(self) -> list["LibraryError"]:
        """Every fault found, each as an error of its own."""
        return [LibraryError(self.file, self.line, self.message), *self.others]

    def __str__(self) -> str:
        return "\n".join(error.sentence for error in self.all())

    @property
    def sentence(self) -> str:
        """`file:line: message`, this fault alone."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class MissingFramework(LibraryError):
    """A mapping whose framework is not in the catalogue yet; the file is right and can be imported after that one."""

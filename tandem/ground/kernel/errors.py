"""What can go wrong with a write, in words and places a person can act on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Problems = Mapping[str, Sequence[str]]
WHOLE = ""  # problems of the record as a whole, not of one field


class WriteError(Exception):
    """A write that did not happen; nothing was changed."""


class NotPermitted(WriteError):
    """The actor's role does not include this."""


class NotFound(WriteError):
    """No such record in this organization, or none that the actor may see."""


class Invalid(WriteError):
    """Values that cannot be kept: messages by field name, `WHOLE` for the record as a whole."""

    def __init__(self, problems: Problems) -> None:
        self.problems = {name: [str(message) for message in messages] for name, messages in problems.items()}
        super().__init__(
            "; ".join(
                f"{name}: {' '.join(texts)}" if name else " ".join(texts) for name, texts in self.problems.items()
            )
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people changed: what this actor wrote and what is saved by now."""

    name: str
    label: str
    mine: Any
    theirs: Any


class Conflict(WriteError):
    """The record has moved on since the version this edit started from."""

    def __init__(self, current_version: int, differences: Sequence[Difference]) -> None:
        self.current_version = current_version
        self.differences = list(differences)
        super().__init__(f"The record is at version {current_version} by now.")

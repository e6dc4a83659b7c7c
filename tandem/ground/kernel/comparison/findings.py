"""What differs between the tables, the stored files and the ledger: where, what, since when."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

SHOWN = 60  # characters of a value


class What(StrEnum):
    """In which way a row or a file is not what the ledger tells."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    UNREADABLE = "unreadable"
    FILE_CHANGED = "file-changed"
    FILE_MISSING = "file-missing"
    FILE_INSERTED = "file-inserted"
    INDEX = "index"
    HIDDEN = "hidden"
    FORGED = "forged"


WORDS = {
    What.CHANGED: "“{field}” is {held}, but the ledger tells {told}",
    What.MISSING: "it is gone, but the ledger tells of no deletion",
    What.INSERTED: "it is there, but the ledger tells of no such record",
    What.UNREADABLE: "“{field}” holds a value that cannot be read",
    What.FILE_CHANGED: "the stored file is not the one that was attached ({told})",
    What.FILE_MISSING: "the stored file is gone ({told})",
    What.FILE_INSERTED: "a file is stored that no attachment names",
    What.HIDDEN: "it is hidden as if it were still on its way in, but nothing is bringing it",
    What.FORGED: "it says something else than what Tandem kept",
    What.INDEX: "what lists, search and inbox know of it ({field}) is not what it says",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference. `since` is when the ledger last told of the row: it was altered after that.

    `register` is the key under which the ledger keeps it, `reference` what people call it; `row_id` its primary key.
    `right_at` is when a comparison last found everything in order, if one did.
    """

    what: What
    register: str
    row_id: int
    reference: str
    field: str = ""
    told: Any = None
    held: Any = None
    since: datetime | None = None
    right_at: datetime | None = None

    def __str__(self) -> str:
        wrong = WORDS[self.what].format(field=self.field, told=_shown(self.told), held=_shown(self.held))
        return f"{self.register} {self.reference or self.row_id}: {wrong}{self._when()}."

    def _when(self) -> str:
        known = max((moment for moment in (self.since, self.right_at) if moment), default=None)
        return f" (altered after {known:%Y-%m-%d %H:%M:%S} UTC)" if known else ""

    def seen_right(self, moment: datetime | None) -> "Finding":
        """The same, with the time of the last comparison that found nothing."""
        return replace(self, right_at=moment)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "empty"
    text = str(value)
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"

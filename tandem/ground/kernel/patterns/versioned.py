"""Versions with approval: each of a series has the number after the one before, and the next one begins as a draft
that says the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.registers import declared_for

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor

OWNER = "owner"


@dataclass(frozen=True, kw_only=True)
class Versioned(Approved):
    """Approved, where each version is a record of its own with a whole `number` within its series."""

    number: str = "number"

    def named(self) -> tuple[str, ...]:
        """The fields of series, approver, dates and number."""
        return (*super().named(), self.number)

    def derive(self, record: Any, before: Any, actor: "Actor") -> None:
        """A new version gets its number."""
        if before is None:
            setattr(record, self.number, self.next_number(record))

    def next_number(self, record: Any) -> int:
        """The number after the newest of the record's series."""
        numbers = type(record).objects.filter(**self._series_of(record)).values_list(self.number, flat=True)
        return max(numbers, default=0) + 1

    def draft_next(self, actor: "Actor", record: Any) -> None:
        """Something to do afterwards: a draft that says the same, under the next number."""
        register = declared_for(type(record))
        values = {name: getattr(record, name) for name in register.writable if name != OWNER}
        writing.create(actor, register, values | {OWNER: record.owner_id})

    def _series_of(self, record: Any) -> Mapping[str, Any]:
        return {name: getattr(record, record._meta.get_field(name).attname) for name in self.series}

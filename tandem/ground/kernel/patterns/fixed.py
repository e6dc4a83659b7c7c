"""Fixed from a state on: what was decided upon may no longer change beneath the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tandem.ground.kernel.patterns.pattern import Pattern


@dataclass(frozen=True, kw_only=True)
class Fixed(Pattern):
    """In these states these fields stand as they are; a step that names one of them may still change it."""

    states: tuple[str, ...]
    fields: tuple[str, ...]
    why: Any

    def named(self) -> tuple[str, ...]:
        """The fields that become fixed."""
        return self.fields

    def fixed(self, record: Any) -> Mapping[str, str]:
        """Every one of them, each with the reason, once the record is so far."""
        return dict.fromkeys(self.fields, str(self.why)) if record.state in self.states else {}

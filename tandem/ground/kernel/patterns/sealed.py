"""Sealed: nothing is added to a whole that has ended, and nothing is taken away from it.

What was reported or minuted says the same afterwards, whatever door somebody tries.
"""

from dataclasses import dataclass
from typing import Any

from tandem.ground.kernel.patterns.pattern import Pattern


@dataclass(frozen=True, kw_only=True)
class Sealed(Pattern):
    """The parts of a `whole`, such as the questions of an audit, once that is in one of these states.

    `by` is the field of the whole that says who ended it: one that came from elsewhere as it had ended there has none,
    and its parts may still be brought.
    """

    whole: str
    states: tuple[str, ...]
    why: Any
    by: str = ""

    def named(self) -> tuple[str, ...]:
        """The field that names the whole."""
        return (self.whole,)

    def sealed(self, record: Any) -> dict[str, str]:
        """Why no such part may be added or taken away, beside the field that names the whole; empty while it may."""
        whole = getattr(record, self.whole, None) if getattr(record, f"{self.whole}_id") is not None else None
        has_ended = whole is not None and whole.state in self.states
        was_ended_here = not self.by or getattr(whole, self.by, None) is not None
        return {self.whole: str(self.why)} if has_ended and was_ended_here else {}

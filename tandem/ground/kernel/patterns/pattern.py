"""What a pattern may add to a register that names it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor


class Pattern:
    """A rule that many registers share; the gate asks it after the register's own rules.

    `granted` names the fields that only an approval gives: an import that brings them is marked as brought.
    `owner_decides` says that owning a record gives a right beyond its steps, so that nobody takes it for themselves.
    """

    granted: tuple[str, ...] = ()
    owner_decides: bool = False

    def named(self) -> tuple[str, ...]:
        """The model fields it is told of, so that a declaration can be checked."""
        return ()

    def begin(self, record: Any, actor: "Actor") -> None:
        """Give a new record what it begins with, before anything is filled in."""

    def derive(self, record: Any, before: Any, actor: "Actor") -> None:
        """Work out its fields after the register's own `derive`."""

    def fixed(self, record: Any) -> Mapping[str, str]:
        """The fields that may no longer change, each with the reason."""
        return {}

    def sealed(self, record: Any) -> Mapping[str, str]:
        """Why such a record may neither be added nor taken away, by field; empty while it may."""
        return {}


class OwnerDecides(Pattern):
    """Who owns such a record decides something that lies with other records, such as accepting a risk."""

    owner_decides = True

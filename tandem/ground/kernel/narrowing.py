"""What lists can be narrowed to beside their own filters, worked out elsewhere: the records a check finds wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Q

    from tandem.ground.kernel.actor import Actor
    from tandem.ground.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How the text behind such a name selects records, and how it is told; ValidationError for a text that is none."""

    condition: "Callable[[Actor, Register, str], Q]"
    words: Callable[[str], str]


_known: dict[str, Narrowing] = {}


def provide(name: str, narrowing: Narrowing) -> None:
    """Let every list be narrowed by this name."""
    _known[name] = narrowing


def find(name: str) -> Narrowing | None:
    """The narrowing of this name, if there is one."""
    return _known.get(name)

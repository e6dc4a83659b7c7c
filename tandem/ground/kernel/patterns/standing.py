"""How far requirements are met: the one door of the kernel, answered by whoever computes conformity."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tandem.ground.kernel.actor import Actor

Standings = Callable[["Actor"], Mapping[str, str]]  # result by requirement, of the standards that are adopted


def _unknown(actor: "Actor") -> Mapping[str, str]:
    return {}


_doors: list[Standings] = [_unknown]


def provide(standings: Standings) -> None:
    """Let this function say the result of every assessable requirement, such as `met` or `stale`."""
    _doors[0] = standings


def of_requirements(actor: "Actor") -> Mapping[str, str]:
    """The result of each requirement by its key, as `iso-27001:2022/A.5.1`; nothing while nobody computes them."""
    return _doors[0](actor)

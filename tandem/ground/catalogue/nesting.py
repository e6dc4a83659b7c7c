"""How deep each requirement stands below the top, and whether its parents lead there at all."""

from collections.abc import Mapping
from typing import Final

DEPTH_LIMIT: Final = 30
ENDLESS: Final = -1


def depths(parents: Mapping[str, str | None]) -> dict[str, int]:
    """Number of ancestors of each reference; ENDLESS where the parents go in a circle. Unknown parents are the top."""
    known: dict[str, int] = {}
    for ref in parents:
        _settle(ref, parents, known)
    return known


def _settle(ref: str, parents: Mapping[str, str | None], known: dict[str, int]) -> None:
    """Walk up from this reference to one whose depth is known, then fill in everything passed on the way."""
    path: dict[str, None] = {}
    at: str | None = ref
    while at is not None and at in parents and at not in known and at not in path:
        path[at] = None
        at = parents[at]
    is_endless = at is not None and (at in path or known.get(at) == ENDLESS)
    above = known.get(at, -1) if at is not None else -1
    for steps, passed in enumerate(reversed(path), start=1):
        known[passed] = ENDLESS if is_endless else above + steps

"""The fewest records that show most: which of them to look at so that most clauses of both standards are evidenced."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST = 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """One record to look at, what it shows that those before it do not, and all that it shows."""

    reference: str
    adds: tuple[str, ...]
    shows: tuple[str, ...]


def fewest(shown_by: Mapping[str, frozenset[str]], wanted: frozenset[str] = frozenset()) -> list[Proposed]:
    """Records in the order in which each adds most, until nothing more is added; equal ones in order of reference.

    `shown_by` says which requirements each record evidences, `wanted` limits them. The greedy choice: never more than
    1 + ln n times as many as the fewest possible (Chvátal 1979).
    """
    left = {name: (keys & wanted if wanted else keys) for name, keys in shown_by.items()}
    proposed: list[Proposed] = []
    while left and len(proposed) < MOST:
        best = min(left, key=lambda name: (-len(left[name]), name))
        adds = left.pop(best)
        if not adds:
            break
        proposed.append(Proposed(best, tuple(sorted(adds)), tuple(sorted(shown_by[best]))))
        left = {name: keys - adds for name, keys in left.items()}
    return proposed

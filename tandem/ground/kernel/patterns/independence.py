"""Who is independent of whom: the one door of the kernel, answered by whoever keeps the people.

A user may stand for a person with a line manager. Nobody is independent of themselves, nor of whom they report to.
"""

from collections.abc import Callable

Reports = Callable[[int], int | None]  # the user to whom a user reports


def _nobody(user_id: int) -> int | None:
    return None


_doors: list[Reports] = [_nobody]


def provide(reports_to: Reports) -> None:
    """Let this function say to which user a user reports; None where that is not known."""
    _doors[0] = reports_to


def reports_to(user_id: int) -> int | None:
    """The user who is a user's line manager."""
    return _doors[0](user_id)


def line_above(user_id: int) -> tuple[int, ...]:
    """Everybody above a user, the nearest first; a line that runs in a circle ends where it closes."""
    above: list[int] = []
    current = reports_to(user_id)
    while current is not None and current not in above and current != user_id:
        above.append(current)
        current = reports_to(current)
    return tuple(above)


def is_independent(user_id: int, of: int) -> bool:
    """Whether one user may judge another's work: somebody else, who does not report to them."""
    return user_id != of and of not in line_above(user_id)

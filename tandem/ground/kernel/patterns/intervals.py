"""How often something is done: what the organization has set, else what the pattern or record says."""

from collections.abc import Callable
from typing import Final

Lookup = Callable[[int, str], int | None]
LONGEST_ALONE: Final = 24  # months; what is longer was agreed by two people


def _none_set(organization_id: int, key: str) -> int | None:
    return None


_lookups: list[Lookup] = [_none_set]


def key_of(register: str, field: str) -> str:
    """The key of the interval at which a date of a register's records comes round, such as suppliers.next_review."""
    return f"{register}.{field}"


def provide(lookup: Lookup) -> None:
    """Let this function say how many months an organization has set for an interval; None where it has set none."""
    _lookups[0] = lookup


def months(organization_id: int, key: str, default: int) -> int:
    """Months of a planned interval in one organization, `default` where it has set none."""
    set_by_organization = _lookups[0](organization_id, key)
    return default if set_by_organization is None else set_by_organization


def at_most(organization_id: int, key: str, asked: int) -> int:
    """The months a record asks for, as far as they go without two people: 24, or what the organization has set."""
    if asked <= LONGEST_ALONE:
        return asked
    return min(asked, max(LONGEST_ALONE, months(organization_id, key, LONGEST_ALONE)))

"""How often something is done: what the organization has set, else what the pattern or record says."""

from collections.abc import Callable

Lookup = Callable[[int, str], int | None]


def _none_set(organization_id: int, key: str) -> int | None:
    return None


_lookups: list[Lookup] = [_none_set]


def provide(lookup: Lookup) -> None:
    """Let this function say how many months an organization has set for an interval; None where it has set none."""
    _lookups[0] = lookup


def months(organization_id: int, key: str, default: int) -> int:
    """Months of a planned interval in one organization, `default` where it has set none."""
    set_by_organization = _lookups[0](organization_id, key) if key else None
    return default if set_by_organization is None else set_by_organization

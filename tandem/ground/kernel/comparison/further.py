"""What wings above keep beside records and can hold against something of their own; they provide how."""

from collections.abc import Callable, Iterator

from tandem.ground.kernel.comparison.findings import Finding

Differences = Callable[[int], Iterator[Finding]]
_provided: list[Differences] = []


def provide(differences: Differences) -> None:
    """Have every comparison of an organization, which is active then, ask this too."""
    if differences not in _provided:
        _provided.append(differences)


def differences(organization_id: int) -> Iterator[Finding]:
    """What they find."""
    for provided in _provided:
        yield from provided(organization_id)

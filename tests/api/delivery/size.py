"""How large a provider is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """So many of each; every customer has an agreement, in one of so many wordings."""

    services: int
    customers: int
    suppliers: int
    items: int
    wordings: int
    months: int


FULL = Size(services=12, customers=8, suppliers=14, items=2_000, wordings=3, months=12)
SMALL = Size(services=2, customers=2, suppliers=3, items=6, wordings=1, months=12)

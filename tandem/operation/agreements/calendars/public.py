"""Public holidays of countries and regions: the one door to the package that knows them."""

import holidays


def is_known(country: str, region: str = "") -> bool:
    """Whether the holidays of a country, and of a region in it, are known."""
    regions = holidays.list_supported_countries(include_aliases=False).get(country)
    return regions is not None and (not region or region in regions)


def regions_of(country: str) -> tuple[str, ...]:
    """The regions of a country whose holidays differ."""
    return tuple(holidays.list_supported_countries(include_aliases=False).get(country, ()))


def of(country: str, region: str, first_year: int, last_year: int) -> dict[str, str]:
    """Public holidays from one year through another: the day as 2026-12-25, and what it is called."""
    years = range(first_year, last_year + 1)
    known = holidays.country_holidays(country, subdiv=region or None, years=years)
    return {day.isoformat(): name for day, name in sorted(known.items())}

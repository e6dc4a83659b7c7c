"""What is held in spring is called so: the names of the demonstration follow the day they happened on."""

import re
from datetime import date, timedelta
from typing import Any, Final

_PLACE: Final = re.compile(r"<season (-?\d+)>")
_SEASONS: Final = ("winter", "spring", "summer", "autumn")


def in_season(text: str, today: date) -> str:
    """The text with each `<season -120>` replaced by the season of that day, counted from today."""
    return _PLACE.sub(lambda place: season_of(today + timedelta(days=int(place[1]))), text)


def all_in_season(value: Any, today: date) -> Any:
    """The same for every text in what a file holds."""
    if isinstance(value, str):
        return in_season(value, today)
    if isinstance(value, list):
        return [all_in_season(part, today) for part in value]
    if isinstance(value, dict):
        return {key: all_in_season(part, today) for key, part in value.items()}
    return value


def season_of(day: date) -> str:
    """The season of a day in the north; December is winter."""
    return _SEASONS[day.month % 12 // 3]

"""What an obligation needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tandem.ground.catalogue.queries import unknown_requirement


def check_obligation(obligation: Any, before: Any, today: date) -> Mapping[str, str]:
    """What it calls for is in the catalogue."""
    unknown = unknown_requirement(obligation.requirements)
    return {"requirements": unknown} if unknown else {}

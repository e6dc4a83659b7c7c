"""A record that moved on while somebody wrote: what is saved by now beside what was written."""

from dataclasses import replace
from typing import Any

from tandem.faces.web import display
from tandem.ground.kernel.errors import Conflict
from tandem.ground.kernel.registers import Register

WRITTEN_KINDS = ("text", "long", "choice", "state", "period", "reference")


def both_values(register: Register, conflict: Conflict | None) -> list[dict[str, Any]] | None:
    """Each field that differs with both values; None where nothing clashed."""
    if conflict is None:
        return None
    differing = []
    for difference in conflict.differences:
        looks = display.shape(register, difference.name)
        is_unread = isinstance(difference.mine, str) and looks.kind not in WRITTEN_KINDS
        mine_as = replace(looks, kind="text") if is_unread else looks  # what could not be read stands as it was written
        differing.append({"shape": looks, "mine_as": mine_as, "mine": difference.mine, "theirs": difference.theirs})
    return differing

"""Which of the targets of one kind counts for a ticket."""

from typing import Any


def pick(targets: list[Any], priority: int) -> Any:
    """Of targets of one kind that for this priority, else that for every one; None for neither."""
    by_priority = {target.priority: target for target in targets}
    return by_priority.get(priority) or by_priority.get(0)

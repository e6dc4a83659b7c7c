"""Records that are not written yet but can be named already: their keys are negative."""

from typing import Any


def is_promised(key: Any) -> bool:
    """Whether a key is that of a record that is not written yet."""
    return isinstance(key, int) and not isinstance(key, bool) and key < 0

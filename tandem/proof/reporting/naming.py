"""Standards and requirements as people write them."""

from collections.abc import Iterable

from tandem.direction.scope.models import EDITIONS

NAMES = dict(EDITIONS)


def standards(keys: Iterable[str]) -> str:
    """The standards by their names, such as “ISO/IEC 27001:2022”."""
    return ", ".join(str(NAMES.get(key, key)) for key in keys)


def requirements(keys: Iterable[str]) -> str:
    """Requirements under the standard they belong to, a line for each standard."""
    by_standard: dict[str, list[str]] = {}
    for key in keys:
        standard, _slash, ref = key.partition("/")
        by_standard.setdefault(standard, []).append(ref or standard)
    return "\n".join(f"{standards([key])}: {', '.join(refs)}" for key, refs in by_standard.items())

"""How a control stands: its design and its operation are two facts, each known from the newest test of it."""

from collections.abc import Iterable
from typing import Any

ASPECTS = ("design", "operation")
WORST_FIRST = ("failed", "unclear", "passed", "never-run", "no-test")


def aspects_of(has_method: bool, newest: dict[str, str]) -> dict[str, str]:
    """The standing of each aspect out of its newest result; what has a method but no result never ran."""
    otherwise = "never-run" if has_method else "no-test"
    return {aspect: newest.get(aspect, otherwise) for aspect in ASPECTS}


def newest_results(tests: Iterable[Any]) -> dict[str, str]:
    """The newest result of each aspect."""
    results = {}
    for test in sorted(tests, key=lambda test: (test.done_on, test.pk)):
        results[test.aspect] = test.result
    return results


def joint(design: str, operation: str) -> str:
    """The worse of what is known of both; a passed test of one counts while the other never ran."""
    return next(result for result in WORST_FIRST if result in (design, operation))


def effect_of(design: str, operation: str) -> str:
    """Effective is what was seen to work and is not badly designed; a design alone shows nothing at work yet."""
    if "failed" in (design, operation):
        return "not-effective"
    if operation == "passed":
        return "effective" if design != "unclear" else "unknown"
    return "designed" if design == "passed" else "unknown"

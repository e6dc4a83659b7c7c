"""Services that may do the same: those that share unusual words with what is proposed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tandem.ground.kernel.substance import words_of

SHORTEST = 4  # letters of a word that says what a service is about
COMMON = 0.5  # share of services from which on a word says nothing
LEAST_SHARED = 2
MOST = 10


def alike(text: str, services: Iterable[tuple[str, str]]) -> list[str]:
    """References of services, given with their texts, that share telling words with a text; the most alike first."""
    telling = {reference: _telling(words) for reference, words in services}
    common = _common(telling)
    asked = _telling(text) - common
    shared = {reference: len(asked & (words - common)) for reference, words in telling.items()}
    close = [reference for reference, count in shared.items() if count >= LEAST_SHARED]
    return sorted(close, key=lambda reference: (-shared[reference], reference))[:MOST]


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if len(word) >= SHORTEST)


def _common(telling: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Words that stand in so many services that they tell none apart."""
    counted: Counter[str] = Counter(word for words in telling.values() for word in words)
    most = max(LEAST_SHARED, COMMON * len(telling))
    return frozenset(word for word, count in counted.items() if count > most)


def text_of(record: Any, *names: str) -> str:
    """What a record says in these fields."""
    return " ".join(getattr(record, name) for name in names)

"""What tables, columns and choices are called in other languages: one table of words, kept as data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from tandem.ground.exchange.mapping import plain
from tandem.ground.kernel.registers import Register

Readings = Mapping[str, Mapping[str, Any]]
TABLE: Final = Path(__file__).parent / "translations.yaml"
EVERY: Final = "every register"


@cache
def _table() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return told


def tables(register: str) -> tuple[str, ...]:
    """What people call a table of a register."""
    return tuple(_table()["tables"].get(register, ()))


def headings(register: str, field: str) -> tuple[str, ...]:
    """What people call the column of a field: the words of the register, then those that every register shares."""
    own, shared = _table()["headings"].get(register, {}), _table()["headings"][EVERY]
    return (*own.get(field, ()), *shared.get(field, ()))


def choices(word: str) -> frozenset[str]:
    """The English words of choices that a word of another language may mean; several when it is ambiguous."""
    return _choices().get(plain(word), frozenset())


def readings(register: Register, field: str) -> Readings:
    """What words in a field mean, by the word in lower case: those of other systems and those of the organization."""
    own = register.exchange.own_words
    return {**register.exchange.readings.get(field, {}), **(own().get(field, {}) if own else {})}


def meaning(known: Readings, word: str) -> Mapping[str, Any] | None:
    """What a word means by what is known, in whichever language; None where it means nothing or several things."""
    if word in known:
        return known[word]
    meant = [known[english] for english in choices(word) if english in known]
    return meant[0] if len(meant) == 1 else None


@cache
def _choices() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for english, words in _table()["choices"].items():
        for word in words:
            found.setdefault(plain(word), set()).add(plain(english))
    return {word: frozenset(meant) for word, meant in found.items()}

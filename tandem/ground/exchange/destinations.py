"""Which register each table of a file is meant for, by the name of the table and by what its columns mean."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from math import log

from tandem.ground.exchange import columns, translations
from tandem.ground.exchange.mapping import Target, plain
from tandem.ground.exchange.promises import pointed_at
from tandem.ground.exchange.reading import Sheet
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register

ENDING = re.compile(r"\.[a-z]{3,6}$", re.IGNORECASE)
NAMED = 4.0  # what the name of a table weighs, in columns that only few registers have …
WHOLLY = 1.5  # … and so much more when it is nothing but the name of a register
LEAST = 5.0
AHEAD = 1.25  # so much more must speak for a register than for the next one


@dataclass(frozen=True, slots=True)
class _Known:
    """A register with the words that name it and its fields."""

    register: Register
    names: frozenset[str]
    words: Mapping[str, str]


class Destinations:
    """The registers that an actor may add to, ready to be compared with tables."""

    def __init__(self, actor: Actor) -> None:
        open_to = [register for register in registers.every() if permissions.may_create(actor, register)]
        self._known = [_known(register) for register in open_to]
        self._spread = Counter(chain.from_iterable(known.words for known in self._known))

    def likeliest(self, sheet: Sheet) -> Register | None:
        """The register that a table is clearly meant for; None when that must be asked."""
        scored = sorted(((self._weight(known, sheet), known) for known in self._known), key=lambda pair: -pair[0])
        (best, known), second = scored[0], scored[1][0]
        return known.register if best >= LEAST and best >= second * AHEAD else None

    def _weight(self, known: _Known, sheet: Sheet) -> float:
        heads = {plain(header) for header in sheet.headers}
        fields = {known.words[head]: self._rarity(head) for head in heads if head in known.words}
        return sum(fields.values()) + NAMED * _called(_bare(sheet.name), known.names)

    def _rarity(self, word: str) -> float:
        return log(1 + len(self._known) / self._spread[word]) / 2


def _known(register: Register) -> _Known:
    names = {str(register.title), str(register.singular), register.key, *translations.tables(register.key)}
    words: dict[str, str] = {}
    for target in columns.fixed_targets(register):
        for word in _words(target):
            words.setdefault(plain(word), target.name)
    return _Known(register, frozenset(map(plain, names)), words)


def _words(target: Target) -> tuple[str, ...]:
    return (target.name, target.label, *(synonym for synonym in target.synonyms if " + " not in synonym))


def _bare(name: str) -> str:
    """What a table is called, without the file and folder of an archive that it lies in."""
    file, _sign, sheet = name.rpartition(": ")
    return sheet if file else ENDING.sub("", name.rpartition("/")[2])


def _called(name: str, known: frozenset[str]) -> float:
    """How far a table is called like a register: wholly, or by so much of a title such as “Risk register 2026”."""
    words = [word for word in plain(name).split() if not word.isdigit()]
    if " ".join(words) in known:
        return WHOLLY
    said = f" {' '.join(words)} "
    within = [len(names.split()) for names in known if len(names) > 3 and f" {names} " in said]
    return max(within, default=0) / len(words) if words else 0.0


def in_order(parts: Sequence[tuple[Register, Mapping[int, str]]]) -> list[int]:
    """The places of parts, each after those that it names; as they stand where they name each other."""
    models = [register.model for register, _mapping in parts]
    needs = {
        place: {
            other
            for other, model in enumerate(models)
            if other != place and model is not register.model and model in pointed_at(register, mapping.values())
        }
        for place, (register, mapping) in enumerate(parts)
    }
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError:
        return list(range(len(parts)))

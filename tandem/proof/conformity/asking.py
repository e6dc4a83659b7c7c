"""Which checks an organization with certain standards is asked, and which of their parts count for which standard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tandem.proof.conformity.declarations import Check, Part
from tandem.proof.conformity.library import Library

MOST: Final = 16  # combinations of libraries and standards that are kept
Ground = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One check as it is asked here: the parts that count for any adopted standard, and whose they are."""

    check: Check
    parts: tuple[Part, ...]
    standards: tuple[str, ...]
    ages: bool

    def parts_for(self, standard: str) -> tuple[Part, ...]:
        """The parts that this standard asks for; those of another one are absent."""
        return tuple(part for part in self.parts if part.standard in ("", standard))

    def ground(self, digest: str, day: Ground) -> Ground:
        """What its findings rest on beside the records; the `day` counts where time alone can change them."""
        return (digest, self.standards, day if self.ages else None)


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that is asked, by key; which keys a register touches; which checks serve each requirement.

    `partly` are, by standard, the checks of which it asks for some parts only.
    """

    digest: str
    adopted: tuple[str, ...]
    asked: Mapping[str, Asked]
    touching: Mapping[str, frozenset[str]]
    serving: Mapping[str, Sequence[str]]
    partly: Mapping[str, Sequence[str]]


_made: dict[tuple[str, tuple[str, ...]], Asking] = {}


def asking(library: Library, adopted: tuple[str, ...]) -> Asking:
    """What an organization with these standards is asked by a library."""
    place = (library.digest, adopted)
    if place not in _made:
        if len(_made) >= MOST:
            _made.clear()
        _made[place] = _make(library, adopted)
    return _made[place]


def _make(library: Library, adopted: tuple[str, ...]) -> Asking:
    asked = {check.key: _asked(check, adopted) for check in library.serving(frozenset(adopted))}
    touching: dict[str, set[str]] = {}
    serving: dict[str, list[str]] = {}
    for key, one in asked.items():
        for register in frozenset[str]().union(*(part.measure.registers for part in one.parts)):
            touching.setdefault(register, set()).add(key)
        for requirement in one.check.serves:
            standard = requirement.partition("/")[0]
            if standard in adopted and (one.check.answer is None or one.parts_for(standard)):
                serving.setdefault(requirement, []).append(key)
    touched = {register: frozenset(keys) for register, keys in touching.items()}
    partly = {standard: [key for key, one in asked.items() if _asks_partly(one, standard)] for standard in adopted}
    return Asking(library.digest, adopted, asked, touched, serving, partly)


def _asks_partly(asked: Asked, standard: str) -> bool:
    return standard in asked.standards and 0 < len(asked.parts_for(standard)) < len(asked.parts)


def _asked(check: Check, adopted: tuple[str, ...]) -> Asked:
    parts = check.answer.parts if check.answer else ()
    counting = tuple(part for part in parts if not part.standard or part.standard in adopted)
    standards = tuple(standard for standard in adopted if standard in check.standards)
    return Asked(check, counting, standards, any(part.measure.ages for part in counting))

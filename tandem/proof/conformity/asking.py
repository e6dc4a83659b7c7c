"""Which checks an organization with certain standards is asked, and which of their parts count for which standard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tandem.direction.scope.rules import current
from tandem.proof.conformity.declarations import Check, Part
from tandem.proof.conformity.editions import Origin, Origins, origins
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
        """The parts that this standard asks for, in whichever edition; those of another one are absent."""
        return tuple(part for part in self.parts if part.standard in ("", current(standard)))

    def ground(self, digest: str, day: Ground) -> Ground:
        """What its findings rest on beside the records; the `day` counts where time alone can change them."""
        return (digest, self.standards, day if self.ages else None)


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that is asked, by key; which keys a register touches; which checks serve each requirement.

    `partly` are, by standard, the checks of which it asks for some parts only. `origins` are, by requirement of an
    earlier edition, those that followed it, and `derived` the checks among its own that it has from them.
    """

    digest: str
    adopted: tuple[str, ...]
    asked: Mapping[str, Asked]
    touching: Mapping[str, frozenset[str]]
    serving: Mapping[str, Sequence[str]]
    partly: Mapping[str, Sequence[str]]
    origins: Origins
    derived: Mapping[str, frozenset[str]]


_made: dict[tuple[str, tuple[str, ...], Ground], Asking] = {}


def asking(library: Library, adopted: tuple[str, ...]) -> Asking:
    """What an organization with these standards is asked by a library."""
    followed = origins(adopted)
    place = (library.digest, adopted, tuple(followed.items()))
    if place not in _made:
        if len(_made) >= MOST:
            _made.clear()
        _made[place] = _make(library, adopted, followed)
    return _made[place]


def _make(library: Library, adopted: tuple[str, ...], followed: Origins) -> Asking:
    later = frozenset(key for origin in followed.values() for key in origin.requirements)
    asked = {check.key: _asked(check, adopted) for check in _serving(library, adopted, later)}
    touching: dict[str, set[str]] = {}
    serving: dict[str, list[str]] = {}
    for key, entry in asked.items():
        for register in frozenset[str]().union(*(part.measure.registers for part in entry.parts)):
            touching.setdefault(register, set()).add(key)
        for requirement in entry.check.serves:
            standard = requirement.partition("/")[0]
            is_asked = standard in adopted or requirement in later
            if is_asked and (entry.check.answer is None or entry.parts_for(standard)):
                serving.setdefault(requirement, []).append(key)
    derived = {key: _of_later(origin, serving) for key, origin in followed.items()}
    for key, checks in derived.items():
        serving[key] = [*serving.get(key, ()), *checks]
    touched = {register: frozenset(keys) for register, keys in touching.items()}
    partly = {standard: [key for key, entry in asked.items() if _asks_partly(entry, standard)] for standard in adopted}
    taken = {key: frozenset(checks) for key, checks in derived.items()}
    return Asking(library.digest, adopted, asked, touched, serving, partly, followed, taken)


def _of_later(origin: Origin, serving: Mapping[str, Sequence[str]]) -> list[str]:
    """The checks of what followed a requirement, each once."""
    return list(dict.fromkeys(check for requirement in origin.requirements for check in serving.get(requirement, ())))


def _serving(library: Library, adopted: tuple[str, ...], later: frozenset[str]) -> list[Check]:
    wanted = frozenset(adopted)
    return [check for check in library.checks if check.standards & wanted or not later.isdisjoint(check.serves)]


def _asks_partly(asked: Asked, standard: str) -> bool:
    return standard in asked.standards and 0 < len(asked.parts_for(standard)) < len(asked.parts)


def _asked(check: Check, adopted: tuple[str, ...]) -> Asked:
    parts = check.answer.parts if check.answer else ()
    wanted = {current(standard) for standard in adopted}
    counting = tuple(part for part in parts if not part.standard or part.standard in wanted)
    standards = tuple(
        edition for edition in adopted if edition in check.standards or current(edition) in check.standards
    )
    return Asked(check, counting, standards, any(part.measure.ages for part in counting))

"""How one record stands in one measure: good, too old, too little to judge, or bad."""

from collections.abc import Container, Mapping
from typing import Protocol

from tandem.ground.kernel.substance import NOTHING, Substance
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.declarations import Measure

GOOD, OLD, THIN, BAD = "good", "old", "thin", "bad"


class Records(Protocol):
    """Where the states of other records, their files and what is empty on them come from."""

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them."""

    def with_files(self, register: str) -> Container[int]:
        """Primary keys of the records of a register that a file hangs on."""

    def substance(self, register: str) -> Substance:
        """What counts as empty in a register."""


class Emptied:
    """The same records without the texts that say nothing."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._states: dict[str, Mapping[int, State]] = {}

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields, those that count as empty taken out."""
        if register not in self._states:
            empty = self.records.substance(register).void
            held = self.records.states(register)
            self._states[register] = {pk: emptied(state, empty.get(pk, NOTHING)) for pk, state in held.items()}
        return self._states[register]

    def with_files(self, register: str) -> Container[int]:
        """As they are."""
        return self.records.with_files(register)


def emptied(state: State, names: frozenset[str]) -> State:
    """A record's fields without the texts that say nothing."""
    return {**state, **dict.fromkeys(names, "")} if names else state


class Standings:
    """Tells how records stand in measures, by their states."""

    def __init__(self, raw: PredicateCompiler, emptied: PredicateCompiler) -> None:
        self.raw = raw
        self.emptied = emptied

    def of(self, measure: Measure, headline: str) -> "Standing":
        """How records stand in this measure; `headline` is the field that names them."""
        return Standing(measure, headline, self.raw, self.emptied)


class Standing:
    """How records stand in one measure."""

    def __init__(
        self, measure: Measure, headline: str, raw: PredicateCompiler, emptied_compiler: PredicateCompiler
    ) -> None:
        self.headline = headline
        self.asks_others = bool(measure.texts_of_others)
        self.matches = raw.predicate(measure.where)
        self.enough = raw.predicate(measure.enough)
        self.must = raw.predicate(measure.must)
        self.really = emptied_compiler.predicate(measure.must)
        self.is_old = raw.predicate(measure.is_old)

    def __call__(self, state: State | None, empty: frozenset[str]) -> str:
        """One of good, old, thin and bad; nothing when the record is not looked at. `empty` says nothing on it."""
        standing = self.plainly(state)
        return THIN if state is not None and standing in (GOOD, OLD) and self._lacks(state, empty) else standing

    def plainly(self, state: State | None) -> str:
        """How the record stands as long as no text counts as empty."""
        if state is None or not self.matches(state):
            return ""
        if not self.enough(state):
            return BAD
        if not self.must(state):
            return THIN
        return OLD if self.is_old(state) else GOOD

    def _lacks(self, state: State, empty: frozenset[str]) -> bool:
        """Whether the record no longer holds once the texts that say nothing are taken out."""
        return self.headline in empty or ((bool(empty) or self.asks_others) and not self.really(emptied(state, empty)))


def identified(pk: int, state: Mapping[str, object]) -> State:
    """A record's fields with its primary key among them."""
    return {**state, IDENTITY: pk}

"""Taking measures over what the ledger knew at a time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo

from tandem.ground.kernel.substance import NOTHING, Substance, substance_of
from tandem.ground.ledger.models import Entry
from tandem.ground.ledger.states import states_as_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.brought import GIVEN, unconfirmed
from tandem.proof.conformity.conditions import FILES
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.live import pinned
from tandem.proof.conformity.present import HAPPENINGS, MOST_READ, Wanted, declared
from tandem.proof.conformity.standing import GOOD, OLD, THIN, Emptied, Standings
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of

Reader = Callable[[int, str, datetime], Iterable[tuple[int, dict[str, object]]]]


class PastSource:
    """The records of an organization as known at a time."""

    def __init__(
        self,
        organization_id: int,
        known: datetime,
        today: date,
        zone: tzinfo,
        wanted: Wanted,
        read: Reader = states_as_of,
    ) -> None:
        self.organization_id = organization_id
        self.known = known
        self.wanted = wanted
        self._read = read
        self._registers: dict[str, dict[int, State]] = {}
        self._groups: dict[tuple[str, str], Mapping[object, list[State]]] = {}
        self._substances: dict[str, Substance] = {}
        self._files: dict[str, frozenset[str]] | None = None
        self.compiler = PredicateCompiler(today, zone, self)
        self.standings = Standings(self.compiler, PredicateCompiler(today, zone, Emptied(self)))

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them, in the order of the keys."""
        if register not in self._registers:
            told = self._read(self.organization_id, register, self.known)
            self._registers[register] = {pk: _identified(pk, state) for pk, state in told}
        return self._registers[register]

    def with_files(self, register: str) -> Collection[int]:
        """Primary keys of the records of a register that a file hung on."""
        references = self.files().get(register, frozenset())
        return {pk for pk, state in self.states(register).items() if state["reference"] in references}

    def files(self) -> dict[str, frozenset[str]]:
        """References of the records with files, by register."""
        if self._files is None:
            found: dict[str, set[str]] = {}
            held = {pk: state["on"] for pk, state in self.states(FILES).items() if state.get("on")}
            entries = Entry.objects.filter(
                organization_id=self.organization_id, register=FILES, record_id__in=held, recorded_at__lte=self.known
            )
            for pk, reference in entries.values_list("record_id", "reference"):
                found.setdefault(held[pk], set()).add(reference)
            self._files = {register: frozenset(references) for register, references in found.items()}
        return self._files

    def substance(self, register: str) -> Substance:
        """What counted as empty in a register."""
        if register not in self._substances:
            names = self.wanted.get(register, ())
            newest = sorted(self.states(register).items(), reverse=True)[:MOST_READ] if names else []
            texts = [(pk, {name: state.get(name) or "" for name in names}) for pk, state in newest]
            whole = substance_of(texts, may_repeat=register in HAPPENINGS)
            brought = unconfirmed(self.organization_id, register, known=self.known)
            self._substances[register] = replace(whole, brought=brought, given=GIVEN)
        return self._substances[register]

    def tallies(self, measures: Iterable[Measure]) -> dict[Measure, Tally]:
        """What each measure finds."""
        return {measure: self._tally(measure) for measure in dict.fromkeys(measures)}

    def _tally(self, measure: Measure) -> Tally:
        standing = self.standings.of(measure, declared(measure.register).headline)
        empty = self.substance(measure.register).void
        well: list[State] = []
        others: list[State] = []
        counts = {OLD: 0, THIN: 0}
        for state in self._candidates(measure):
            stands = standing(state, empty.get(state[IDENTITY], NOTHING))
            if stands:
                (well if stands == GOOD else others).append(state)
            if stands in counts:
                counts[stands] += 1
        return Tally(
            good=len(well),
            old=counts[OLD],
            thin=counts[THIN],
            bad=len(others) - sum(counts.values()),
            kept=len(self.states(measure.register)),
            evidence=_items(measure.register, well),
            offenders=_items(measure.register, others),
        )

    def _candidates(self, measure: Measure) -> Iterable[State]:
        """The states that can match: those with the value the measure asks for, where it asks for a single one."""
        for name, values in pinned(measure.where):
            if len(values) == 1:
                return self._grouped(measure.register, name).get(values[0], ())
        return self.states(measure.register).values()

    def _grouped(self, register: str, name: str) -> Mapping[object, list[State]]:
        if (register, name) not in self._groups:
            groups: dict[object, list[State]] = {}
            for state in self.states(register).values():
                groups.setdefault(state.get(name), []).append(state)
            self._groups[register, name] = groups
        return self._groups[register, name]


def _identified(pk: int, state: dict[str, object]) -> State:
    state[IDENTITY] = pk
    return state


def _items(register: str, states: list[State]) -> tuple[Item, ...]:
    headline = declared(register).headline
    newest = states[: -MOST_ITEMS - 1 : -1]
    return tuple(Item(register, state[IDENTITY], state["reference"], title_of(state.get(headline))) for state in newest)

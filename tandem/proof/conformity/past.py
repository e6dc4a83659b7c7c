"""Taking measures over what the ledger knew at a time."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo

from tandem.ground.ledger.states import states_as_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.live import declared, pinned
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of

Reader = Callable[[int, str, datetime], Iterable[tuple[int, dict[str, object]]]]


class PastSource:
    """The records of an organization as known at a time."""

    def __init__(
        self, organization_id: int, known: datetime, today: date, zone: tzinfo, read: Reader = states_as_of
    ) -> None:
        self.organization_id = organization_id
        self.known = known
        self._read = read
        self._registers: dict[str, dict[int, State]] = {}
        self._groups: dict[tuple[str, str], Mapping[object, list[State]]] = {}
        self.compiler = PredicateCompiler(today, zone, self)

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them, in the order of the keys."""
        if register not in self._registers:
            told = self._read(self.organization_id, register, self.known)
            self._registers[register] = {pk: _identified(pk, state) for pk, state in told}
        return self._registers[register]

    def tallies(self, measures: Iterable[Measure]) -> dict[Measure, Tally]:
        """What each measure finds."""
        return {measure: self._tally(measure) for measure in dict.fromkeys(measures)}

    def _tally(self, measure: Measure) -> Tally:
        matches, good, old = (
            self.compiler.predicate(condition) for condition in (measure.where, measure.good, measure.old)
        )
        states = self.states(measure.register)
        looked_at = [state for state in self._candidates(measure) if matches(state)]
        well = [state for state in looked_at if good(state)]
        others = [state for state in looked_at if not good(state)] if len(well) < len(looked_at) else []
        stale = sum(1 for state in others if old(state))
        return Tally(
            len(well),
            stale,
            len(others) - stale,
            len(states),
            _items(measure.register, well),
            _items(measure.register, others),
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

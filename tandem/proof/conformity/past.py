"""Taking measures over what the ledger knew at a time."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo

from tandem.ground.ledger.states import states_as_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.live import declared
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
        self.compiler = PredicateCompiler(today, zone, self)

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them, in the order of the keys."""
        if register not in self._registers:
            told = self._read(self.organization_id, register, self.known)
            self._registers[register] = {pk: state | {IDENTITY: pk} for pk, state in told}
        return self._registers[register]

    def tallies(self, measures: Iterable[Measure]) -> dict[Measure, Tally]:
        """What each measure finds."""
        return {measure: self._tally(measure) for measure in dict.fromkeys(measures)}

    def _tally(self, measure: Measure) -> Tally:
        matches, good, old = (
            self.compiler.predicate(condition) for condition in (measure.where, measure.good, measure.old)
        )
        states = self.states(measure.register)
        looked_at = [state for state in states.values() if matches(state)]
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


def _items(register: str, states: list[State]) -> tuple[Item, ...]:
    headline = declared(register).headline
    newest = states[: -MOST_ITEMS - 1 : -1]
    return tuple(Item(register, state[IDENTITY], state["reference"], title_of(state.get(headline))) for state in newest)

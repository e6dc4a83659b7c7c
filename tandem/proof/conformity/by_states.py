"""Taking measures by the states of records: of a past day, and of registers that keep few records."""

from collections.abc import Iterable, Mapping

from tandem.ground.kernel.substance import NOTHING
from tandem.proof.conformity.as_predicate import IDENTITY, State
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.pinning import pinned
from tandem.proof.conformity.present import declared
from tandem.proof.conformity.standing import GOOD, OLD, THIN, Records, Standings
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of


class ByStates:
    """Takes measures over one source of records."""

    def __init__(self, records: Records, standings: Standings) -> None:
        self.records = records
        self.standings = standings
        self._groups: dict[tuple[str, str], Mapping[object, list[State]]] = {}

    def tally(self, measure: Measure) -> Tally:
        """What a measure finds."""
        standing = self.standings.of(measure, declared(measure.register).headline)
        empty = self.records.substance(measure.register).void
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
            kept=len(self.records.states(measure.register)),
            evidence=_items(measure.register, well),
            offenders=_items(measure.register, others),
        )

    def _candidates(self, measure: Measure) -> Iterable[State]:
        """The states that can match: those with the value the measure asks for, where it asks for a single one."""
        for name, values in pinned(measure.where):
            if len(values) == 1:
                return self._grouped(measure.register, name).get(values[0], ())
        return self.records.states(measure.register).values()

    def _grouped(self, register: str, name: str) -> Mapping[object, list[State]]:
        if (register, name) not in self._groups:
            groups: dict[object, list[State]] = {}
            for state in self.records.states(register).values():
                groups.setdefault(state.get(name), []).append(state)
            self._groups[register, name] = groups
        return self._groups[register, name]


def _items(register: str, states: list[State]) -> tuple[Item, ...]:
    headline = declared(register).headline
    newest = states[: -MOST_ITEMS - 1 : -1]
    return tuple(Item(register, state[IDENTITY], state["reference"], title_of(state.get(headline))) for state in newest)

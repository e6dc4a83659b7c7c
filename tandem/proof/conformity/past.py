"""Taking measures over what the ledger knew at a time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from tandem.ground.kernel import registers
from tandem.ground.kernel.files import ATTACHMENTS
from tandem.ground.kernel.substance import NOTHING_BROUGHT, Substance, substance_of
from tandem.ground.ledger.states import states_as_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.brought import GIVEN, Unconfirmed, unconfirmed_then
from tandem.proof.conformity.by_states import ByStates
from tandem.proof.conformity.common import known_to_all
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.held import Row, rows_then
from tandem.proof.conformity.how_often.rules import grace_then
from tandem.proof.conformity.present import HAPPENINGS, MOST_READ
from tandem.proof.conformity.standing import Emptied, Standings
from tandem.proof.conformity.tallies import Tally
from tandem.proof.conformity.vocabulary import Wanted

Reader = Callable[[int, str, datetime], Iterable[tuple[int, dict[str, object]]]]


@dataclass(frozen=True, slots=True)
class Hung:
    """A file that hung on a record: since when, its bytes, and what its content is known by."""

    register: str
    record_id: int
    since: date
    size: int
    content: str


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
        self._substances: dict[str, Substance] = {}
        self._common = known_to_all()
        self._files: list[Hung] | None = None
        self._unconfirmed: Unconfirmed | None = None
        self.grace = grace_then(self.states("planned-intervals").values())
        self.compiler = PredicateCompiler(today, zone, self, self.grace)
        self.standings = Standings(self.compiler, PredicateCompiler(today, zone, Emptied(self), self.grace))
        self.by_states = ByStates(self, self.standings)

    def states(self, register: str) -> Mapping[int, State]:
        """Every record's fields by primary key, `IDENTITY` among them, in the order of the keys."""
        if register not in self._registers:
            rows = self._read(self.organization_id, register, self.known)
            self._registers[register] = {pk: _identified(pk, state) for pk, state in rows}
        return self._registers[register]

    def with_files(self, register: str) -> Collection[int]:
        """Primary keys of the records of a register that a file hung on."""
        if self._files is None:
            rows = rows_then(self.organization_id, ATTACHMENTS, self.known)
            self._files = [self._hung(row) for row in rows]
        return {file.record_id for file in self._files if file.register == register}

    def _hung(self, row: Row) -> Hung:
        fields = row.state
        return Hung(*self.place(row), row.since, int(fields.get("size") or 0), str(fields.get("sha256") or ""))

    def files(self) -> list[Hung]:
        """Each file that hung on a record."""
        self.with_files("")
        return self._files or []

    def place(self, row: Row) -> tuple[str, int]:
        """Register and key of the record that a row hung on; former releases told its reference alone."""
        register = str(row.state.get("register", ""))
        return register, row.state.get("record_id") or self.record_id(register, row.reference)

    def record_id(self, register: str, reference: str) -> int:
        """The record of this reference; 0 for none."""
        if not registers.find(register):
            return 0
        return next((pk for pk, state in self.states(register).items() if state["reference"] == reference), 0)

    def substance(self, register: str) -> Substance:
        """What counted as empty in a register."""
        if register not in self._substances:
            names = self.wanted.get(register, ())
            newest = sorted(self.states(register).items(), reverse=True)[:MOST_READ] if names else []
            texts = [(pk, {name: state.get(name) or "" for name in names}) for pk, state in newest]
            whole = substance_of(texts, may_repeat=register in HAPPENINGS, known=self._common)
            if self._unconfirmed is None:
                self._unconfirmed = unconfirmed_then(self.known)
            brought = self._unconfirmed.get(register, NOTHING_BROUGHT)
            self._substances[register] = replace(whole, brought=brought, given=GIVEN)
        return self._substances[register]

    def tallies(self, measures: Iterable[Measure]) -> dict[Measure, Tally]:
        """What each measure finds."""
        return {measure: self.by_states.tally(measure) for measure in dict.fromkeys(measures)}


def _identified(pk: int, state: dict[str, object]) -> State:
    state[IDENTITY] = pk
    return state

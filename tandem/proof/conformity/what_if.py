"""What conformity would come to if some records were otherwise or gone; nothing is written."""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from tandem.direction.scope import rules as scope
from tandem.ground.kernel.tenancy import organization_active
from tandem.proof.conformity import decisions
from tandem.proof.conformity.as_predicate import PredicateCompiler, State
from tandem.proof.conformity.asking import asking
from tandem.proof.conformity.by_states import ByStates
from tandem.proof.conformity.declarations import Mode
from tandem.proof.conformity.engine import evaluate_with_findings
from tandem.proof.conformity.library import Library, library
from tandem.proof.conformity.making import Found, Made, Maker
from tandem.proof.conformity.outline import outline
from tandem.proof.conformity.present import Present
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.standing import Emptied, Standings

Supposition = Mapping[
    str, Mapping[int, Mapping[str, Any] | None]
]  # by register and key; None for a record that is gone


class _Supposed(Present):
    """The records as they would be."""

    def __init__(self, lib: Library, supposed: Supposition) -> None:
        super().__init__(lib.wanted)
        self.supposed = supposed

    def states(self, register: str) -> Mapping[int, State]:
        held = super().states(register)
        others = self.supposed.get(register, {})
        if not others:
            return held
        states: dict[int, State] = {}
        for pk, state in held.items():
            values = others.get(pk, {})
            if values is not None:
                states[pk] = {**state, **values}
        return states


def compare(organization_id: int, supposed: Supposition, *, today: date, zone: tzinfo) -> tuple[Report, Report]:
    """Conformity of an organization as it is and as it would be; only what looks at such records is worked out anew."""
    with organization_active(organization_id):
        before, as_it_is = evaluate_with_findings(organization_id, today=today, zone=zone)
        lib, adopted = library(), scope.adopted()
        wanted = asking(lib, adopted)
        touched = frozenset[str]().union(*(wanted.touching.get(key, ()) for key in supposed))
        records = _Supposed(lib, supposed)
        standings = Standings(PredicateCompiler(today, zone, records), PredicateCompiler(today, zone, Emptied(records)))
        taken = ByStates(records, standings)
        findings = {key: _again(finding, taken) if key in touched else finding for key, finding in as_it_is.items()}
        decided = decisions.live(today, adopted, asks_work=True)
        outlines = {key: outline(key) for key in adopted}
        after = Maker(wanted, findings, decided, Made()).report(organization_id, today, None, outlines)
        return before, after


def _again(tallied: Found, taken: ByStates) -> Found:
    """The parts of a check taken anew; those by grades of controls stay as they are."""
    return [(part, tally if part.mode is Mode.GRADED else taken.tally(part.measure)) for part, tally in tallied]

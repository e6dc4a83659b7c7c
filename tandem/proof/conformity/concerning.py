"""Which checks look at one record at all."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any as Anything

from tandem.ground.kernel import clock
from tandem.ground.kernel.values import state_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.conditions import other_registers
from tandem.proof.conformity.declarations import Check


class _Alone:
    """A source that knows no other records."""

    def states(self, register: str) -> Mapping[int, State]:
        """Nothing."""
        return {}

    def with_files(self, register: str) -> frozenset[int]:
        """None."""
        return frozenset()


def concerning(register: str, record: Anything, checks: Iterable[Check]) -> list[Check]:
    """Those of the checks that look at this record; a condition on other records is taken to hold."""
    compiler = PredicateCompiler(clock.today(UTC), UTC, _Alone())
    state = state_of(record) | {IDENTITY: record.pk}
    return [
        check
        for check in checks
        for parts in [check.answer.parts if check.answer else ()]
        if any(
            part.measure.register == register
            and (other_registers(part.measure.where) or compiler.predicate(part.measure.where)(state))
            for part in parts
        )
    ]

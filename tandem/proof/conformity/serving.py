"""What one record is evidence for: the checks that look at it, and how it stands in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, Final

from django.db.models import Q

from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import state_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler, State
from tandem.proof.conformity.declarations import Check, Part
from tandem.proof.conformity.how_often.rules import grace_now
from tandem.proof.conformity.library import library
from tandem.proof.conformity.present import declared
from tandem.proof.conformity.standing import BAD, GOOD, OLD, THIN, Standings
from tandem.proof.conformity.vocabulary import Result, worst_of

RESULT_OF: Final = {GOOD: Result.MET, OLD: Result.STALE, THIN: Result.THIN, BAD: Result.NOT_MET}


@dataclass(frozen=True, slots=True)
class Serves:
    """That a check looks at a record: the requirements it serves, and how the record stands (met, stale, not met)."""

    check: Check
    requirements: tuple[str, ...]
    standing: Result


def serves(register: Register, record: Record, *, today: date, zone: tzinfo, standards: Sequence[str]) -> list[Serves]:
    """Every check of these standards that looks at a record of the active organization, in the library's order."""
    state = _state(record)
    compiler = PredicateCompiler(today, zone, _Around(register, record), grace_now())
    standings = Standings(compiler, compiler)
    served = []
    for check in library().serving(frozenset(standards)):
        results = [_standing(part, standings, state) for part in _parts(check, register, standards)]
        outcomes = [standing for standing in results if standing is not None]
        if outcomes:
            asked = tuple(key for key in check.serves if key.partition("/")[0] in standards)
            served.append(Serves(check, asked, worst_of(outcomes, Result.MET)))
    return served


def _parts(check: Check, register: Register, standards: Sequence[str]) -> Iterator[Part]:
    for part in check.answer.parts if check.answer else ():
        if part.measure.register == register.key and (not part.standard or part.standard in standards):
            yield part


def _standing(part: Part, standings: Standings, state: State) -> Result | None:
    """How a record stands in one part of a check; None when it is not looked at."""
    standing = standings.of(part.measure, declared(part.measure.register).headline)
    return RESULT_OF.get(standing.plainly(state))


class _Around:
    """The records around one: those it points to, and those that point to it."""

    def __init__(self, register: Register, record: Record) -> None:
        self.model = register.model
        self.record = record
        self._near: dict[str, Mapping[int, State]] = {}

    def states(self, register: str) -> Mapping[int, State]:
        if register not in self._near:
            model = declared(register).model
            records = model.objects.filter(self._pointed_to(model) | self._pointing(model))
            self._near[register] = {record.pk: _state(record) for record in records}
        return self._near[register]

    def with_files(self, register: str) -> set[int]:
        files = Attachment.objects.filter(register=register)
        return set(files.values_list("record_id", flat=True))

    def _pointed_to(self, model: type[Record]) -> Q:
        links = [field for field in self.model._meta.concrete_fields if table.of(field).name == "record"]
        keys = {getattr(self.record, field.attname) for field in links if field.related_model is model}
        return Q(pk__in=keys - {None})

    def _pointing(self, model: type[Record]) -> Q:
        links = [field for field in model._meta.concrete_fields if table.of(field).name == "record"]
        pointing = Q(pk__in=[])
        for field in links:
            if field.related_model is self.model:
                pointing |= Q(**{field.name: self.record.pk})
        return pointing


def _state(record: Record) -> dict[str, Any]:
    return state_of(record) | {IDENTITY: record.pk}

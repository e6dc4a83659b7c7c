"""Taking measures in the database: counts in one query per register, or one per measure where an index narrows it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, tzinfo
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.substance import NOTHING
from tandem.ground.kernel.values import state_of
from tandem.proof.conformity.as_predicate import IDENTITY, PredicateCompiler
from tandem.proof.conformity.as_query import QueryCompiler
from tandem.proof.conformity.by_states import ByStates
from tandem.proof.conformity.conditions import FILES, Any, Condition, Not
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.pinning import pinned
from tandem.proof.conformity.present import Present, declared
from tandem.proof.conformity.standing import OLD, THIN, Emptied, Standings
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of

FEW = 300  # records of a register that are read at once
SELECTIVE = 8  # an index pays when a condition picks less than an eighth of a field's choices


class Counts(NamedTuple):
    """How many records stand how."""

    good: int = 0
    old: int = 0
    thin: int = 0
    bad: int = 0


class LiveSource:
    """The records of the active organization as they are."""

    def __init__(self, today: date, zone: tzinfo, records: Present, grace: Mapping[str, int]) -> None:
        self.compiler = QueryCompiler(today, zone, grace)
        self.records = records
        self.standings = Standings(
            PredicateCompiler(today, zone, records, grace), PredicateCompiler(today, zone, Emptied(records), grace)
        )
        self.by_states = ByStates(records, self.standings)
        self._kept: dict[str, int] = {}

    def kept(self, register: str) -> int:
        """How many records a register keeps."""
        if register not in self._kept:
            self._kept[register] = declared(register).model.objects.count()
        return self._kept[register]

    def tallies(self, measures: Iterable[Measure]) -> dict[Measure, Tally]:
        """What each measure finds."""
        together: dict[str, list[Measure]] = defaultdict(list)
        counted: dict[Measure, Counts] = {}
        tallied: dict[Measure, Tally] = {}
        for measure in dict.fromkeys(measures):
            self.records.look_at(measure.register, is_empty=self.kept(measure.register) == 0)
            if self.kept(measure.register) == 0:
                counted[measure] = Counts()
            elif self._are_few(measure):
                tallied[measure] = self.by_states.tally(measure)
            elif is_selective(declared(measure.register), measure.where):
                counted |= self._count(measure.register, [measure], self._query(measure.where))
            else:
                together[measure.register].append(measure)
        for register, several in together.items():
            counted |= self._count(register, several, Q())
        return tallied | {measure: self._tally(measure, counts) for measure, counts in counted.items()}

    def offending(self, measure: Measure) -> Q:
        """Every record that a measure looks at and does not find good."""
        self.records.look_at(measure.register, is_empty=False)
        wrong = self._query(Not(measure.good)) | _among(self._saying_too_little(measure))
        return self._query(measure.where) & wrong

    def _are_few(self, measure: Measure) -> bool:
        """Whether reading all records that a measure rests on is quicker than asking the database in many words."""
        return all(self.kept(register) <= FEW for register in measure.registers - {FILES})

    def _count(self, register: str, measures: list[Measure], narrowed: Q) -> dict[Measure, Counts]:
        wanted = {}
        for number, measure in enumerate(measures):
            where = Q() if narrowed else self._query(measure.where)
            for name in Counts._fields:
                condition: Condition = getattr(measure, name)
                if condition != Any():
                    wanted[f"{name}_{number}"] = Count("pk", filter=(where & self._query(condition)) or Q(pk__gt=0))
        counted = declared(register).model.objects.filter(narrowed).aggregate(**wanted)
        return {
            measure: Counts(*(counted.get(f"{name}_{number}", 0) for name in Counts._fields))
            for number, measure in enumerate(measures)
        }

    def _tally(self, measure: Measure, counts: Counts) -> Tally:
        empty = self._saying_too_little(measure) if counts.good or counts.old else {}
        good = counts.good - sum(1 for standing in empty.values() if standing != OLD)
        old = counts.old - sum(1 for standing in empty.values() if standing == OLD)
        offending = old or counts.thin or empty or counts.bad
        return Tally(
            good=good,
            old=old,
            thin=counts.thin + len(empty),
            bad=counts.bad,
            kept=self.kept(measure.register),
            evidence=self._items(measure, self._query(measure.good) & ~_among(empty)) if good else (),
            offenders=self._items(measure, self._query(Not(measure.good)) | _among(empty)) if offending else (),
        )

    def _saying_too_little(self, measure: Measure) -> dict[int, str]:
        """Records that would be good or old if their texts said something, with which of both."""
        register = declared(measure.register)
        suspects = self._with_empty_texts(measure, register)
        if not suspects:
            return {}
        empty = self.records.substance(register.key).void
        standing = self.standings.of(measure, register.headline)
        verdicts = {}
        for record in register.model.objects.filter(pk__in=suspects):
            state = state_of(record) | {IDENTITY: record.pk}
            if standing(state, empty.get(record.pk, NOTHING)) == THIN and (plainly := standing.plainly(state)) != THIN:
                verdicts[record.pk] = plainly
        return verdicts

    def _with_empty_texts(self, measure: Measure, register: Register) -> set[int]:
        own = self.records.substance(register.key)
        wanted = measure.own_texts | {register.headline}
        suspects = {pk for pk, names in own.empty.items() if not wanted.isdisjoint(names)} | own.brought
        for other, through, asked in measure.texts_of_others:
            theirs = self.records.substance(other)
            children = {pk for pk, names in theirs.empty.items() if not asked.isdisjoint(names)} | theirs.brought
            if children:
                pointing = declared(other).model.objects.filter(pk__in=children)
                suspects |= set(pointing.values_list(f"{through}_id", flat=True))
        return suspects

    def _items(self, measure: Measure, condition: Q) -> tuple[Item, ...]:
        register = declared(measure.register)
        records: QuerySet[Any] = register.model.objects.filter(self._query(measure.where) & condition)  # type: ignore[type-var]
        rows = records.order_by("-pk").values_list("pk", "reference", register.headline)[:MOST_ITEMS]
        return tuple(Item(register.key, pk, reference, title_of(title)) for pk, reference, title in rows)

    def _query(self, condition: Condition) -> Q:
        return self.compiler.query(condition)


def _among(record_ids: Collection[int]) -> Q:
    return Q(pk__in=sorted(record_ids))


def is_selective(register: Register, where: Condition) -> bool:
    """Whether an index makes a query of its own cheaper than one pass over the whole register."""
    indexed = {name for index in register.model._meta.indexes for name in index.fields[1:2]}
    return any(
        name in indexed and len(values) * SELECTIVE <= len(list(register.field(name).flatchoices))
        for name, values in pinned(where)
    )

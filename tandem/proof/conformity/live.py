"""Taking measures in the database: counts in one query per register, or one per measure where an index narrows it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, tzinfo

from django.db.models import Count, Q, QuerySet

from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.as_query import QueryCompiler
from tandem.proof.conformity.conditions import All, Any, Compare, Condition, Kind, OneOf, Operator
from tandem.proof.conformity.declarations import Measure
from tandem.proof.conformity.tallies import MOST_ITEMS, Item, Tally, title_of

SELECTIVE = 8  # an index pays when a condition picks less than an eighth of a field's choices


def declared(key: str) -> Register:
    """The register of this key; LookupError for none."""
    register = registers.find(key)
    if register is None:
        raise LookupError(f"There is no register “{key}”.")
    return register


class LiveSource:
    """The records of the active organization as they are."""

    def __init__(self, today: date, zone: tzinfo) -> None:
        self.compiler = QueryCompiler(today, zone)
        self._kept: dict[str, int] = {}

    def kept(self, register: str) -> int:
        """How many records a register keeps."""
        if register not in self._kept:
            self._kept[register] = declared(register).model.objects.count()
        return self._kept[register]

    def tallies(self, measures: Iterable[Measure]) -> dict[Measure, Tally]:
        """What each measure finds."""
        together: dict[str, list[Measure]] = defaultdict(list)
        counted: dict[Measure, tuple[int, int, int]] = {}
        for measure in dict.fromkeys(measures):
            if self.kept(measure.register) == 0:
                counted[measure] = (0, 0, 0)
            elif is_selective(declared(measure.register), measure.where):
                counted |= self._count(measure.register, [measure], self._query(measure.where))
            else:
                together[measure.register].append(measure)
        for register, several in together.items():
            counted |= self._count(register, several, Q())
        return {measure: self._tally(measure, *counts) for measure, counts in counted.items()}

    def _count(self, register: str, measures: list[Measure], narrowed: Q) -> dict[Measure, tuple[int, int, int]]:
        wanted = {}
        for number, measure in enumerate(measures):
            where = Q() if narrowed else self._query(measure.where)
            for name, condition in (("good", measure.good), ("old", measure.old), ("bad", measure.bad)):
                if condition != Any():
                    wanted[f"{name}_{number}"] = Count("pk", filter=(where & self._query(condition)) or Q(pk__gt=0))
        told = declared(register).model.objects.filter(narrowed).aggregate(**wanted)
        return {
            measure: (told[f"good_{number}"], told.get(f"old_{number}", 0), told.get(f"bad_{number}", 0))
            for number, measure in enumerate(measures)
        }

    def _tally(self, measure: Measure, good: int, old: int, bad: int) -> Tally:
        offending = Any((measure.bad, measure.old))
        return Tally(
            good,
            old,
            bad,
            self.kept(measure.register),
            self._items(measure, measure.good) if good else (),
            self._items(measure, offending) if old or bad else (),
        )

    def _items(self, measure: Measure, condition: Condition) -> tuple[Item, ...]:
        register = declared(measure.register)
        found = self._records(register, All((measure.where, condition))).order_by("-pk")
        rows = found.values_list("pk", "reference", register.headline)[:MOST_ITEMS]
        return tuple(Item(register.key, pk, reference, title_of(title)) for pk, reference, title in rows)

    def _records(self, register: Register, condition: Condition) -> "QuerySet[Any]":  # type: ignore[type-var]
        found: QuerySet[Any] = register.model.objects.filter(self._query(condition))  # type: ignore[type-var]
        return found

    def _query(self, condition: Condition) -> Q:
        return self.compiler.query(condition)


def is_selective(register: Register, where: Condition) -> bool:
    """Whether an index makes a query of its own cheaper than one pass over the whole register."""
    indexed = {name for index in register.model._meta.indexes for name in index.fields[1:2]}
    return any(
        name in indexed and len(values) * SELECTIVE <= len(list(register.field(name).flatchoices))
        for name, values in pinned(where)
    )


def pinned(where: Condition) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Fields of the record that a condition holds to a few values, and which."""
    match where:
        case All(parts):
            for part in parts:
                yield from pinned(part)
        case Compare(path, Operator.EQ, str(value)) if not path.hop and path.kind is Kind.TEXT:
            yield path.name, (value,)
        case OneOf(path, values) if not path.hop:
            yield path.name, values

"""All relations of an organization along which a failure spreads, read in few statements and kept while they hold.

Several hundred thousand relations come as one text of numbers each way, which is many times faster than as many rows.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Max,
    Q,
    TextField,
    Value,
    When,
)
from numpy.typing import NDArray

from tandem.ground.kernel.tenancy import active_organization_id
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations.models import ItemRelation

MOST_KEPT = 2
WORTH_KEEPING = 5_000
BESIDE = ("redundant-with", "backs-up")
Array = NDArray[np.int64]
Mask = NDArray[np.bool_]
Partners = Mapping[int, frozenset[int]]
Groups = Mapping[tuple[int, str], frozenset[int]]


class Joined(Aggregate):
    """Numbers of a column as one text, separated by commas."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL joins texts only; a template that is handed over would get in the way of a filter."""
        texts = self.copy()
        texts.template = "STRING_AGG(%(expressions)s::text, ',')"
        return texts.as_sql(compiler, connection, **extra)


SHIFT = 2**31  # keys are below it
PAIR = ExpressionWrapper(
    Case(When(origin="found", then=Value(-1)), default=Value(1)) * (F("dependent_id") * Value(SHIFT) + F("needed_id")),
    BigIntegerField(),
)


@dataclass(frozen=True, eq=False)
class Edges:
    """From each place to others, in rows: those of place p stand in `ends` from `starts[p]` to `starts[p + 1]`."""

    starts: Array
    ends: Array

    @classmethod
    def between(cls, first: Array, second: Array, count: int) -> "Edges":
        """Edges from each of the first to its partner among the second."""
        order = np.argsort(first, kind="stable")
        starts = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(first, minlength=count), out=starts[1:])
        return cls(starts, second[order])

    @classmethod
    def joined(cls, first_edges: "Edges", other: "Edges", count: int) -> "Edges":
        """The edges of both."""
        first = [np.repeat(np.arange(count), np.diff(edges.starts)) for edges in (first_edges, other)]
        return cls.between(np.concatenate(first), np.concatenate([first_edges.ends, other.ends]), count)

    def of(self, place: int) -> Array:
        """Where the edges of one place lead."""
        return self.ends[self.starts[place] : self.starts[place + 1]]

    def of_all(self, places: Array) -> Array:
        """Where the edges of these places lead, one after the other."""
        starts, counts = self.starts[places], self.starts[places + 1] - self.starts[places]
        shifts = np.repeat(starts - np.cumsum(counts) + counts, counts)
        return self.ends[shifts + np.arange(shifts.size)]


class Web:
    """Who needs whom, with the items as places in the order of their keys.

    `stated` and `found` are pairs of dependent and needed that no alternative softens. `alternatives` holds what each
    item needs one of, by the word that joins them; `partners` are redundant with each other; `kept_by` says which items
    each backs up. The last three go by keys.
    """

    def __init__(
        self,
        stated: tuple[Sequence[int] | Array, Sequence[int] | Array] = ((), ()),
        found: tuple[Sequence[int] | Array, Sequence[int] | Array] = ((), ()),
        alternatives: Groups | None = None,
        partners: Partners | None = None,
        kept_by: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.alternatives, self.partners, self.kept_by = alternatives or {}, partners or {}, kept_by or {}
        further = [key for (dependent, _word), members in self.alternatives.items() for key in (dependent, *members)]
        pairs = [np.asarray(keys_given, np.int64) for keys_given in (*stated, *found)]
        every = [*pairs, np.asarray([*further, *self.partners], np.int64)]
        known = np.zeros(1 + max((int(keys.max()) for keys in every if keys.size), default=-1), np.bool_)
        for keys in every:
            known[keys] = True
        self.keys: Array = known.nonzero()[0]
        place_of = np.cumsum(known) - 1
        self.pairs: list[Array] = [place_of[keys] for keys in pairs]

    @cached_property
    def stated_above(self) -> Edges:
        """What needs each item, as somebody stated."""
        return Edges.between(self.pairs[1], self.pairs[0], self.keys.size)

    @cached_property
    def found_above(self) -> Edges:
        """What needs each item, as a machine found."""
        return Edges.between(self.pairs[3], self.pairs[2], self.keys.size)

    @cached_property
    def below(self) -> Edges:
        """What each item needs, whoever says so."""
        dependent, needed = np.concatenate(self.pairs[::2]), np.concatenate(self.pairs[1::2])
        return Edges.between(dependent, needed, self.keys.size)

    @cached_property
    def groups_above(self) -> Mapping[int, list[tuple[int, str]]]:
        """The alternatives that each item is one of."""
        groups: dict[int, list[tuple[int, str]]] = {}
        for key, members in self.alternatives.items():
            for member in members:
                groups.setdefault(member, []).append(key)
        return groups

    def between(self, pairs: Sequence[tuple[int, int]]) -> Edges:
        """Edges between items, by their keys."""
        ends = np.searchsorted(self.keys, np.asarray(pairs, np.int64).reshape(-1, 2))
        return Edges.between(ends[:, 0], ends[:, 1], self.keys.size)

    def below_without(self, without: Sequence[tuple[int, int]], further: Sequence[tuple[int, int]]) -> Edges:
        """What each item needs without these pairs of keys, and with further ones."""
        if not without and not further:
            return self.below
        count, kept = self.keys.size, self.below
        if without:
            left_out = np.searchsorted(self.keys, np.asarray(without, np.int64))
            first = np.repeat(np.arange(count), np.diff(kept.starts))
            stays = ~np.isin(first * count + kept.ends, left_out[:, 0] * count + left_out[:, 1])
            kept = Edges.between(first[stays], kept.ends[stays], count)
        return Edges.joined(kept, self.between(further), count)

    def places(self, keys: Iterable[int]) -> Array:
        """The places of these items, without those that nothing is related with."""
        asked = np.unique(np.fromiter(keys, np.int64))
        if not self.keys.size or not asked.size:
            return np.empty(0, np.int64)
        near = np.minimum(np.searchsorted(self.keys, asked), self.keys.size - 1)
        there: Array = near[self.keys[near] == asked]
        return there

    def mask(self, keys: Iterable[int]) -> Mask:
        """True at the places of these items."""
        marked = np.zeros(self.keys.size, np.bool_)
        marked[self.places(keys)] = True
        return marked

    def keys_of(self, marked: Mask) -> frozenset[int]:
        """The keys of the marked places."""
        return frozenset(self.keys[marked].tolist())


_kept: "OrderedDict[int, tuple[Any, Web]]" = OrderedDict()


def read() -> Web:
    """The relations of the active organization as they stand; a large web is read anew only when one was written."""
    relations, organization_id = ItemRelation.objects.all(), active_organization_id()
    state = relations.aggregate(count=Count("pk"), highest=Max("pk"))
    if state["count"] < WORTH_KEEPING:
        return _read(relations)
    last = relations.aggregate(last=Max("updated_at"))["last"]  # by itself it is one look into an index
    mark, kept = (*state.values(), last), _kept.get(organization_id)
    if kept is None or kept[0] != mark:
        kept = _kept[organization_id] = (mark, _read(relations))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return kept[1]


def gone() -> set[int]:
    """Items that are retired: they are neither hurt nor needed."""
    return set(Item.objects.filter(state="retired").values_list("pk", flat=True))


def _read(relations: Any) -> Web:
    beside = relations.filter(Q(kind__in=BESIDE)).values_list("kind", "item_id", "target_id")
    pairs = list(beside)
    stated, found, has_alternatives = _firm(relations.carrying())
    soft = relations.carrying().exclude(alternative="").values_list("dependent_id", "alternative", "needed_id")
    return Web(
        stated=stated,
        found=found,
        alternatives=_alternatives(soft) if has_alternatives else {},
        partners=_partners((item, target) for kind, item, target in pairs if kind == "redundant-with"),
        kept_by=_kept_by((item, target) for kind, item, target in pairs if kind == "backs-up"),
    )


def _firm(carrying: Any) -> tuple[tuple[Array, Array], tuple[Array, Array], bool]:
    """Dependent and needed as stated and as found, and whether there are alternatives beside; in one look at all.

    A pair is one number, below zero where it was found.
    """
    is_firm = Q(alternative="")
    counted = carrying.aggregate(pairs=Joined(PAIR, filter=is_firm), soft=Count("pk", filter=~is_firm))
    pairs = np.asarray(numbers(counted["pairs"]), np.int64)
    stated, found = pairs[pairs > 0], -pairs[pairs < 0]
    return (stated // SHIFT, stated % SHIFT), (found // SHIFT, found % SHIFT), counted["soft"] > 0


def numbers(text: str | None) -> list[int]:
    """The numbers of a text that `Joined` made."""
    return msgspec.json.decode(f"[{text or ''}]", type=list[int])


def _kept_by(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    kept: dict[int, list[int]] = {}
    for item, target in pairs:
        kept.setdefault(item, []).append(target)
    return kept


def _alternatives(rows: Iterable[tuple[int, str, int]]) -> dict[tuple[int, str], frozenset[int]]:
    groups: dict[tuple[int, str], set[int]] = {}
    for dependent, word, needed in rows:
        groups.setdefault((dependent, word.casefold()), set()).add(needed)
    return {key: frozenset(members) for key, members in groups.items()}


def _partners(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Whatever is redundant with the same item is so with each other."""
    groups: dict[int, set[int]] = {}
    for partner, other in pairs:
        joined = groups.get(partner, {partner}) | groups.get(other, {other})
        for member in joined:
            groups[member] = joined
    return {member: frozenset(group - {member}) for member, group in groups.items()}

"""All relations of an organization along which a failure spreads, read in few statements and kept while they hold.

Several hundred thousand relations come as one text of numbers each way, which is many times faster than as many rows.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
from django.db.models import Aggregate, Count, Max, Q, TextField

from tandem.ground.kernel.tenancy import active_organization_id
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations.models import ItemRelation

Edges = Mapping[int, list[int]]
MOST_KEPT = 2
WORTH_KEEPING = 5_000
BESIDE = ("redundant-with", "backs-up")


class Joined(Aggregate):
    """Numbers of a column as one text, separated by commas."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL joins texts only."""
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return super().as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True)
class Web:
    """Who needs whom. `stated` and `found` are pairs of (dependent, needed) that no alternative softens.

    `alternatives` holds what each item needs one of, by the word that joins them; `partners` are redundant with each
    other; `kept_by` says which items each backs up.
    """

    stated: tuple[list[int], list[int]] = ([], [])
    found: tuple[list[int], list[int]] = ([], [])
    alternatives: Mapping[tuple[int, str], frozenset[int]] = field(default_factory=dict)
    partners: Mapping[int, frozenset[int]] = field(default_factory=dict)
    kept_by: Edges = field(default_factory=dict)

    @cached_property
    def stated_above(self) -> Edges:
        """What needs each item, as somebody stated."""
        return _by_second(*self.stated)

    @cached_property
    def found_above(self) -> Edges:
        """What needs each item, as a machine found."""
        return _by_second(*self.found)

    @cached_property
    def below(self) -> Edges:
        """What each item needs, whoever says so."""
        return _by_second([*self.stated[1], *self.found[1]], [*self.stated[0], *self.found[0]])

    @cached_property
    def groups_above(self) -> Mapping[int, list[tuple[int, str]]]:
        """The alternatives that each item is one of."""
        groups: dict[int, list[tuple[int, str]]] = {}
        for key, members in self.alternatives.items():
            for member in members:
                groups.setdefault(member, []).append(key)
        return groups

    @cached_property
    def groups_below(self) -> Mapping[int, list[frozenset[int]]]:
        """The alternatives that each item needs one of."""
        groups: dict[int, list[frozenset[int]]] = {}
        for (dependent, _word), members in self.alternatives.items():
            groups.setdefault(dependent, []).append(members)
        return groups


_kept: "OrderedDict[int, tuple[Any, Web]]" = OrderedDict()


def read() -> Web:
    """The relations of the active organization as they stand; a large web is read anew only when one was written."""
    relations, organization_id = ItemRelation.objects.all(), active_organization_id()
    state = relations.aggregate(count=Count("pk"), last=Max("updated_at"), highest=Max("pk"))
    if state["count"] < WORTH_KEEPING:
        return _read(relations)
    mark, kept = tuple(state.values()), _kept.get(organization_id)
    if kept is None or kept[0] != mark:
        kept = _kept[organization_id] = (mark, _read(relations))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return kept[1]


def gone() -> set[int]:
    """Items that are retired: they are neither hurt nor needed."""
    return set(Item.objects.filter(state="retired").values_list("pk", flat=True))


def _read(relations: Any) -> Web:
    carrying = relations.carrying().filter(alternative="")
    soft = relations.carrying().exclude(alternative="").values_list("dependent_id", "alternative", "needed_id")
    beside = relations.filter(Q(kind__in=BESIDE)).values_list("kind", "item_id", "target_id")
    pairs = list(beside)
    return Web(
        stated=_joined(carrying.filter(origin="stated")),
        found=_joined(carrying.filter(origin="found")),
        alternatives=_alternatives(soft),
        partners=_partners((item, target) for kind, item, target in pairs if kind == "redundant-with"),
        kept_by=_by_second(
            [target for kind, _item, target in pairs if kind == "backs-up"],
            [item for kind, item, _target in pairs if kind == "backs-up"],
        ),
    )


def _joined(relations: Any) -> tuple[list[int], list[int]]:
    joined = relations.aggregate(dependent=Joined("dependent_id"), needed=Joined("needed_id"))
    return numbers(joined["dependent"]), numbers(joined["needed"])


def numbers(text: str | None) -> list[int]:
    """The numbers of a text that `Joined` made."""
    return msgspec.json.decode(f"[{text or ''}]", type=list[int])


def _by_second(first: Iterable[int], second: Iterable[int]) -> dict[int, list[int]]:
    edges: dict[int, list[int]] = {}
    for one, other in zip(first, second, strict=True):
        known = edges.get(other)
        if known is None:
            edges[other] = [one]
        else:
            known.append(one)
    return edges


def _alternatives(rows: Iterable[tuple[int, str, int]]) -> dict[tuple[int, str], frozenset[int]]:
    groups: dict[tuple[int, str], set[int]] = {}
    for dependent, word, needed in rows:
        groups.setdefault((dependent, word.casefold()), set()).add(needed)
    return {key: frozenset(members) for key, members in groups.items()}


def _partners(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Whatever is redundant with the same item is so with each other."""
    groups: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        for member in joined:
            groups[member] = joined
    return {member: frozenset(group - {member}) for member, group in groups.items()}

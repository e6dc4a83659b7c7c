"""What is hurt when items fail, and what an item stands on; circles end by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations import web as webs
from tandem.operation.inventory.relations.web import Joined, Web


@dataclass(frozen=True, slots=True)
class Impact:
    """What fails with the items asked about.

    `stated` follows from relations that somebody stated, `found` only with those that a machine found. `at_risk` still
    works, for something stands in; what was backed up there and has no copy now is at risk too.
    """

    stated: frozenset[int]
    found: frozenset[int]
    at_risk: frozenset[int]

    @property
    def failing(self) -> frozenset[int]:
        """All that fails, however it is known."""
        return self.stated | self.found


@dataclass(frozen=True, slots=True)
class Needs:
    """What items stand on: `without_stand_in` brings them down alone, for `with_stand_in` something else stands in."""

    without_stand_in: frozenset[int]
    with_stand_in: frozenset[int]


def of_failing(items: Iterable[int]) -> Impact:
    """What fails in the active organization when these items, by primary key, do."""
    return spread(webs.read(), items, webs.gone())


def needed_by(items: Iterable[int]) -> Needs:
    """What these items of the active organization stand on."""
    return stands_on(webs.read(), items, webs.gone())


def services_of(items: frozenset[int]) -> set[int]:
    """Primary keys of the services that any of these items belongs to."""
    joined = Item.objects.exclude(service=None).order_by().values_list("service_id").annotate(items=Joined("pk"))
    return {service for service, text in joined if not items.isdisjoint(webs.numbers(text))}


def spread(web: Web, items: Iterable[int], gone: set[int]) -> Impact:
    """What fails with these items: first along what was stated, then along the rest."""
    asked = frozenset(items)
    work = _Spreading(web, set(asked), gone)
    work.run(list(asked), after=frozenset())
    stated = frozenset(work.failing)
    if web.found[0]:
        work.run(list(stated), after=stated)
    failing = frozenset(work.failing)
    uncopied = {kept for node in failing for kept in web.kept_by.get(node, ())}
    at_risk = frozenset((work.at_risk | uncopied) - failing - gone)
    return Impact(stated - asked, failing - stated, at_risk)


class _Spreading:
    """A failure on its way. What fails never recovers, so an order of steps changes nothing in the end."""

    def __init__(self, web: Web, failing: set[int], gone: set[int]) -> None:
        self.web, self.failing, self.gone = web, failing, gone
        self.at_risk: set[int] = set()

    def run(self, stack: list[int], after: frozenset[int]) -> None:
        """Spread from these; from those in `after` along what was found only, for the rest was done."""
        stated, found, failing, gone = self.web.stated_above, self.web.found_above, self.failing, self.gone
        partners, groups, is_first = self.web.partners, self.web.groups_above, not after
        nothing: list[int] = []
        while stack:
            node = stack.pop()
            spared = self._spared(node) if node in partners else nothing
            above = nothing if node in after else stated.get(node, nothing)
            for edges in (above, nothing if is_first else found.get(node, nothing)):
                for other in edges:
                    if other in failing or other in gone:
                        continue
                    if spared and other in spared:
                        self.at_risk.add(other)
                        continue
                    failing.add(other)
                    stack.append(other)
            if node in groups:
                self._ask_groups(node, stack)

    def _spared(self, node: int) -> Any:
        """What a partner that still works keeps working."""
        standing = [one for one in self.web.partners[node] if one not in self.failing and one not in self.gone]
        above = (self.web.stated_above, self.web.found_above)
        return {other for partner in standing for edges in above for other in edges.get(partner, ())}

    def _ask_groups(self, node: int, stack: list[int]) -> None:
        for key in self.web.groups_above[node]:
            dependent = key[0]
            if dependent in self.failing or dependent in self.gone:
                continue
            if self.web.alternatives[key] <= self.failing | self.gone:
                self.failing.add(dependent)
                stack.append(dependent)
            else:
                self.at_risk.add(dependent)


def stands_on(web: Web, items: Iterable[int], gone: set[int]) -> Needs:
    """What these items need, directly or not."""
    asked = frozenset(items)
    hard, soft = set(asked), set[int]()
    stack = list(asked)
    while stack:
        needed, softly = _needs_of(web, stack.pop(), gone)
        soft |= softly
        stack += needed - hard
        hard |= needed
    stack, reached = list(soft - hard), soft - hard
    while stack:
        needed, softly = _needs_of(web, stack.pop(), gone)
        more = (needed | softly) - hard - reached
        reached |= more
        stack += more
    return Needs(frozenset(hard - asked), frozenset(reached))


def _needs_of(web: Web, node: int, gone: set[int]) -> tuple[set[int], set[int]]:
    """What an item needs itself: what nothing stands in for, and the rest."""
    needed = {one for one in web.below.get(node, ()) if one not in gone}
    softly = {one for one in needed if one in web.partners and not needed.isdisjoint(web.partners[one])}
    for members in web.groups_below.get(node, ()):
        there = members - gone
        if len(there) > 1:
            softly |= there
        else:
            needed |= there
    return needed - softly, softly

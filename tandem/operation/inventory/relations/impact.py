"""What is hurt when items fail, and what an item stands on; circles end by themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations import web as webs
from tandem.operation.inventory.relations.web import Array, Edges, Joined, Mask, Web


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
    work = _Spreading(web, asked, gone)
    work.run(work.failing.nonzero()[0], (web.stated_above,), (web.stated_above,))
    stated = work.failing.copy()
    work.run(work.failing.nonzero()[0], (web.found_above,), (web.stated_above, web.found_above))
    uncopied = {kept for item, copies in web.kept_by.items() if item in asked or work.fails(item) for kept in copies}
    first, failing = web.keys_of(stated), web.keys_of(work.failing)
    at_risk = (web.keys_of(work.at_risk) | uncopied) - failing - gone - asked
    return Impact(first - asked, failing - first - asked, frozenset(at_risk))


class _Spreading:
    """A failure on its way. What fails never recovers, so an order of steps changes nothing in the end."""

    def __init__(self, web: Web, asked: Iterable[int], gone: set[int]) -> None:
        self.web, self.failing, self.gone = web, web.mask(asked), web.mask(gone)
        self.at_risk = np.zeros(web.keys.size, np.bool_)
        self.partnered, self.grouped = web.mask(web.partners), web.mask(web.groups_above)

    def fails(self, key: int) -> bool:
        """Whether the item of this key fails by now."""
        place = self.web.places([key])
        return bool(place.size and self.failing[place[0]])

    def run(self, frontier: Array, first: Sequence[Edges], later: Sequence[Edges]) -> None:
        """Spread from these along the first edges, and from what fails with them along the later ones."""
        edges = first
        while frontier.size:
            reached = self._reached(frontier, edges)
            reached = np.unique(reached[~(self.failing[reached] | self.gone[reached])])
            self.failing[reached] = True
            frontier, edges = reached, later

    def _reached(self, frontier: Array, edges: Sequence[Edges]) -> Array:
        special = self.partnered[frontier]
        reached = [edge.of_all(frontier[~special]) for edge in edges]
        for place in frontier[special]:
            reached += [self._not_spared(int(place), edge.of(int(place))) for edge in edges]
        for place in frontier[self.grouped[frontier]]:
            reached.append(self._without_alternative(int(self.web.keys[place])))
        return np.concatenate(reached)

    def _not_spared(self, place: int, dependents: Array) -> Array:
        """Dependents that no partner of the failing place keeps working; the others are at risk."""
        partners = self.web.places(self.web.partners[int(self.web.keys[place])])
        standing = partners[~(self.failing[partners] | self.gone[partners])]
        kept = [above.of_all(standing) for above in (self.web.stated_above, self.web.found_above)]
        spared = np.isin(dependents, np.concatenate(kept))
        self.at_risk[dependents[spared]] = True
        return dependents[~spared]

    def _without_alternative(self, key: int) -> Array:
        """What needed one of several, of which this was the last; what has another one left is at risk."""
        lost = []
        for group in self.web.groups_above[key]:
            members = self.web.places(self.web.alternatives[group])
            if (self.failing[members] | self.gone[members]).all():
                lost.append(group[0])
            else:
                self.at_risk[self.web.places([group[0]])] = True
        return self.web.places(lost)


def stands_on(web: Web, items: Iterable[int], gone: set[int]) -> Needs:
    """What these items need, directly or not."""
    asked = frozenset(items)
    hard, soft = _hard_and_soft(web, gone)
    start, there = web.mask(asked), ~web.mask(gone)
    without = _reach(hard, start, there)
    everything = _reach(Edges.joined(hard, soft, web.keys.size), start, there)
    return Needs(web.keys_of(without) - asked, web.keys_of(everything & ~without) - asked)


def _reach(edges: Edges, start: Mask, there: Mask) -> Mask:
    reached, frontier = start.copy(), start.nonzero()[0]
    while frontier.size:
        further = edges.of_all(frontier)
        frontier = np.unique(further[~reached[further] & there[further]])
        reached[frontier] = True
    return reached


def _hard_and_soft(web: Web, gone: set[int]) -> tuple[Edges, Edges]:
    """Edges down to what nothing stands in for, and those down to what something does."""
    partnered = list(_partnered(web, gone))
    soft, hard = partnered.copy(), list[tuple[int, int]]()
    for (dependent, _word), members in web.alternatives.items():
        left = sorted(members - gone)
        (soft if len(left) > 1 else hard).extend((dependent, member) for member in left)
    return web.below_without(partnered, hard), web.between(soft)


def _partnered(web: Web, gone: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of dependent and needed where the dependent needs a partner of the needed too."""
    for key, partners in web.partners.items():
        above = _above(web, [key])
        kept = _above(web, partners - gone)
        for dependent in np.intersect1d(above, kept):
            yield int(web.keys[dependent]), key


def _above(web: Web, keys: Iterable[int]) -> Array:
    places = web.places(keys)
    return np.concatenate([web.stated_above.of_all(places), web.found_above.of_all(places)])

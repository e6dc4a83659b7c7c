"""What fails with an item: 100,000 items, 335,000 relations in circles, 40,000 of them at one switch."""

import random
from collections.abc import Iterator
from typing import Any

from benchmarks.measuring import Figure, figure, runs
from benchmarks.organization import organization
from tandem.ground.kernel import clock
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.relations import impact, web
from tandem.operation.inventory.relations.models import ItemRelation

ITEMS, RELATIONS, HUB = 100_000, 335_000, 40_000
BATCH, ROUNDS, BUDGET = 5_000, 7, 200
SEED = 20_000


def figures() -> Iterator[Figure]:
    """The first question after a write, which reads all relations, and those that follow."""
    with organization_active(organization().pk):
        keys = _fill()
        yield _figure("impact: all relations read anew", lambda: (web._kept.clear(), impact.of_failing([keys[5]])))
        for what, key in (("one item in the midst of circles", keys[5]), (f"a switch with {HUB:,} relations", keys[0])):
            reached = len(impact.of_failing([key]).failing)
            yield _figure(f"impact: {what}, {reached:,} items fail", lambda key=key: impact.of_failing([key]))  # type: ignore[misc]
        needed = len(impact.needed_by([keys[9]]).without_stand_in)
        yield _figure(f"impact: what one item stands on, {needed:,} items", lambda: impact.needed_by([keys[9]]))


def _figure(what: str, work: Any) -> Figure:
    return figure(what, runs(work, ROUNDS), BUDGET)


def _fill() -> list[int]:
    """Straight into the tables, for this measures reading; what is there already counts."""
    here, now = organization().pk, clock.now()
    common = {"organization_id": here, "created_at": now, "updated_at": now}
    if ItemRelation.objects.count() < RELATIONS:
        Item.objects.bulk_create(
            [Item(**common, reference=f"BI-{place}", title=f"Item {place}") for place in range(ITEMS)], BATCH
        )
        keys = list(Item.objects.filter(reference__startswith="BI-").order_by("pk").values_list("pk", flat=True))
        rows = [
            ItemRelation(
                **common,
                reference=f"BR-{place}",
                item_id=one,
                target_id=other,
                dependent_id=one,
                needed_id=other,
                origin="found" if place % 3 else "stated",
            )
            for place, (one, other) in enumerate(_pairs(keys))
        ]
        ItemRelation.objects.bulk_create(rows, BATCH)
    return list(Item.objects.filter(reference__startswith="BI-").order_by("pk").values_list("pk", flat=True))


def _pairs(keys: list[int]) -> list[tuple[int, int]]:
    chance = random.Random(SEED)
    pairs = {(key, keys[0]) for key in keys[1 : HUB + 1]}
    while len(pairs) < RELATIONS:
        one, other = chance.choice(keys), chance.choice(keys)
        if one != other:
            pairs.add((one, other))
    return sorted(pairs)

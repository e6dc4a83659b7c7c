"""Relations: typed, allowed by the class, and what fails with what."""

import random
from typing import Any

import pytest

from tandem.ground.kernel import own_fields, writing
from tandem.ground.kernel.defining import define
from tandem.ground.kernel.errors import Invalid
from tandem.operation.inventory.classes.allowed.register import CLASS_RELATIONS
from tandem.operation.inventory.classes.register import ITEM_CLASSES
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.relations import impact
from tandem.operation.inventory.relations.models import ItemRelation
from tandem.operation.inventory.relations.register import ITEM_RELATIONS
from tandem.operation.inventory.relations.web import Web
from tests.cast import Cast


def item(home: Cast, title: str, **values: object) -> Any:
    return writing.create(home.actor("ben"), ITEMS, {"title": title, "is_ci": True, **values})


def relate(home: Cast, first: Any, kind: str, second: Any, **values: object) -> Any:
    ends = {"item": first.reference, "kind": kind, "target": second.reference}
    return writing.create(home.actor("ben"), ITEM_RELATIONS, {**ends, **values})


def titles(keys: Any) -> list[str]:
    return sorted(Item.objects.filter(pk__in=keys).values_list("title", flat=True))


def test_whole_fails_with_its_part_and_guest_with_its_host(home: Cast) -> None:
    rack, host, guest, disk = (item(home, title) for title in ("rack", "host", "guest", "disk"))
    relate(home, guest, "runs-on", host)
    relate(home, disk, "part-of", host)
    relate(home, host, "depends-on", rack)
    assert titles(impact.of_failing([disk.pk]).failing) == ["guest", "host"]
    assert titles(impact.of_failing([guest.pk]).failing) == []
    needed = impact.needed_by([guest.pk])
    assert titles(needed.without_stand_in) == ["disk", "host", "rack"]
    assert titles(needed.with_stand_in) == []


def test_loss_of_one_of_two_is_a_risk_and_of_both_a_failure(home: Cast) -> None:
    shop, switch, other = (item(home, title) for title in ("shop", "switch 1", "switch 2"))
    relate(home, shop, "connects-to", switch)
    relate(home, shop, "connects-to", other)
    relate(home, switch, "redundant-with", other)
    alone = impact.of_failing([switch.pk])
    assert (titles(alone.failing), titles(alone.at_risk)) == ([], ["shop"])
    both = impact.of_failing([switch.pk, other.pk])
    assert (titles(both.failing), titles(both.at_risk)) == (["shop"], [])
    assert titles(impact.needed_by([shop.pk]).with_stand_in) == ["switch 1", "switch 2"]


def test_same_word_makes_relations_stand_in_for_each_other(home: Cast) -> None:
    shop, fibre, mobile = (item(home, title) for title in ("shop", "fibre", "mobile"))
    relate(home, shop, "depends-on", fibre, alternative="Line")
    relate(home, shop, "depends-on", mobile, alternative="line")
    assert titles(impact.of_failing([fibre.pk]).at_risk) == ["shop"]
    assert titles(impact.of_failing([fibre.pk, mobile.pk]).failing) == ["shop"]


def test_what_lost_its_copy_is_at_risk(home: Cast) -> None:
    vault, data = item(home, "vault"), item(home, "data")
    relate(home, vault, "backs-up", data)
    lost = impact.of_failing([vault.pk])
    assert (titles(lost.failing), titles(lost.at_risk)) == ([], ["data"])


def test_what_only_a_machine_says_is_kept_apart(home: Cast) -> None:
    host, stated, discovered = (item(home, title) for title in ("host", "stated", "found"))
    relate(home, stated, "runs-on", host)
    brought = {"item": discovered.reference, "kind": "runs-on", "target": host.reference, "origin": "found"}
    writing.create(home.actor("ben").importing(), ITEM_RELATIONS, brought)
    failing = impact.of_failing([host.pk])
    assert (titles(failing.stated), titles(failing.found)) == (["stated"], ["found"])


def test_nobody_writes_by_hand_that_a_machine_found_it(home: Cast) -> None:
    host, guest = item(home, "host"), item(home, "guest")
    with pytest.raises(Invalid) as refused:
        relate(home, guest, "runs-on", host, origin="found")
    assert list(refused.value.problems) == ["origin"]
    assert not ItemRelation.objects.exists()


def test_circle_ends_and_retired_items_are_neither_hurt_nor_needed(home: Cast) -> None:
    first, two, three = (item(home, title) for title in ("one", "two", "three"))
    relate(home, first, "depends-on", two)
    relate(home, two, "depends-on", three)
    relate(home, three, "depends-on", first)
    assert titles(impact.of_failing([first.pk]).failing) == ["three", "two"]
    writing.transition(home.actor("ben"), ITEMS, two.reference, "retire", {"disposed_how": "Taken back by the maker"})
    assert titles(impact.of_failing([first.pk]).failing) == ["three"]
    assert titles(impact.needed_by([first.pk]).without_stand_in) == []


def test_item_is_related_once_and_not_to_itself(home: Cast) -> None:
    host, two = item(home, "one"), item(home, "two")
    relate(home, host, "depends-on", two)
    for first, second in ((host, two), (host, host)):
        with pytest.raises(Invalid):
            relate(home, first, "depends-on", second)
    assert ItemRelation.objects.count() == 1


def a_class(home: Cast, **values: object) -> Any:
    described = {"title": "Server", "kind": "platform", "purpose": "Guests of the platform", **values}
    made = writing.create(home.actor("ada"), ITEM_CLASSES, described)
    return writing.transition(home.actor("ada"), ITEM_CLASSES, made.reference, "use")


def test_class_says_which_relations_its_items_have(home: Cast) -> None:
    server = a_class(home)
    allowed = {"item_class": server.reference, "kind": "runs-on", "target_class": server.reference}
    writing.create(home.actor("ada"), CLASS_RELATIONS, allowed)
    guest, two = (item(home, title, item_class=server.reference) for title in ("one", "two"))
    other = item(home, "other")
    relate(home, guest, "runs-on", two)
    for kind, target in (("depends-on", two), ("runs-on", other)):
        with pytest.raises(Invalid) as refused:
            relate(home, guest, kind, target)
        assert list(refused.value.problems) == ["kind"]
    assert ItemRelation.objects.count() == 1


def test_class_says_which_fields_and_statuses_its_items_have(home: Cast) -> None:
    define(home.actor("ada"), "items", "Cores", "number")
    assert [definition.key for definition in own_fields.defined("items")] == ["cores"]
    server = a_class(home, own_fields=["cores"], required_fields=["cores"], statuses=["Patched"])
    with pytest.raises(Invalid) as refused:
        item(home, "one", item_class=server.reference, status="Broken")
    assert sorted(refused.value.problems) == ["own.cores", "status"]
    made = item(home, "one", item_class=server.reference, status="Patched", **{"own.cores": 4})
    assert (made.kind, made.own) == ("platform", {"cores": 4})
    disk = a_class(home, title="Disk")
    with pytest.raises(Invalid) as not_there:
        item(home, "two", item_class=disk.reference, **{"own.cores": 4})
    assert list(not_there.value.problems) == ["own.cores"]


def test_class_names_only_own_fields_that_there_are(home: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        a_class(home, own_fields=["cores"])
    assert list(refused.value.problems) == ["own_fields"]


def slowly(web: Web, asked: set[int], gone: set[int], edges: list[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """Failing and at risk, worked out again and again until nothing changes."""
    needs: dict[int, set[int]] = {}
    for dependent, needed in edges:
        needs.setdefault(dependent, set()).add(needed)
    failing, before = set(asked), None
    while failing != before:
        before = set(failing)
        for dependent, needed in needs.items():
            for lost in needed & before if dependent not in gone else ():
                if not {two for two in web.partners.get(lost, ()) if two in needed} - before - gone:
                    failing.add(dependent)
        for (dependent, _word), members in web.alternatives.items():
            if members & before and members <= before | gone and dependent not in gone:
                failing.add(dependent)
    hurt = {dependent for dependent, needed in edges if needed in failing}
    hurt |= {key[0] for key, members in web.alternatives.items() if members & failing}
    return failing - asked, hurt - failing - gone


@pytest.mark.parametrize("seed", range(150))
def test_fast_calculation_agrees_with_the_slow_one(seed: int) -> None:
    chance = random.Random(seed)
    nodes = range(1, 14)
    pairs = [(a, b) for a in nodes for b in nodes if a != b and chance.random() < 0.13]
    cut = len(pairs) // 3
    both = [chance.sample(nodes, 2) for _ in range(3)]
    partners = {a: frozenset({b}) for a, b in both} | {b: frozenset({a}) for a, b in both}
    partners = {a: others for a, others in partners.items() if all(a in partners[b] for b in others)}
    groups = {(chance.choice(nodes), "w"): frozenset(chance.sample(nodes, 2)) for _ in range(3)}
    web = Web(_columns(pairs[cut:]), _columns(pairs[:cut]), groups, partners)
    asked, gone = set(chance.sample(nodes, 2)), {chance.choice(nodes)}
    asked -= gone
    fast = impact.spread(web, asked, gone)
    assert (set(fast.failing), set(fast.at_risk)) == slowly(web, asked, gone, pairs)


def _columns(pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [dependent for dependent, _other in pairs], [other for _one, other in pairs]


def needed_slowly(web: Web, asked: set[int], gone: set[int], pairs: list[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """Needed without and with a stand-in, one edge after the other until nothing is added."""
    needs: dict[int, set[int]] = {}
    for dependent, needed in pairs:
        needs.setdefault(dependent, set()).add(needed)
    soft = {(a, b) for a, b in pairs if (web.partners.get(b, frozenset()) - gone) & needs[a]}
    hard = set(pairs) - soft
    for (dependent, _word), members in web.alternatives.items():
        (soft if len(members - gone) > 1 else hard).update((dependent, member) for member in members)
    without, everything = set(asked), set(asked)
    for _round in range(20):
        without |= {b for a, b in hard if a in without and b not in gone}
        everything |= {b for a, b in hard | soft if a in everything and b not in gone}
    return without - asked, everything - without


@pytest.mark.parametrize("seed", range(150))
def test_what_an_item_stands_on_agrees_with_the_slow_one(seed: int) -> None:
    chance = random.Random(seed)
    nodes = range(1, 14)
    pairs = [(a, b) for a in nodes for b in nodes if a != b and chance.random() < 0.13]
    twin, other = chance.sample(nodes, 2)
    groups = {(chance.choice(nodes), "w"): frozenset(chance.sample(nodes, 2)) for _ in range(2)}
    web = Web(_columns(pairs[5:]), _columns(pairs[:5]), groups, {twin: frozenset({other}), other: frozenset({twin})})
    gone = {chance.choice(nodes)}
    asked = set(chance.sample(nodes, 2)) - gone
    needs = impact.stands_on(web, asked, gone)
    assert (set(needs.without_stand_in), set(needs.with_stand_in)) == needed_slowly(web, asked, gone, pairs)

"""What the map around an item or a service shows: customers, services, items and ground, and what hurts there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.faces.web.operation.inventory.hurting import Hurt, hurting
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.relations.register import ITEM_RELATIONS
from tandem.operation.inventory.vocabulary import LAYER_OF_KIND

MOST_NODES = 300
AT_ONCE = 5_000
CUSTOMERS, SERVICES, PARTS, GROUND = "customers", "services", "items", "ground"
TONES = ("", "waiting", "bad")
ITEM_COLUMNS = (
    "pk",
    "reference",
    "title",
    "kind",
    "state",
    "service_id",
    "supported_until",
    "item_class__title",
    "item_class__layer",
)


@dataclass(frozen=True, slots=True)
class Node:
    """One box: what it is called, the words below it, what it means, where it leads."""

    key: str
    layer: str
    title: str
    words: str
    url: str
    tone: str = ""
    is_here: bool = False
    sort: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """The upper stands on the lower; `how` is stated, found, or soft where something stands in."""

    upper: str
    lower: str
    how: str = "stated"


@dataclass(slots=True)
class Picture:
    """All boxes and lines, and whether boxes were put together by class because there are too many."""

    nodes: dict[str, Node] = field(default_factory=dict)
    lines: set[Line] = field(default_factory=set)
    is_collapsed: bool = False
    items: int = 0


def gather(visit: Visit, items: set[int], services: set[int], levels: int) -> Picture:
    """What stands around these items and services, so many levels up and down."""
    relations = permissions.visible(visit.actor, ITEM_RELATIONS)
    lines = {
        *_reach(relations, items, levels, "needed", "dependent"),
        *_reach(relations, items, levels, "dependent", "needed"),
    }
    keys = items | {key for line in lines for key in line[:2]}
    hurt, picture = hurting(visit.actor), Picture()
    rows = [row for row in _items(visit, keys) if row["state"] != "retired"]
    known = {row["pk"]: _service_of(row) or f"item-{row['pk']}" for row in rows}
    nodes = [_item(visit, row, hurt, is_here=row["pk"] in items and not services) for row in rows]
    picture.items = len(rows)
    for node in nodes:
        picture.nodes.setdefault(node.key, node)
    for upper, lower, how in lines:
        if upper in known and lower in known and known[upper] != known[lower]:
            picture.lines.add(Line(known[upper], known[lower], how))
    _add_services(visit, picture, services, rows, hurt)
    _add_others(visit, picture, services)
    return collapsed(picture) if len(picture.nodes) > MOST_NODES else picture


def _reach(relations: Any, items: set[int], levels: int, near: str, far: str) -> Iterator[tuple[int, int, str]]:
    """Pairs of dependent and needed, level by level from these items on."""
    frontier, seen = set(items), set(items)
    for _level in range(levels):
        following: set[int] = set()
        for part in _parts(frontier):
            rows = relations.filter(**{f"{near}__in": part})
            for dependent, needed, origin, word in rows.values_list("dependent", "needed", "origin", "alternative"):
                yield dependent, needed, "soft" if word else origin
                following.add(dependent if far == "dependent" else needed)
        frontier = following - seen
        seen |= following


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _items(visit: Visit, keys: set[int]) -> list[dict[str, Any]]:
    seen = permissions.visible(visit.actor, ITEMS)
    return [row for part in _parts(keys) for row in seen.filter(pk__in=part).order_by("pk").values(*ITEM_COLUMNS)]


def _service_of(row: dict[str, Any]) -> str:
    """An item that stands for a service is drawn as that service."""
    return f"service-{row['service_id']}" if row["kind"] == "service" and row["service_id"] else ""


def _item(visit: Visit, row: dict[str, Any], hurt: Hurt, *, is_here: bool) -> Node:
    word, tone = hurt.of_item(row["pk"], row["reference"])
    if not tone and row["supported_until"] and row["supported_until"] < visit.actor.today:
        word, tone = _("support has ended"), "waiting"
    kinds, sort = dict(ITEMS.field("kind").flatchoices), row["item_class__title"]
    sort = sort or str(kinds[row["kind"]])
    layer = row["item_class__layer"] or LAYER_OF_KIND.get(row["kind"], PARTS)
    url = visit.url("record", ITEMS.key, row["reference"])
    return Node(_service_of(row) or f"item-{row['pk']}", layer, row["title"], word or sort, url, tone, is_here, sort)


def _add_services(
    visit: Visit, picture: Picture, services: set[int], rows: Sequence[dict[str, Any]], hurt: Hurt
) -> None:
    """The services that the items belong to, each over those of its items that nothing of it stands on."""
    register = registers.find("services")
    if register is None or not permissions.may_view_register(visit.actor, register):
        return
    named = services | {row["service_id"] for row in rows if row["service_id"]}
    seen = permissions.visible(visit.actor, register).filter(pk__in=named)
    for service in seen.order_by("pk").only("pk", "reference", "title", "state"):
        key = f"service-{service.pk}"
        word, tone = hurt.of_service(service.pk)
        before = picture.nodes.get(key)
        tone = max(tone, before.tone if before else "", key=TONES.index)
        word = word or (before.words if before and before.tone else service.get_state_display().lower())
        url = visit.url("record", register.key, service.reference)
        is_here = service.pk in services
        picture.nodes[key] = Node(key, SERVICES, service.title, word, url, tone, is_here)
    _hang_items(picture, rows)


def _hang_items(picture: Picture, rows: Sequence[dict[str, Any]]) -> None:
    owner = {f"item-{row['pk']}": f"service-{row['service_id']}" for row in rows if row["service_id"]}
    carried = {line.lower for line in picture.lines if owner.get(line.lower) == owner.get(line.upper, line.upper)}
    for item, service in owner.items():
        if item in picture.nodes and service in picture.nodes and item not in carried:
            picture.lines.add(Line(service, item))


def _add_others(visit: Visit, picture: Picture, services: set[int]) -> None:
    """Customers who were promised a service stand above it, suppliers who contribute to it below."""
    drawn = [int(key.removeprefix("service-")) for key in picture.nodes if key.startswith("service-")]
    targets, customers = registers.find("service-targets"), registers.find("customers")
    if targets and customers and permissions.may_view_register(visit.actor, customers):
        agreed = permissions.visible(visit.actor, targets).filter(
            service__in=drawn, agreement_version__state="approved", agreement_version__agreement__state="active"
        )
        whose = "agreement_version__agreement__customer"
        rows = agreed.order_by().values_list("service_id", whose, f"{whose}__reference", f"{whose}__title").distinct()
        for service, pk, reference, title in rows:
            key = f"customer-{pk}"
            url = visit.url("record", customers.key, reference)
            picture.nodes[key] = Node(key, CUSTOMERS, title, _("customer"), url)
            picture.lines.add(Line(key, f"service-{service}"))
    suppliers = registers.find("suppliers")
    if suppliers and permissions.may_view_register(visit.actor, suppliers):
        seen = permissions.visible(visit.actor, suppliers).filter(service__in=services, state__in=("active", "ending"))
        for pk, reference, title, service in seen.values_list("pk", "reference", "title", "service_id"):
            key = f"supplier-{pk}"
            url = visit.url("record", suppliers.key, reference)
            picture.nodes[key] = Node(key, GROUND, title, _("supplier"), url)
            picture.lines.add(Line(f"service-{service}", key))


def collapsed(picture: Picture) -> Picture:
    """The same with the items of each class and layer in one box, but for the one that the map is about."""
    names = {
        key: f"class-{node.layer}-{node.sort}" if node.sort and not node.is_here else key
        for key, node in picture.nodes.items()
    }
    nodes: dict[str, Node] = {}
    hurt: dict[str, int] = {}
    for key, node in picture.nodes.items():
        name, before = names[key], nodes.get(names[key])
        hurt[name] = hurt.get(name, 0) + (node.tone == "bad")
        tone = max(node.tone, before.tone if before else "", key=TONES.index)
        nodes[name] = replace(before or node, key=name, tone=tone, count=(before.count if before else 0) + 1)
    together = {
        name: _together(node, hurt[name]) if name.startswith("class-") else node for name, node in nodes.items()
    }
    lines = {Line(names[line.upper], names[line.lower], line.how) for line in picture.lines}
    return Picture(
        dict(list(together.items())[:MOST_NODES]),
        {line for line in lines if line.upper != line.lower},
        is_collapsed=True,
        items=picture.items,
    )


def _together(node: Node, hurt: int) -> Node:
    words = ngettext("%(count)d item", "%(count)d items", node.count) % {"count": node.count}
    if hurt:
        words = _("%(hurt)d of %(count)d hurt") % {"hurt": hurt, "count": node.count}
    return replace(node, title=node.sort, words=words, url="")

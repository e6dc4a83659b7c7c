"""The map around a service or an item, alone or as part of the record's page."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tandem.faces.web.operation.inventory.drawing import LAYERS, drawn
from tandem.faces.web.operation.inventory.gathering import Picture, gather
from tandem.faces.web.shell import Visit, from_replica, inside, register_of
from tandem.ground.kernel import permissions, registers, writing
from tandem.operation.inventory.register import ITEMS
from tandem.operation.inventory.relations import impact

MOST_LEVELS, LEVELS = 4, 2
MOST_ITEMS = 300  # drawn beside all services; with more of them services, customers and suppliers say enough


@require_GET
@inside
@from_replica
def service_map(visit: Visit, reference: str) -> HttpResponse:
    """What a service stands on and what stands on it."""
    service = writing.find(visit.actor, register_of(visit, "services"), reference)
    mine = permissions.visible(visit.actor, ITEMS).filter(service=service.pk).exclude(state="retired")
    return _answer(visit, service, set(mine.values_list("pk", flat=True)), {service.pk})


@require_GET
@inside
@from_replica
def whole_map(visit: Visit) -> HttpResponse:
    """Every service that is live, who was promised it, and what carries it."""
    register = register_of(visit, "services")
    services = permissions.visible(visit.actor, register).filter(state__in=("live", "retiring"))
    keys = set(services.values_list("pk", flat=True))
    items: set[int] = set()
    if permissions.may_view_register(visit.actor, ITEMS):
        carrying = permissions.visible(visit.actor, ITEMS).filter(service__in=keys).exclude(state="retired")
        items = set(carrying.order_by("pk").values_list("pk", flat=True)[: MOST_ITEMS + 1])
    picture = gather(visit, items if len(items) <= MOST_ITEMS else set(), keys, 1)
    here = {key: replace(node, is_here=False) for key, node in picture.nodes.items()}
    picture = replace(picture, nodes=here)
    return visit.page(
        "operation/inventory/whole_map.html",
        title=_("Map of the services"),
        register=register,
        picture=drawn(picture) if picture.nodes else None,
        is_without_items=len(items) > MOST_ITEMS,
        layers=_table(picture),
        is_table=False,
        slug=visit.organization.slug,
    )


@require_GET
@inside
@from_replica
def item_map(visit: Visit, reference: str) -> HttpResponse:
    """What an item stands on and what stands on it."""
    item = writing.find(visit.actor, register_of(visit, ITEMS.key), reference)
    return _answer(visit, item, {item.pk}, set())


def _answer(visit: Visit, record: Any, items: set[int], services: set[int]) -> HttpResponse:
    levels = _levels(visit.request.GET.get("levels", ""))
    picture = gather(visit, items, services, levels)
    screen: dict[str, Any] = {
        "record": record,
        "register": registers.declared_for(type(record)),
        "picture": drawn(picture) if picture.lines or len(picture.nodes) > 1 else None,
        "is_collapsed": picture.is_collapsed,
        "count": picture.items,
        "layers": _table(picture),
        "levels": levels,
        "possible_levels": range(1, MOST_LEVELS + 1),
        "is_table": visit.request.GET.get("as") == "table",
        "figures": _figures(items),
        "slug": visit.organization.slug,
    }
    if "part" in visit.request.GET:
        return visit.part("operation/inventory/map_part.html", **screen)
    return visit.page("operation/inventory/map.html", title=_("Map: %(what)s") % {"what": record.title}, **screen)


def _levels(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) == 1
    return min(max(int(text), 1), MOST_LEVELS) if is_number else LEVELS


def _table(picture: Picture) -> list[dict[str, Any]]:
    """The same as rows: each box with what it stands on and what stands on it."""
    rows = []
    for layer, title in LAYERS:
        for node in sorted(
            (node for node in picture.nodes.values() if node.layer == layer), key=lambda candidate: candidate.title
        ):
            below = [
                picture.nodes[line.lower].title
                for line in picture.lines
                if line.upper == node.key and line.lower in picture.nodes
            ]
            above = [
                picture.nodes[line.upper].title
                for line in picture.lines
                if line.lower == node.key and line.upper in picture.nodes
            ]
            rows.append({"layer": title, "node": node, "below": sorted(set(below)), "above": sorted(set(above))})
    return rows


def _figures(items: set[int]) -> list[tuple[int, str, str]]:
    """How much fails with these items and what they stand on, whatever is drawn."""
    if not items:
        return []
    hurt, needs = impact.of_failing(items), impact.needed_by(items)
    fail, stated = len(impact.services_of(hurt.failing | frozenset(items))), len(hurt.stated)
    risk, alone, spare = len(hurt.at_risk), len(needs.without_stand_in), len(needs.with_stand_in)
    return [
        (fail, ngettext("service fails with it", "services fail with it", fail), ""),
        (stated, ngettext("item fails with it, as stated", "items fail with it, as stated", stated), ""),
        (len(hurt.found), _("more, as machines found"), ""),
        (risk, ngettext("item loses its stand-in", "items lose their stand-in", risk), "waiting" if risk else ""),
        (alone, _("needed, nothing stands in"), ""),
        (spare, _("needed, with a stand-in"), ""),
    ]

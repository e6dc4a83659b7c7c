"""The page of a service: what it stands on, what hurts it now, and what hangs on it as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tandem.faces.web.record.connected import Pointing, counts
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.registers import Register, pointing_to

MOST_NODES = 5
HURTING = ("incidents",)
THREATENING = ("risks", "vulnerability-findings")
BELOW = ("items", "suppliers")


@dataclass(frozen=True, slots=True)
class Node:
    """One record on the map, with the tone of what it means for the service."""

    url: str
    title: str
    words: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """Records of one kind on the map, and how many more there are."""

    title: str
    nodes: Sequence[Node]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How many records of one kind hang on the service, each leading to the list behind it."""

    url: str
    count: int
    words: str
    tone: str


def screen(visit: Visit, service: Any) -> dict[str, Any]:
    """The layers that say something, and a figure for each register that names the service."""
    own = registers.declared_for(type(service))
    pointing = [(other, name) for other, name in pointing_to(own) if permissions.may_view_register(visit.actor, other)]
    counted = counts(visit, own, service, pointing)
    figures = [_figure(visit, service, other, name, counted.get((other, name), 0)) for other, name in pointing]
    hung = {other.key: (other, name) for other, name in pointing if counted.get((other, name))}
    return {
        "figures": [figure for figure in figures if figure.count],
        "layers_above": _layers(
            visit, service, [hung[key] for key in (*HURTING, *THREATENING) if key in hung], counted
        ),
        "layers_below": _layers(visit, service, [hung[key] for key in BELOW if key in hung], counted),
    }


def _layers(visit: Visit, service: Any, among: Sequence[Pointing], counted: Mapping[Pointing, int]) -> Sequence[Layer]:
    layers = (_layer(visit, service, other, name, counted[other, name]) for other, name in among)
    return [layer for layer in layers if layer is not None]


def _figure(visit: Visit, service: Any, other: Register, name: str, count: int) -> Figure:
    tone = "bad" if other.key in HURTING else "waiting" if other.key in THREATENING else ""
    query = urlencode({name: service.reference})
    return Figure(f"{visit.url('list', other.key)}?{query}", count, str(other.title).lower(), tone)


def _layer(visit: Visit, service: Any, other: Register, name: str, count: int) -> Layer | None:
    """The open records of a register that concern the service, gravest or newest first."""
    seen = permissions.visible(visit.actor, other).filter(**{name: service.pk})
    query = {name: service.reference}
    if other.workflow and other.key not in BELOW:
        seen = seen.filter(state__in=other.workflow.open_states)
        query["state"] = "open"
    order = "-level" if "level" in other.sortable else "-pk"
    rows = list(seen.order_by(order)[:MOST_NODES])
    if not rows:
        return None
    address = f"{visit.url('list', other.key)}?{urlencode(query)}"
    return Layer(str(other.title), [_node(visit, other, row) for row in rows], max(0, count - len(rows)), address)


def _node(visit: Visit, other: Register, row: Any) -> Node:
    tone = "bad" if other.key in HURTING else "waiting" if other.key in THREATENING else ""
    level = getattr(row, "level", None)
    state = row.get_state_display() if other.workflow else ""
    words = _("%(state)s, level %(level)s") % {"state": state, "level": level} if level is not None else str(state)
    return Node(visit.url("record", other.key, row.reference), str(getattr(row, other.headline)), words.lower(), tone)

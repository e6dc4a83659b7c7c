"""How processes follow each other, as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.leadership.register import PROCESSES
from tandem.faces.web.direction.leadership.flow import BOX, TALL, Arrow, laid_out
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions

LONGEST, MOST_LINES = 16, 2


@dataclass(frozen=True)
class Box:
    """One process where it is drawn."""

    process: Any
    x: float
    y: float
    lines: tuple[str, ...]
    owner: str
    is_alone: bool
    width: int = BOX
    height: int = TALL


@dataclass(frozen=True)
class Map:
    """Everything that the template draws."""

    boxes: list[Box]
    arrows: list[Arrow]
    width: float
    height: float


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The page with the drawing."""
    register_of(visit, PROCESSES.key)
    known = permissions.visible(visit.actor, PROCESSES).exclude(state="ended")
    processes = list(known.select_related("owner").order_by("pk"))
    picture = drawn(processes) if processes else None
    lonely = [box.process for box in picture.boxes if box.is_alone] if picture else []
    title = _("How processes follow each other")
    return visit.page("direction/process_map.html", title=title, register=PROCESSES, picture=picture, lonely=lonely)


def drawn(processes: Sequence[Any]) -> Map:
    """The processes with an arrow to each that they feed and that is among them."""
    known = {process.reference: process for process in processes}
    feeds = {name: [feed for feed in process.feeds if feed in known] for name, process in known.items()}
    fed = {target for targets in feeds.values() for target in targets}
    flow = laid_out(list(known), feeds)
    boxes = [
        _box(process, *flow.places[name], is_alone=not feeds[name] and name not in fed)
        for name, process in known.items()
    ]
    return Map(boxes, flow.arrows, flow.width, flow.height)


def _box(process: Any, x: float, y: float, *, is_alone: bool) -> Box:
    lines = wrap(process.title, LONGEST)
    if len(lines) > MOST_LINES:
        lines = [lines[0], lines[1][: LONGEST - 1] + "…"]
    return Box(process, x, y, tuple(lines), process.owner.name if process.owner else "", is_alone)

"""How processes follow each other, as a drawing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.leadership.register import PROCESSES
from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.kernel import permissions

BOX, TALL = 196, 74
ACROSS, DOWN = 78, 22
EDGE = 12
LONGEST, MOST_LINES = 24, 2


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
class Arrow:
    """From one process to the one it feeds; `is_back` when it leads to an earlier one."""

    path: str
    is_back: bool


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


def layers(names: Sequence[str], feeds: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How far each stands from the beginning: one further than the furthest that feeds it; circles are cut."""
    found: dict[str, int] = {}
    fed_by: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for target in feeds.get(name, ()):
            fed_by[target].append(name)

    def place(name: str, above: frozenset[str]) -> int:
        if name not in found:
            earlier = [one for one in fed_by[name] if one not in above and one != name]
            found[name] = 1 + max((place(one, above | {name}) for one in earlier), default=-1)
        return found[name]

    for name in names:
        place(name, frozenset())
    return found


def drawn(processes: Sequence[Any]) -> Map:
    """The processes in columns, from what comes first to what comes last."""
    known = {process.reference: process for process in processes}
    feeds = {name: [one for one in process.feeds if one in known] for name, process in known.items()}
    depth = layers(list(known), feeds)
    touched = {name for name, targets in feeds.items() if targets} | {
        one for targets in feeds.values() for one in targets
    }
    columns: dict[int, list[str]] = defaultdict(list)
    for name in known:
        columns[depth[name]].append(name)
    tallest = max(len(names) for names in columns.values())
    places = {
        name: (EDGE + column * (BOX + ACROSS), EDGE + (row + (tallest - len(names)) / 2) * (TALL + DOWN))
        for column, names in columns.items()
        for row, name in enumerate(names)
    }
    boxes = [_box(process, places[name], name not in touched) for name, process in known.items()]
    arrows = [_arrow(places[name], places[target]) for name, targets in feeds.items() for target in targets]
    width = 2 * EDGE + (max(columns) + 1) * (BOX + ACROSS) - ACROSS
    return Map(boxes, arrows, width, 2 * EDGE + tallest * (TALL + DOWN) - DOWN + 20)


def _box(process: Any, place: tuple[float, float], is_alone: bool) -> Box:
    lines = wrap(process.title, LONGEST)
    if len(lines) > MOST_LINES:
        lines = [lines[0], lines[1][: LONGEST - 1] + "…"]
    owner = process.owner.name if process.owner else ""
    return Box(process, place[0], place[1], tuple(lines), owner, is_alone)


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> Arrow:
    middle = TALL / 2
    x, y, to_x, to_y = start[0] + BOX, start[1] + middle, end[0], end[1] + middle
    if to_x > x:
        bend = (to_x - x) / 2
        return Arrow(f"M{x},{y} C{x + bend},{y} {to_x - bend},{to_y} {to_x - 4},{to_y}", False)
    x, to_x, below = start[0] + BOX / 2, end[0] + BOX / 2, max(start[1], end[1]) + TALL + DOWN
    return Arrow(f"M{x},{start[1] + TALL} C{x},{below} {to_x},{below} {to_x},{end[1] + TALL + 4}", True)

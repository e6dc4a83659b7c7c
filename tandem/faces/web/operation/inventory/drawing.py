"""Where the boxes of a map are drawn: four layers from above to below, each in as many rows as it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.faces.web.operation.inventory.gathering import CUSTOMERS, GROUND, PARTS, SERVICES, Node, Picture

LAYERS = ((CUSTOMERS, _("Customers")), (SERVICES, _("Services")), (PARTS, _("Items")), (GROUND, _("Ground")))
WIDE, TALL, LEFT, RIGHT = 186, 44, 96, 14
ACROSS, DOWN, BETWEEN, PAD = 22, 14, 26, 10
A_ROW = 4
LONGEST = 23
WORST = {"bad": 2, "waiting": 1}


@dataclass(frozen=True, slots=True)
class Box:
    """A box where it is drawn."""

    node: Node
    x: float
    y: float
    title: str
    words: str
    width: int = WIDE
    height: int = TALL


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from one box to another."""

    path: str
    how: str
    tone: str


@dataclass(frozen=True, slots=True)
class Band:
    """The ground of one layer."""

    title: Any
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Map:
    """Everything that the template draws."""

    boxes: Sequence[Box]
    curves: Sequence[Curve]
    bands: Sequence[Band]
    width: float
    height: float


def drawn(picture: Picture) -> Map:
    """The picture with every box in its layer, near to what it hangs together with."""
    boxes: dict[str, Box] = {}
    bands: list[Band] = []
    y = 4.0
    for layer, title in LAYERS:
        nodes = [node for node in picture.nodes.values() if node.layer == layer]
        if not nodes:
            continue
        rows = _rows(_in_order(nodes, picture, boxes))
        height = len(rows) * (TALL + DOWN) - DOWN + 2 * PAD
        bands.append(Band(title, y, height))
        for place, row in enumerate(rows):
            boxes |= _row(row, y + PAD + place * (TALL + DOWN))
        y += height + BETWEEN
    curves = [_curve(boxes[line.upper], boxes[line.lower], line.how) for line in _shown(picture, boxes)]
    return Map(list(boxes.values()), curves, bands, LEFT + A_ROW * (WIDE + ACROSS) - ACROSS + RIGHT, y - BETWEEN + 4)


def _shown(picture: Picture, boxes: Mapping[str, Box]) -> list[Any]:
    """Lines between drawn boxes, those that hurt last so that they lie on top."""
    lines = [line for line in picture.lines if line.upper in boxes and line.lower in boxes]
    return sorted(lines, key=lambda line: (WORST.get(boxes[line.lower].node.tone, 0), line.upper, line.lower))


def _in_order(nodes: Sequence[Node], picture: Picture, boxes: Mapping[str, Box]) -> list[Node]:
    """By where those above it stand that it hangs together with; what hurts first among equals."""
    above: dict[str, list[float]] = {}
    for line in picture.lines:
        for neighbour, other in ((line.upper, line.lower), (line.lower, line.upper)):
            if neighbour in boxes:
                above.setdefault(other, []).append(boxes[neighbour].x)

    def place(node: Node) -> tuple[float, int, str]:
        known = above.get(node.key)
        middle = sum(known) / len(known) if known else LEFT + A_ROW * WIDE / 2
        return middle, -WORST.get(node.tone, 0), node.title

    return sorted(nodes, key=place)


def _rows(nodes: Sequence[Node]) -> list[list[Node]]:
    """As many in every row as there is room for, filled evenly so that neighbours stay near each other."""
    count = -(-len(nodes) // A_ROW)
    return [list(nodes[start::count]) for start in range(count)]


def _row(nodes: Sequence[Node], y: float) -> dict[str, Box]:
    room = A_ROW * (WIDE + ACROSS) - ACROSS
    gap = (room - len(nodes) * WIDE) / (len(nodes) + 1)
    return {node.key: _box(node, round(LEFT + gap + place * (WIDE + gap), 1), y) for place, node in enumerate(nodes)}


def _box(node: Node, x: float, y: float) -> Box:
    return Box(node, x, y, _short(node.title, LONGEST - 3 if node.tone else LONGEST), _short(node.words, LONGEST + 4))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _curve(upper: Box, lower: Box, how: str) -> Curve:
    tones = (upper.node.tone, lower.node.tone)
    tone = "bad" if lower.node.tone == "bad" else "waiting" if "waiting" in tones and lower.node.tone else ""
    return Curve(_path(upper, lower), how, tone)


def _path(upper: Box, lower: Box) -> str:
    return _beside(upper, lower) if upper.y == lower.y else _down(upper, lower)


def _beside(here: Box, other: Box) -> str:
    """Boxes of one row: straight to the next, over the heads of those between."""
    first, second = sorted((here, other), key=lambda box: box.x)
    start, end, middle = first.x + WIDE, second.x, first.y + TALL / 2
    if end - start < WIDE:
        return f"M{start},{middle} L{end},{middle}"
    left, right, above = first.x + WIDE / 2, second.x + WIDE / 2, first.y
    return f"M{left},{above} C{left},{above - 18} {right},{above - 18} {right},{above}"


def _down(here: Box, other: Box) -> str:
    """From the foot of the higher box to the head of the lower."""
    top, bottom = sorted((here, other), key=lambda box: box.y)
    x1, y1, x2, y2 = top.x + WIDE / 2, top.y + TALL, bottom.x + WIDE / 2, bottom.y
    bend = max(14.0, (y2 - y1) / 2)
    return f"M{x1},{y1} C{x1},{y1 + bend} {x2},{y2 - bend} {x2},{y2}"

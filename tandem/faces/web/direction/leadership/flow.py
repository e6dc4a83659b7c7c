"""Where boxes and arrows of a flow are drawn: in columns, with lanes for the arrows that pass a column."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BOX, TALL, LANE = 172, 80, 16
ACROSS, DOWN, EDGE = 48, 20, 12
SWEEPS = 4
Feeds = Mapping[str, Sequence[str]]
Place = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """From one box to another that it feeds; `is_back` when it leads to an earlier one."""

    path: str
    is_back: bool


@dataclass(frozen=True)
class Flow:
    """The upper left of each box, the arrows, and how much room they take."""

    places: dict[str, Place]
    arrows: list[Arrow]
    width: float
    height: float


@dataclass
class _Grid:
    """Slots by column: a box by its name, or a lane by the arrow that passes."""

    columns: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    passes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def layers(names: Sequence[str], feeds: Feeds) -> dict[str, int]:
    """How far each stands from the beginning: one further than the furthest that feeds it; circles are cut."""
    depths: dict[str, int] = {}
    fed_by: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for target in feeds.get(name, ()):
            fed_by[target].append(name)

    def place(name: str, above: frozenset[str]) -> int:
        if name not in depths:
            earlier = [feeder for feeder in fed_by[name] if feeder not in above and feeder != name]
            depths[name] = 1 + max((place(feeder, above | {name}) for feeder in earlier), default=-1)
        return depths[name]

    for name in names:
        place(name, frozenset())
    return depths


def laid_out(names: Sequence[str], feeds: Feeds) -> Flow:
    """The boxes in columns, from what comes first to what comes last."""
    depth = layers(names, feeds)
    grid = _grid(names, feeds, depth)
    _untangle(grid)
    centres, height = _centres(grid)
    places = {name: (x, centres[name] - TALL / 2) for name in names for x in [_left(depth[name])]}
    pairs = [(name, target) for name in names for target in feeds.get(name, ())]
    arrows = [
        _arrow(places[a], places[b], [(lane, centres[lane]) for lane in grid.passes.get((a, b), ())]) for a, b in pairs
    ]
    has_back = any(arrow.is_back for arrow in arrows)
    width = _left(max(grid.columns)) + BOX + EDGE
    return Flow(places, arrows, width, height + (DOWN if has_back else 0))


def _left(column: int) -> float:
    return EDGE + column * (BOX + ACROSS)


def _grid(names: Sequence[str], feeds: Feeds, depth: Mapping[str, int]) -> _Grid:
    grid = _Grid()
    for name in names:
        grid.columns[depth[name]].append(name)
    for name in names:
        for target in feeds.get(name, ()):
            last = name
            for column in range(depth[name] + 1, depth[target]):
                lane = f"{column}|{name}|{target}"
                grid.columns[column].append(lane)
                grid.passes.setdefault((name, target), []).append(lane)
                grid.before[lane].append(last)
                last = lane
            grid.before[target].append(last)
    return grid


def _untangle(grid: _Grid) -> None:
    """Order each column by where what leads to its slots stands."""
    for _sweep in range(SWEEPS):
        rank = {slot: place for slots in grid.columns.values() for place, slot in enumerate(slots)}
        for column in sorted(grid.columns):
            slots = grid.columns[column]
            slots.sort(key=lambda slot: _mean([rank[source] for source in grid.before[slot]], rank[slot]))
            rank |= {slot: place for place, slot in enumerate(slots)}


def _mean(ranks: Sequence[int], own: int) -> float:
    return sum(ranks) / len(ranks) if ranks else float(own)


def _centres(grid: _Grid) -> tuple[dict[str, float], float]:
    """The middle of each slot from above, every column in the middle of the tallest."""
    heights = {column: sum(_tall(slot) + DOWN for slot in slots) - DOWN for column, slots in grid.columns.items()}
    tallest = max(heights.values())
    centres = {}
    for column, slots in grid.columns.items():
        y = EDGE + (tallest - heights[column]) / 2
        for slot in slots:
            centres[slot] = round(y + _tall(slot) / 2, 1)
            y += _tall(slot) + DOWN
    return centres, tallest + 2 * EDGE


def _tall(slot: str) -> int:
    return LANE if "|" in slot else TALL


def _arrow(start: Place, end: Place, lanes: Sequence[tuple[str, float]]) -> Arrow:
    if end[0] <= start[0]:
        x, to_x, below = start[0] + BOX / 2, end[0] + BOX / 2, max(start[1], end[1]) + TALL + DOWN
        return Arrow(f"M{x},{start[1] + TALL} C{x},{below} {to_x},{below} {to_x},{end[1] + TALL + 4}", True)
    x, y = start[0] + BOX, start[1] + TALL / 2
    path = f"M{x},{y}"
    for lane, middle in lanes:
        left = _left(int(lane.partition("|")[0]))
        path += f" {_bend(x, y, left, middle)} H{left + BOX}"
        x, y = left + BOX, middle
    return Arrow(f"{path} {_bend(x, y, end[0] - 5, end[1] + TALL / 2)}", False)


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (x + to_x) / 2
    return f"C{half},{y} {half},{to_y} {to_x},{to_y}"

"""Rows that name other rows of their own table, as people name their line manager: those that are named come first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tandem.ground.exchange.conversion import folded
from tandem.ground.exchange.keys import NUMBER, REFERENCE
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.rows import Row, Rows, Silent
from tandem.ground.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Ordered:
    """A table in an order in which it can be written, and by line the lines with which a row names itself."""

    sheet: Sheet
    circles: Mapping[int, list[int]] = field(default_factory=dict)


def names_itself(register: Register) -> list[str]:
    """The fields in which records of a register name others of it."""
    fields = register.model._meta.concrete_fields
    return [field.name for field in fields if field.is_relation and field.related_model is register.model]


def own_relations(register: Register, mapping: Mapping[int, str]) -> list[int]:
    """The columns in which a table names records of its own register."""
    own = names_itself(register)
    return [column for column, name in mapping.items() if name in own]


def named_first(register: Register, sheet: Sheet, mapping: Mapping[int, str]) -> Ordered:
    """The rows, each after those of the same table that it names; the rest as they stand."""
    pointing = own_relations(register, mapping)
    if not pointing:
        return Ordered(sheet)
    naming = [column for column, name in mapping.items() if name in (NUMBER, REFERENCE, register.headline)]
    above = _above(sheet, naming, pointing)
    if not any(above):
        return Ordered(sheet)
    depths, circles = _depths(above)
    lines = [row.line for row in sheet.rows]
    return Ordered(
        replace(sheet, rows=_sorted(sheet, depths)),
        {lines[place]: sorted(lines[other] for other in others) for place, others in circles.items()},
    )


def cases_in_order(
    cases: Mapping[str, Sequence[Row]], register: Register, mapping: Mapping[int, str]
) -> tuple[list[str], dict[str, list[str]]]:
    """The numbers of an event log, each after those that its rows name; and the circles in which some name each
    other."""
    naming = [column for column, name in mapping.items() if name in (NUMBER, REFERENCE, register.headline)]
    pointing, numbers = own_relations(register, mapping), list(cases)
    places: dict[str, int] = {}
    for place, rows in enumerate(cases.values()):
        for row in rows:
            for name in _names(row, naming):
                places.setdefault(name, place)
    above = [
        sorted({places[name] for row in rows for name in _names(row, pointing) if name in places} - {place})
        for place, rows in enumerate(cases.values())
    ]
    depths, circles = _depths(above)
    ordered = sorted(range(len(numbers)), key=depths.__getitem__)
    loops = {numbers[place]: sorted(numbers[other] for other in others) for place, others in circles.items()}
    return [numbers[place] for place in ordered], loops


def _above(sheet: Sheet, naming: list[int], pointing: list[int]) -> list[list[int]]:
    """For each row the places of the rows that it names."""
    places: dict[str, int] = {}
    for place, row in enumerate(sheet.rows):
        for name in _names(row, naming):
            places.setdefault(name, place)
    return [[places[name] for name in _names(row, pointing) if name in places] for row in sheet.rows]


def _names(row: Row, columns: list[int]) -> list[str]:
    cells = (row.values[column] for column in columns if column < len(row.values))
    return [folded(cell) for cell in cells if cell is not None and not isinstance(cell, Silent | list)]


def _depths(above: list[list[int]]) -> tuple[list[int], dict[int, list[int]]]:
    """How many rows stand above each, and which rows name each other in a circle."""
    depths: dict[int, int] = {}
    circles: dict[int, list[int]] = {}
    for start in range(len(above)):
        path: list[int] = [start]
        while path:
            place = path[-1]
            waiting = [other for other in above[place] if other not in depths]
            if circle := next((path[path.index(other) :] for other in waiting if other in path), None):
                circles.update(dict.fromkeys(circle, circle))
                depths.update(dict.fromkeys(circle, 0))
            elif waiting:
                path.append(waiting[0])
                continue
            else:
                depths.setdefault(place, 1 + max((depths[other] for other in above[place]), default=-1))
            path.pop()
    return [depths[place] for place in range(len(above))], circles


def _sorted(sheet: Sheet, depths: list[int]) -> Rows:
    """The rows by their depth, and as they stand within it."""
    return Rows(
        row for wanted in sorted(set(depths)) for row, depth in zip(sheet.rows, depths, strict=True) if depth == wanted
    )

"""Turning plain data into declared structures, with every fault on its line and in words."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from tandem.ground.catalogue.errors import LibraryError
from tandem.ground.catalogue.yaml_text import Document, Step

Struct = TypeVar("Struct", bound=msgspec.Struct)

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<name>[^.\[\]]+)|\[(?P<index>\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]*)`")
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<found>[^`]*)`")
_TOO_LONG = re.compile(r"Expected `str` of length <= (?P<most>\d+)")
_TYPES = {
    "str": "text (put it in quotes)",
    "bool": "true or false",
    "array": "a list",
    "object": "keys with values",
    "int": "a whole number",
    "null": "nothing",
}


def converted(document: Document, data: Any, shape: type[Struct], *path: Step) -> Struct:
    """The data of this path in the declared shape; raises LibraryError at the first value that does not fit."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as problem:
        raise _error(document, str(problem), shape, path) from problem


def converted_each(
    document: Document, data: Iterable[Any], shape: type[Struct], *path: Step, faults: list[LibraryError]
) -> list[tuple[int, Struct]]:
    """Every entry that fits, with its position; what does not fit is added to `faults`."""
    fitting: list[tuple[int, Struct]] = []
    for position, entry in enumerate(data):
        try:
            fitting.append((position, converted(document, entry, shape, *path, position)))
        except LibraryError as fault:
            faults.append(fault)
    return fitting


def _error(document: Document, message: str, shape: type[msgspec.Struct], path: tuple[Step, ...]) -> LibraryError:
    place = _PLACE.search(message)
    inner = _steps(place["path"]) if place else ()
    plain = message[: place.start()] if place else message
    if unknown := _UNKNOWN.match(plain):
        name = unknown["name"]
        known = f"known here: {', '.join(shape.__struct_fields__)}" if not inner else "remove it"
        return document.error(f"“{name}” is no key of this format; {known}.", *path, *inner, name)
    if missing := _MISSING.match(plain):
        return document.error(f"“{missing['name']}” is missing.", *path, *inner)
    if too_long := _TOO_LONG.match(plain):
        return document.error(f"“{inner[-1]}” is longer than {too_long['most']} characters.", *path, *inner)
    if expected := _EXPECTED.match(plain):
        wanted = " or ".join(_TYPES.get(word, word) for word in expected["wanted"].split(" | "))
        actual = _TYPES.get(expected["found"], expected["found"]).partition(" (")[0]
        subject = f"“{inner[-1]}”" if inner else "This entry"
        return document.error(f"{subject} must be {wanted}, not {actual}.", *path, *inner)
    return document.error(f"{plain}.", *path, *inner)


def _steps(path: str) -> tuple[Step, ...]:
    return tuple(
        int(step["index"]) if step["index"] else step["name"] for step in _STEP.finditer(path) if step.lastgroup
    )

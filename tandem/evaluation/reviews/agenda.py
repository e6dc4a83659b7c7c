"""The agenda that is ready: the inputs of both standards, each once, with the lists that give its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tandem.direction.scope.models import STANDARDS
from tandem.library_words import LISTS, by_language, translated

IN_FORCE = dict(STANDARDS)  # what earlier editions number so is something else
LENSES = {"iso-20000-1": "20", "iso-27001": "27"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a list of a register under filters, or how far a standard is met; `good` is more, fewer or empty."""

    label: str
    register: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    conformity: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its title, which requirement of which standard asks for it, and its figures."""

    key: str
    title: str
    asked: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[Figure, ...]

    def requirements(self, standards: Iterable[str]) -> list[str]:
        """The requirements of these standards, in the editions in force, that ask for it."""
        named = dict(self.asked)
        return [f"{key}/{ref}" for key in standards if key in IN_FORCE for ref in named.get(key.partition(":")[0], ())]


@by_language
def inputs() -> tuple[Input, ...]:
    """Every input, in the order of a meeting."""
    written = yaml.safe_load((Path(__file__).parent / "agenda.yaml").read_text(encoding="utf-8"))
    return tuple(_input(entry) for entry in translated(written, LISTS))


def _input(entry: Mapping[str, Any]) -> Input:
    asked = tuple((name, tuple(refs)) for name, refs in entry["asked"].items())
    return Input(entry["key"], entry["title"], asked, tuple(_figure(one) for one in entry["figures"]))


def _figure(entry: Mapping[str, Any]) -> Figure:
    filters = tuple((name, str(text)) for name, text in entry.get("filters", {}).items())
    named = {name: str(entry.get(name, "")) for name in ("label", "register", "conformity", "good")}
    return Figure(filters=filters, **named)


def input_of(key: str) -> Input | None:
    """The ready input of this key."""
    return next((one for one in inputs() if one.key == key), None)

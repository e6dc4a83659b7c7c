"""What is said of a record in a word each: shown beside it, and changed in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.faces.web import display
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.kinds.kind import EMPTY
from tandem.ground.kernel.registers import Register

MOST = 12  # beside a record before the rest is folded
LONG = 60  # letters that a line beside the record has room for
ELSEWHERE = frozenset({"state", "tags"})
KEYS: Mapping[str, str] = {"assignee": "a", "priority": "p"}


@dataclass(frozen=True, slots=True)
class Property:
    """One property: how it looks, whether it may be changed here, and the key that does."""

    shown: display.Shown
    is_open: bool
    key: str = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return self.shown.shape.name

    @property
    def is_empty(self) -> bool:
        """True where nothing stands in it, or no."""
        return self.shown.value in EMPTY or self.shown.value is False


@dataclass(frozen=True, slots=True)
class Parted:
    """The fields of a record, parted: properties, further ones, empty ones, and the sections with what needs room."""

    properties: Sequence[Property]
    further: Sequence[Property]
    empty: Sequence[Property]
    sections: Sequence[dict[str, Any]]


def parted(
    register: Register, record: Any, *, may_edit: bool, tones: display.Tones, placed: frozenset[str] = frozenset()
) -> Parted:
    """Properties beside, texts in the middle; `placed` are fields that the middle shows in its own way."""
    writable = frozenset(register.writable)
    short, sections = [], []
    for section in register.form.sections:
        fields = [display.shown(register, record, name, tones) for name in section.fields if name not in placed]
        fields = [shown for shown in fields if shown.shape.name != register.headline]
        short += [shown for shown in fields if not needs_room(shown)]
        if texts := [shown for shown in fields if needs_room(shown)]:
            sections.append({"title": section.title, "fields": texts})
    short += [display.shown(register, record, name, tones) for name in register.form.facts if name not in placed]
    keys = _keys(register)
    every = [
        Property(shown, may_edit and shown.shape.name in writable, keys.get(shown.shape.name, ""))
        for shown in short
        if shown.shape.name not in ELSEWHERE
    ]
    filled = sorted((entry for entry in every if not entry.is_empty), key=lambda entry: not entry.key)
    empty = [entry for entry in every if entry.is_empty and entry.is_open]
    return Parted(filled[:MOST], filled[MOST:], empty, sections)


def needs_room(shown: display.Shown) -> bool:
    """True for texts of several lines and for long ones."""
    kind = shown.shape.kind
    if kind in ("long", "structure", "parts"):
        return shown.value not in EMPTY
    return isinstance(shown.value, str) and kind in ("text", "worded") and len(shown.value) > LONG


def _keys(register: Register) -> Mapping[str, str]:
    """The key that changes a property: `a` assigns, `p` sets the priority."""
    has_assignee = "assignee" in register.writable
    return KEYS if has_assignee else {**KEYS, "owner": "a"}


def editable(register: Register, name: str) -> bool:
    """True for a field that can be changed alone, in place."""
    return name in register.writable and table.of(register.field(name)).name != "structure"

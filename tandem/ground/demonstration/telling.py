"""The demonstration data of a register: it lies in the register's folder, written as what happened on which day.

`demonstration.yaml` lists records with the steps that followed. Where more happened than that, a `demonstration.py`
beside it tells the entries in its own way. `shown_by` names, by register, the records that are evidence for one; a
record whose title follows from others is `called` something here.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import yaml
from django.apps import apps

from tandem.ground.demonstration.seasons import all_in_season
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import links, registers, writing
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register, declared_for, of_model
from tandem.library_words import STORY, translated

OURS = ("called", "day", "at", "by", "steps", "shown_by", "shown_on")
BEGINS, FOLLOWS, SHOWN = "10:00", "14:00", "16:30"
LATEST = -20  # day of evidence that says no other


def tell_everything(story: Story) -> None:
    """Let everything happen that lies with any register; what others point to comes first."""
    for register in in_order(registers.every()):
        tell_of(story, register)


def in_order(known: Iterable[Register]) -> list[Register]:
    """Registers in such an order that what a record points to stands before it."""
    ordered: dict[str, Register] = {}

    def put(register: Register, above: tuple[str, ...]) -> None:
        if register.key in ordered or register.key in above:
            return
        for target in _pointed_to(register):
            put(target, (*above, register.key))
        ordered[register.key] = register

    for register in known:
        put(register, ())
    return list(ordered.values())


def _pointed_to(register: Register) -> list[Register]:
    links = [field for field in register.model._meta.concrete_fields if table.of(field).name == "record"]
    targets = [of_model(field.related_model) for field in links if field.related_model]
    return [target for target in targets if target is not None]


def tell_of(story: Story, register: Register) -> None:
    """Let happen what lies with one register."""
    written = register.folder / "demonstration.yaml"
    text = written.read_text(encoding="utf-8") if written.is_file() else "[]"
    entries = all_in_season(translated(yaml.load(text, Loader=yaml.CSafeLoader), STORY), story.today)
    if (register.folder / "demonstration.py").is_file():
        package = register.model.__module__.rpartition(".")[0]
        import_module(f"{package}.demonstration").tell(story, entries)
    else:
        tell_plainly(story, register, entries)


def tell_plainly(story: Story, register: Register, entries: list[Entry]) -> None:
    """Let the entries of one register happen: days count from today, records are named by their title."""
    for entry in entries:
        _tell_record(story, register, entry)


def _tell_record(story: Story, register: Register, entry: Entry) -> None:
    known = story.made.setdefault(register.key, {})
    name = entry.get("called") or entry.get("title") or entry.get(register.headline, "")

    def write() -> None:
        given = {key: value for key, value in entry.items() if key not in OURS}
        actor = story.actor(entry.get("by", "mira"))
        known[name] = writing.create(actor, register, _values(story, register, given)).reference

    story.at(story.moment(entry.get("day", -330), entry.get("at", BEGINS)), write)
    for step in entry.get("steps", []):
        story.at(story.moment(step["day"], step.get("at", FOLLOWS)), _step(story, register, name, step))
    for key, titles in entry.get("shown_by", {}).items():
        for title in titles:
            moment = story.moment(entry.get("shown_on", LATEST), SHOWN)
            story.at(moment, _show(story, register, name, key, title))


def _show(story: Story, register: Register, name: str, key: str, title: str) -> Any:
    """Somebody links a record that is evidence for another one."""

    def link() -> None:
        source = _declared(key)
        links.connect(
            story.actor("mira"),
            source,
            _made(story, source, title),
            kind="evidence-for",
            to_register=register.key,
            to_reference=story.made[register.key][name],
        )

    return link


def _declared(key: str) -> Register:
    """The register of this key; LookupError where there is none."""
    register = registers.find(key)
    if register is None:
        raise LookupError(f"There is no register “{key}”.")
    return register


def _step(story: Story, register: Register, name: str, step: Entry) -> Any:
    def take() -> None:
        given = {key: value for key, value in step.items() if key not in (*OURS, "step", "reason")}
        reference, actor = story.made[register.key][name], story.actor(step.get("by", "mira"))
        values = _values(story, register, given)
        if step["step"] == "change":
            writing.change(actor, register, reference, values)
        else:
            writing.transition(actor, register, reference, step["step"], values, reason=step.get("reason", ""))

    return take


def _values(story: Story, register: Register, given: Entry) -> Entry:
    return {name: _value(story, register.field(name), value) for name, value in given.items()}


def _value(story: Story, field: Any, value: Any) -> Any:
    kind = table.of(field).name
    if kind in ("person", "record"):
        target = of_model(field.related_model)
        return story.people[value] if target is None else _made(story, target, value)
    if kind == "records":
        target = declared_for(apps.get_model(field.to))
        return [_made(story, target, title) for title in value]
    if kind == "moment" and isinstance(value, list):
        return story.planned(*value)
    if kind in ("day", "moment") and isinstance(value, int):
        return story.day(value)
    return value


def _made(story: Story, register: Register, title: str) -> str:
    """The reference of a record that was told before; LookupError when none has this title."""
    made = story.made.get(register.key, {})
    if title not in made:
        raise LookupError(f"No record of {register.key} in the demonstration is called “{title}” by then.")
    return made[title]

"""Records of the demonstration that need no story of their own: written on a day, with the steps that followed."""

from typing import Any

from tandem.faces.cli.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register, of_model

OURS = ("day", "by", "steps")


def tell(story: Story, key: str, entries: list[Entry]) -> None:
    """Let the entries of one register happen: days count from today, records are named by their titles."""
    register = registers.find(key)
    if register is None:
        raise LookupError(f"There is no register “{key}”.")
    for entry in entries:
        _tell_one(story, register, entry)


def _tell_one(story: Story, register: Register, entry: Entry) -> None:
    known = story.made.setdefault(register.key, {})

    def write() -> None:
        given = {name: value for name, value in entry.items() if name not in OURS}
        actor = story.actor(entry.get("by", "mira"))
        known[entry["title"]] = writing.create(actor, register, _values(story, register, given)).reference

    story.at(story.moment(entry.get("day", -330), "10:00"), write)
    for step in entry.get("steps", []):
        story.at(story.moment(step["day"], "14:00"), _step(story, register, entry["title"], step))


def _step(story: Story, register: Register, title: str, step: Entry) -> Any:
    def take() -> None:
        given = {name: value for name, value in step.items() if name not in ("day", "by", "step", "reason")}
        reference, actor = story.made[register.key][title], story.actor(step.get("by", "mira"))
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
        if target is None:
            return story.people[value]
        return (story.services if target.key == "services" else story.made[target.key])[value]
    if kind in ("day", "moment") and isinstance(value, int):
        return story.day(value)
    return value

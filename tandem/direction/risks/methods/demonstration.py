"""The risk method of the demonstration, with the threats and weaknesses that come with it."""

from tandem.direction.risks.methods.register import RISK_METHODS
from tandem.direction.risks.typical.operations import take_over_threats, take_over_weaknesses
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.ground.kernel.registers import Register


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every method be written, the typical threats taken over with it, and approved."""
    for entry in entries:
        _tell_method(story, RISK_METHODS, entry)


def _tell_method(story: Story, register: Register, entry: Entry) -> None:
    ours = ("day", "by", "approved", "approver")
    values = {name: value for name, value in entry.items() if name not in ours} | {"owner": story.people[entry["by"]]}
    made: dict[str, str] = {}

    def write() -> None:
        made["reference"] = writing.create(story.actor(entry["by"]), register, values).reference
        take_over_threats(story.actor(entry["by"]))
        take_over_weaknesses(story.actor(entry["by"]))

    story.at(story.moment(entry["day"]), write)
    approver = story.actor(entry["approver"])
    approved = story.moment(entry["approved"])
    story.at(approved, lambda: writing.transition(approver, register, made["reference"], "approve"))

"""Events of the demonstration: messages as its monitoring sends them, taken in at their moments."""

from typing import Any

import msgspec

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel.patterns.acting import tandem
from tandem.operation.events.formats.reading import read
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.taking import take


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every message come."""
    for entry in entries:
        story.at(story.moment(entry["day"], entry["at"]), _coming(story, entry["source"], entry["message"]))


def _coming(story: Story, source: str, message: dict[str, Any]) -> Any:
    def come() -> None:
        sender = EventSource.objects.get(title=source)
        take(tandem(story.organization, "api"), sender, read(msgspec.json.encode(message), sender))

    return come

"""Major incidents of the demonstration: who leads, what was said when, when top management was told, the review."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.operation.incidents.majors.models import MajorIncident
from tandem.operation.incidents.majors.register import MAJOR_INCIDENTS
from tandem.operation.incidents.majors.updates.register import MAJOR_UPDATES
from tandem.operation.incidents.models import Incident

WORDS = ("why", "effect", "meeting")
ROLES = ("communicator", "technical_lead")


def tell(story: Story, entries: list[Entry]) -> None:
    """They are told with their incidents."""


def plan(story: Story, entry: Entry, reference: Callable[[], str]) -> None:
    """Put the course of a major incident into the story of its incident."""
    course = _Course(story, entry["major_incident"], reference)
    began = story.moment(entry["day"], entry["at"])
    story.at(began + timedelta(minutes=3), course.declare)
    story.at(began + timedelta(minutes=course.told["told_after"]), course.tell_management)
    for update in course.told["updates"]:
        story.at(began + timedelta(minutes=update["after"]), partial(course.update, update))
    story.at(story.moment(entry["day"] + course.told["reviewed_after"], "14:00"), course.review)


class _Course:
    def __init__(self, story: Story, entry: Entry, reference: Callable[[], str]) -> None:
        self.story, self.told, self.incident = story, entry, reference

    def declaration(self) -> str:
        """The reference of the declaration, which its incident began."""
        incident = Incident.objects.get(reference=self.incident())
        reference: str = MajorIncident.objects.get(incident=incident).reference
        return reference

    def lead(self) -> Actor:
        """Who leads it."""
        return self.story.actor(self.told.get("lead", "sara"))

    def declare(self) -> None:
        """Say why, what is hit, and who does what."""
        values: dict[str, Any] = {name: self.told[name] for name in WORDS if name in self.told}
        values |= {name: self.story.people[self.told[name]] for name in ROLES}
        writing.change(self.lead(), MAJOR_INCIDENTS, self.declaration(), values)

    def tell_management(self) -> None:
        """Top management hears of it."""
        values = {"management_told": self.told["told"]}
        writing.transition(self.lead(), MAJOR_INCIDENTS, self.declaration(), "tell-management", values)

    def update(self, update: Entry) -> None:
        """One line of its course."""
        values = {name: value for name, value in update.items() if name not in ("after", "by")}
        actor = self.story.actor(str(update.get("by", self.told["communicator"])))
        writing.create(actor, MAJOR_UPDATES, {"major": self.declaration(), **values})

    def review(self) -> None:
        """What was found, and what is to be better."""
        values = {name: self.told[name] for name in ("took_part", "review", "better")}
        writing.transition(self.lead(), MAJOR_INCIDENTS, self.declaration(), "review", values)

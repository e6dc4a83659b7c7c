"""Targets of processes as the story tells them, and how their clocks stand at its end."""

from functools import partial

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.demonstration.telling import tell_plainly
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.agreements.clocks.kinds import OF_PROCESSES
from tandem.operation.agreements.process_targets.register import PROCESS_TARGETS


def tell(story: Story, entries: list[Entry]) -> None:
    """They are approved a year ago; the evening before today what has run out is noted."""
    tell_plainly(story, PROCESS_TARGETS, entries)
    for followed in OF_PROCESSES:
        story.at(story.moment(-1, "17:00"), partial(for_each_organization, followed.tick))

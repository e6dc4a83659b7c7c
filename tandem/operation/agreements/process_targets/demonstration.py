"""Targets of processes as the story tells them, and how their clocks stand at its end."""

from functools import partial

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.demonstration.telling import tell_plainly
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.operation.agreements.clocks.kinds import OF_PROCESSES
from tandem.operation.agreements.clocks.measuring import last_month, measure_processes
from tandem.operation.agreements.process_targets.register import PROCESS_TARGETS


def tell(story: Story, entries: list[Entry]) -> None:
    """They are approved a year ago; what ran out and how the last month was kept is noted the evening before today."""
    tell_plainly(story, PROCESS_TARGETS, entries)
    for followed in OF_PROCESSES:
        story.at(story.moment(-1, "17:00"), partial(for_each_organization, followed.tick))
    story.at(story.moment(-1, "17:30"), partial(for_each_organization, _measure))


def _measure(actor: Actor) -> None:
    measure_processes(actor, *last_month(actor.today))

"""Availability of the last two months, counted on their second day."""

from functools import partial

from tandem.ground.demonstration.story import Entry, Story
from tandem.operation.availability.demonstration import months_of
from tandem.operation.availability.results.operations import measure


def tell(story: Story, entries: list[Entry]) -> None:
    """Let both months be counted before the results of targets are."""
    for begin, end in months_of(story.today):
        day = min((end - story.today).days + 2, 0)
        story.at(
            story.moment(day, "03:20"),
            partial(lambda first, last: measure(story.actor("mira"), first, last), begin, end),
        )

"""Results of the last two months, counted from the clocks of incidents; what was missed has led to something."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.operation.agreements.clocks.measuring import measure
from tandem.operation.agreements.results.models import ServiceResult


def tell(story: Story, entries: list[Entry]) -> None:
    """Months are measured on their second day; a week later it is said what was done."""
    last = story.today.replace(day=1) - timedelta(days=1)
    for end in (last.replace(day=1) - timedelta(days=1), last):
        day = min((end - story.today).days + 2, 0)
        story.at(story.moment(day, "04:00"), partial(_measure, story, end))
        story.at(story.moment(min(day + 7, 0), "15:00"), partial(_see_to, story, end))


def _measure(story: Story, end: date) -> None:
    measure(story.actor("mira"), end.replace(day=1), end)


def _see_to(story: Story, end: date) -> None:
    register = registers.find("actions")
    missed: Any = ServiceResult.objects.missed().filter(period_end=end, action__state="open")
    for result in missed.select_related("action"):
        outcome = f"Looked at each case of {result.title} with the team; what held them up is on the improvement list."
        if register is not None:
            writing.transition(story.actor("mira"), register, result.action.reference, "finish", {"outcome": outcome})

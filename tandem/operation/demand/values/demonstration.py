"""Demand of the last two years, month by month; what was measured before the story begins is entered when it begins."""

from datetime import timedelta
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.operation.demand.values.models import DemandValue

BEGINS = -248  # day on which the youngest demand is there


def tell(story: Story, entries: list[Entry]) -> None:
    """Each month is entered on its second day after, or at the beginning."""
    this_month = story.today.replace(day=1)
    for entry in entries:
        for back, amount in enumerate(reversed(entry["amounts"]), 1):
            start = this_month - relativedelta(months=back)
            entered = (start + relativedelta(months=1) + timedelta(days=1) - story.today).days
            moment = story.moment(min(max(entered, BEGINS), 0), "07:00")
            story.at(moment, partial(_enter, story, entry, start.isoformat(), amount))


def _enter(story: Story, entry: Entry, start: str, amount: Any) -> None:
    register = registers.declared_for(DemandValue)
    values = {"series": story.made["demand"][entry["series"]], "period_start": start, "amount": amount}
    writing.create(story.actor(entry["by"]), register, values)

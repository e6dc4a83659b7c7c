"""Defined reports of the demonstration; their periods are whole months before today."""

from dateutil.relativedelta import relativedelta

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.demonstration.telling import tell_plainly
from tandem.operation.service_reports.register import REPORT_DEFINITIONS


def tell(story: Story, entries: list[Entry]) -> None:
    """Each is defined and given from the next day on."""
    for entry in entries:
        begins = story.today.replace(day=1) - relativedelta(months=entry.pop("months_back"))
        steps = [{"day": entry["day"] + 1, "step": "use", "by": entry["by"]}]
        tell_plainly(story, REPORT_DEFINITIONS, [entry | {"begins_on": begins, "steps": steps}])

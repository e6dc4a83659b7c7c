"""Meetings of the change board of the demonstration: called, advised at, minuted."""

from collections.abc import Callable

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.operation.changes.agenda.register import CHANGE_AGENDA
from tandem.operation.changes.meetings.models import ChangeMeeting
from tandem.operation.changes.meetings.register import CHANGE_MEETINGS


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every meeting be called, and those with minutes be held."""
    for entry in entries:
        story.at(story.moment(entry["day"], "09:40"), _call(story, entry))
        if "minutes" in entry:
            story.at(story.moment(entry["meets"], "14:00"), _hold(story, entry))
            story.at(story.moment(entry["meets"] + 1, "09:00"), _approve(story, entry))


def _people(story: Story, names: list[str]) -> list[str]:
    return [story.made["people"][name] for name in names]


def _call(story: Story, entry: Entry) -> Callable[[], None]:
    def call() -> None:
        actor = story.actor(entry["by"])
        values = {"title": entry["title"], "meets_on": story.day(entry["meets"]), "owner": actor.user_id}
        writing.create(actor, CHANGE_MEETINGS, {**values, "members": _people(story, entry["members"])})

    return call


def _hold(story: Story, entry: Entry) -> Callable[[], None]:
    def hold() -> None:
        actor, meeting = story.actor(entry["by"]), ChangeMeeting.objects.get(title=entry["title"])
        for item in meeting.agenda.select_related("change").order_by("pk"):
            advice, word = entry["advice"][item.change.title]
            writing.change(actor, CHANGE_AGENDA, item.reference, {"advice": advice, "word": word})
        written = {"minutes": entry["minutes"], "attended": _people(story, entry["attended"])}
        writing.transition(actor, CHANGE_MEETINGS, meeting.reference, "hold", written)

    return hold


def _approve(story: Story, entry: Entry) -> Callable[[], None]:
    def approve() -> None:
        meeting = ChangeMeeting.objects.get(title=entry["title"])
        writing.transition(story.actor(entry["approved_by"]), CHANGE_MEETINGS, meeting.reference, "approve-minutes")

    return approve

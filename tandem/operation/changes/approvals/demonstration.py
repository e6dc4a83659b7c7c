"""Approvals of the demonstration: those who were asked agree."""

from collections.abc import Callable

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.operation.changes.approvals.models import ChangeApproval
from tandem.operation.changes.approvals.register import CHANGE_APPROVALS


def tell(story: Story, entries: list[Entry]) -> None:
    """Let everybody agree who does."""
    for entry in entries:
        story.at(story.moment(entry["day"], entry.get("at", "11:00")), _agree(story, entry))


def _agree(story: Story, entry: Entry) -> Callable[[], None]:
    def agree() -> None:
        actor = story.actor(entry["by"])
        asked = ChangeApproval.objects.get(change__title=entry["change"], approver_id=actor.user_id, state="asked")
        comment = {"comment": entry["comment"]} if "comment" in entry else {}
        writing.transition(actor, CHANGE_APPROVALS, asked.reference, "agree", comment)

    return agree

"""Reviews of incidents of the demonstration: what was proposed is decided upon, then the review is finished."""

from collections.abc import Callable

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.operation.problems.proposals.models import ProblemProposal
from tandem.operation.problems.proposals.register import PROBLEM_PROPOSALS
from tandem.operation.problems.reviews.register import PROBLEM_REVIEWS


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every review happen."""
    for entry in entries:
        story.at(story.moment(entry["day"], "10:00"), _review(story, entry))


def _review(story: Story, entry: Entry) -> Callable[[], None]:
    def review() -> None:
        actor = story.actor(entry["by"])
        days = {name: story.day(entry[name]) for name in ("begins", "ends")}
        begun = writing.create(actor, PROBLEM_REVIEWS, {"title": entry["title"], "owner": actor.user_id, **days})
        for proposal in ProblemProposal.objects.filter(review=begun).order_by("pk"):
            key = "open-problem" if proposal.title in entry.get("open", ()) else "leave"
            writing.transition(actor, PROBLEM_PROPOSALS, proposal.reference, key, reason=entry["reason"])
        written = {"conclusion": entry["conclusion"], "effects": entry["effects"]}
        writing.transition(actor, PROBLEM_REVIEWS, begun.reference, "finish", written)

    return review

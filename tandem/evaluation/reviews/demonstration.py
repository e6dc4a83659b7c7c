"""Reviews of the demonstration: prepared, held with frozen figures, minuted, approved by another."""

from functools import partial
from typing import Any

from tandem.evaluation.reviews.attendees.register import REVIEW_ATTENDEES
from tandem.evaluation.reviews.decisions.models import ReviewDecision
from tandem.evaluation.reviews.decisions.register import REVIEW_DECISIONS
from tandem.evaluation.reviews.inputs.register import REVIEW_INPUTS
from tandem.evaluation.reviews.models import Review
from tandem.evaluation.reviews.register import REVIEWS
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.registers import declared_for


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every review happen on its days."""
    for entry in entries:
        story.at(story.moment(entry["day"], "10:00"), partial(_prepare, story, entry))
        story.at(story.moment(entry["meets"], "13:00"), partial(_hold, story, entry))
        story.at(story.moment(entry["meets"] + 2, "11:00"), partial(_minute, story, entry))
        story.at(story.moment(entry["approved"], "16:00"), partial(_approve, story, entry))
        for decision in entry["decisions"]:
            if "done" in decision:
                story.at(story.moment(decision["done"], "15:00"), partial(_finish, story, decision))


def _review(entry: Entry) -> Any:
    return Review.objects.get(title=entry["title"])


def _prepare(story: Story, entry: Entry) -> None:
    actor = story.actor(entry["minutes_by"])
    given = {"title": entry["title"], "place": entry["place"], "meets_on": story.day(entry["meets"])}
    people = {"chair": story.people[entry["chair"]], "owner": actor.user_id}
    review = writing.create(actor, REVIEWS, {**given, **people})
    for attendee in entry["attendees"]:
        who = {**attendee, "person": story.people[attendee["person"]]}
        writing.create(actor, REVIEW_ATTENDEES, {"review": review, **who})
    for row in review.inputs.filter(key__in=entry["words"]):
        writing.change(actor, REVIEW_INPUTS, row.reference, {"statement": entry["words"][row.key]})
    writing.transition(actor, REVIEWS, review.reference, "invite")


def _hold(story: Story, entry: Entry) -> None:
    review, actor = _review(entry), story.actor(entry["minutes_by"])
    writing.transition(actor, REVIEWS, review.reference, "freeze")
    for attendee in review.attendees.order_by("pk"):
        writing.change(actor, REVIEW_ATTENDEES, attendee.reference, {"came": True})
    inputs = {row.key: row for row in review.inputs.all()}
    for decision in entry["decisions"]:
        writing.create(actor, REVIEW_DECISIONS, {"review": review, **_decided(story, decision, inputs)})
    decided = {decision["input"] for decision in entry["decisions"]}
    for key, row in inputs.items():
        outcome = "decided" if key in decided else "nothing"
        writing.change(actor, REVIEW_INPUTS, row.reference, {"outcome": outcome})


def _decided(story: Story, decision: Entry, inputs: dict[str, Any]) -> Entry:
    values: Entry = {name: decision[name] for name in ("title", "kind", "is_none_needed") if name in decision}
    if "owner" in decision:
        values |= {"owner": story.people[decision["owner"]], "due": story.day(decision["due"])}
    return {**values, "input": inputs[decision["input"]]}


def _minute(story: Story, entry: Entry) -> None:
    given = {"minutes": entry["minutes"]}
    writing.transition(story.actor(entry["minutes_by"]), REVIEWS, _review(entry).reference, "minute", given)


def _approve(story: Story, entry: Entry) -> None:
    writing.transition(story.actor(entry["chair"]), REVIEWS, _review(entry).reference, "approve")


def _finish(story: Story, scripted: Entry) -> None:
    """Who was asked does it in their inbox."""
    decision = ReviewDecision.objects.get(title=scripted["title"])
    action = Action.objects.open().get(source_register=REVIEW_DECISIONS.key, source_reference=decision.reference)
    given = {"outcome": "Done as decided."}
    writing.transition(story.actor(scripted["owner"]), declared_for(Action), action.reference, "finish", given)

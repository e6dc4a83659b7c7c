"""The programme of the demonstration: its topics are listed, given to somebody, and approved."""

from functools import partial

from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.evaluation.audits.programmes.register import AUDIT_PROGRAMMES
from tandem.evaluation.audits.programmes.topics.register import AUDIT_TOPICS
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing

OURS = ("day", "approved", "responsible", "owner", "starts_on", "ends_on")


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every programme be begun by who owns it and approved by the managing director."""
    for entry in entries:
        story.at(story.moment(entry["day"], "10:00"), partial(_begin, story, entry))
        story.at(story.moment(entry["approved"], "14:00"), partial(_approve, story, entry))


def _begin(story: Story, entry: Entry) -> None:
    actor = story.actor(entry["owner"])
    days = {name: story.day(entry[name]) for name in ("starts_on", "ends_on")}
    values = {name: value for name, value in entry.items() if name not in OURS}
    given = {**values, **days, "owner": story.people[entry["owner"]]}
    programme = writing.create(actor, AUDIT_PROGRAMMES, given)
    story.made.setdefault(AUDIT_PROGRAMMES.key, {})[entry["title"]] = programme.reference
    writing.transition(actor, AUDIT_PROGRAMMES, programme.reference, "list-topics")
    for topic in AuditProgramme.objects.get(pk=programme.pk).topics.order_by("pk"):
        answers = {"responsible": story.people[entry["responsible"][topic.title]]}
        writing.change(actor, AUDIT_TOPICS, topic.reference, answers)
        story.made.setdefault(AUDIT_TOPICS.key, {})[topic.title] = topic.reference


def _approve(story: Story, entry: Entry) -> None:
    reference = story.made[AUDIT_PROGRAMMES.key][entry["title"]]
    writing.transition(story.actor("ingrid"), AUDIT_PROGRAMMES, reference, "approve")

"""The demonstration's documents from templates: their reviews, who has read them, and two exceptions."""

from collections.abc import Callable
from typing import Any

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.patterns.acting import tandem
from tandem.proof.drafting import operations
from tandem.support.documents import background as schedule
from tandem.support.documents.models import Document
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.reviews.models import DocumentReview
from tandem.support.documents.versions.models import DocumentVersion


def tell(story: Story, script: Entry) -> None:
    """Begin the set in one go, bring most of it into force, let people read, ask for two exceptions."""
    begun: dict[str, str] = {}
    day = script["day"]

    def begin() -> None:
        keys = [entry["template"] for entry in script["documents"]]
        for document in operations.begin(story.actor(script["by"]), keys):
            begun[document.template] = document.reference
            story.made.setdefault("documents", {})[document.title] = document.reference

    story.at(story.moment(day, "09:00"), begin)
    for number, entry in enumerate(script["documents"]):
        story.at(story.moment(day + 1, "09:00", minutes=number), _polish(story, begun, entry))
        if "approver" in entry:
            story.at(story.moment(day + 12, "10:00", minutes=number), _approve(story, begun, entry))
    for entry in script["exceptions"]:
        _exception(story, entry)
    for entry in script["readers"]:
        story.at(story.moment(entry["day"], "08:00"), _ask(story, entry["document"], entry["read_by"]))
        for key, later in entry["read"].items():
            story.at(story.moment(entry["day"] + later, "12:30"), _read(story, entry["document"], key))


def _polish(story: Story, begun: Entry, entry: Entry) -> Callable[[], None]:
    """Name the owner, decide what the template left open, send it for review, and ask somebody to look."""

    def polish() -> None:
        actor, reference = story.actor(entry.get("author", "amina")), begun[entry["template"]]
        values = {"owner": story.people[entry["owner"]]}
        document = writing.change(actor, registers.declared("documents"), reference, values)
        version = DocumentVersion.objects.get(document=document)
        versions = registers.declared("document-versions")
        edits = {"number": "1.0", "author": actor.user_id}
        if "decides" in entry:
            own = f"{version.text}\n\n## At Lindfalk\n{entry['decides']}"
            edits |= {"text": own, "is_decided": True}
        version = writing.change(actor, versions, version.reference, edits)
        if "reviewer" in entry:
            asked = {"document_version": version, "owner": story.people[entry["reviewer"]]}
            writing.create(actor, registers.declared("document-reviews"), asked)
        if "approver" in entry or "reviewer" in entry:
            writing.transition(actor, versions, version.reference, "submit")

    return polish


def _approve(story: Story, begun: Entry, entry: Entry) -> Callable[[], None]:
    def approve() -> None:
        version = DocumentVersion.objects.get(document__reference=begun[entry["template"]])
        for review in DocumentReview.objects.filter(document_version=version, state="asked"):
            actor = story.actor(entry["reviewer"])
            values = {"comments": entry.get("comment", "")}
            writing.transition(actor, registers.declared("document-reviews"), review.reference, "agree", values)
        actor = story.actor(entry["approver"])
        writing.transition(actor, registers.declared("document-versions"), version.reference, "approve")

    return approve


def _ask(story: Story, title: str, read_by: str) -> Callable[[], None]:
    def ask() -> None:
        document = Document.objects.get(title=title)
        writing.change(story.actor("mira"), registers.declared("documents"), document.reference, {"read_by": read_by})

    return ask


def _read(story: Story, title: str, key: str) -> Callable[[], None]:
    def read() -> None:
        asked = Acknowledgement.objects.get(document__title=title, owner=story.people[key], state="asked")
        writing.transition(story.actor(key), registers.declared("acknowledgements"), asked.reference, "confirm")

    return read


def _exception(story: Story, entry: Entry) -> None:
    register = registers.declared("policy-exceptions")
    made: dict[str, Any] = {}

    def ask() -> None:
        plain = ("title", "deviation", "place", "reason", "measures")
        values = {name: entry[name] for name in plain} | {"expires_on": story.day(entry["expires"])}
        values |= {"document": Document.objects.get(title=entry["document"]), "owner": story.people[entry["owner"]]}
        if "risk" in entry:
            risk = registers.declared("risks").model.objects.get(title=entry["risk"])
            values["risk"] = risk
        if "item" in entry:
            values["item"] = story.made["items"][entry["item"]]
        made["reference"] = writing.create(story.actor(entry["by"]), register, values).reference

    story.at(story.moment(entry["day"], "10:00"), ask)
    if "approver" in entry:
        approver = story.actor(entry["approver"])
        decide = lambda: writing.transition(approver, register, made["reference"], "approve")  # noqa: E731
        story.at(story.moment(entry["day"] + 2, "15:00"), decide)
    if entry["expires"] < 0:
        acting = tandem(story.organization)
        story.at(story.moment(entry["expires"] + 1, "03:20"), lambda: schedule.keep_up_one(acting))

"""Documents of the demonstration, with their versions."""

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import writing
from tandem.support.documents.register import DOCUMENTS
from tandem.support.documents.versions.register import DOCUMENT_VERSIONS


def tell(story: Story, entries: list[Entry]) -> None:
    """Let every document be written, approved and looked at again."""
    documents, versions = DOCUMENTS, DOCUMENT_VERSIONS
    for entry in entries:
        made: dict[str, str] = {}

        def write(entry: Entry = entry, made: Entry = made) -> None:
            plain = ("title", "kind", "topic", "purpose", "classification", "location", "external_edition")
            values = {name: entry[name] for name in plain if name in entry}
            values |= {"owner": story.people[entry["owner"]], "review_months": entry.get("months", 12)}
            values["retention_months"] = entry.get("keep", 36)
            made["document"] = writing.create(story.actor(entry.get("author", "amina")), documents, values).reference
            story.made.setdefault(documents.key, {})[entry["title"]] = made["document"]
            if entry.get("text"):
                given = {
                    "document": made["document"],
                    "number": "1.0",
                    "text": entry["text"],
                    "changes": "First version.",
                }
                made["version"] = writing.create(story.actor(entry["author"]), versions, given).reference
            if "approver" in entry or entry.get("review"):
                writing.transition(story.actor(entry["author"]), versions, made["version"], "submit")

        def approve(entry: Entry = entry, made: Entry = made) -> None:
            writing.transition(story.actor(entry["approver"]), versions, made["version"], "approve")

        def review(entry: Entry = entry, made: Entry = made) -> None:
            writing.transition(story.actor("mira"), documents, made["document"], "confirm-review")

        def look_up(entry: Entry = entry, made: Entry = made) -> None:
            edition = {"newest_edition": entry["newest_edition"]}
            writing.transition(story.actor(entry["owner"]), documents, made["document"], "look-up", edition)

        story.at(story.moment(entry["day"], "11:00"), write)
        if "newest_edition" in entry:
            story.at(story.moment(entry["looked_up"], "15:00"), look_up)
        if "approver" in entry:
            story.at(story.moment(entry["day"] + 3, "13:00"), approve)
        for day in entry.get("reviewed", []):
            story.at(story.moment(day, "16:00"), review)

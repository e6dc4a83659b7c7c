"""The demonstration's Statement of Applicability: nearly decided, as one finds it before an audit."""

from tandem.direction.controls.statements import operations
from tandem.direction.controls.statements.entries.register import STATEMENT_ENTRIES
from tandem.direction.controls.statements.register import STATEMENTS
from tandem.direction.controls.statements.usage import gathered
from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import links, registers, writing

EXCLUDED = {
    "A.8.30": "Nobody outside develops software for Lindfalk; it buys platforms and writes its own scripts.",
    "A.8.33": "No tests with customers' data take place; scripts are tried out on machines of their own.",
}
EVIDENCE = {
    "Information security policy": ("A.5.1", "A.5.4"),
    "Roles and authorities": ("A.5.2",),
    "Access control policy": ("A.5.15", "A.5.18"),
    "Acceptable use": ("A.5.10",),
    "Classification of information": ("A.5.12", "A.5.13"),
    "Information security incidents": ("A.5.24", "A.5.26"),
    "Change management policy": ("A.8.32",),
}
OPEN = ("A.5.7", "A.5.23", "A.8.9", "A.8.11", "A.8.12", "A.8.28")
BY_LAW = ("A.5.31",)
BY_CONTRACT = ("A.5.19", "A.5.29")


def tell(story: Story, entries: list[Entry]) -> None:
    """Begin the statement and decide all but what is new to everybody."""

    def write() -> None:
        actor = story.actor("amina")
        values = {"title": "First statement for the certification", "owner": story.people["amina"]}
        statement = writing.create(actor, STATEMENTS, values)
        operations.fill(actor, statement)
        with gathered():
            for entry in statement.entries.order_by("pk"):
                if entry.ref not in OPEN:
                    writing.change(actor, STATEMENT_ENTRIES, entry.reference, _decision(entry.ref))

    story.at(story.moment(-18, "13:00"), write)
    story.at(story.moment(-17, "15:00"), lambda: _link(story))


def _link(story: Story) -> None:
    """Let documents speak for the controls that they are evidence for."""
    documents = registers.find("documents")
    if documents is None:
        raise LookupError("There is no register of documents.")
    for document in documents.model.objects.filter(title__in=EVIDENCE):
        for ref in EVIDENCE[document.title]:
            requirement = f"iso-27001:2022/{ref}"
            links.connect(
                story.actor("mira"), documents, document.reference, kind="evidence-for", requirement=requirement
            )


def _decision(ref: str) -> dict[str, object]:
    if ref in EXCLUDED:
        return {"decision": "excluded", "justification": EXCLUDED[ref]}
    return {"decision": "applicable", "because_law": ref in BY_LAW, "because_contract": ref in BY_CONTRACT}

"""Versions of documents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.support.documents import operations
from tandem.support.documents.reviews import rules as reviewing
from tandem.support.documents.versions import rules as versions_rules
from tandem.support.documents.versions.models import DOCUMENT_VERSION_STATES, DocumentVersion
from tandem.support.documents.words import keeping

DOCUMENT_VERSIONS = declare(
    Register(
        key="document-versions",
        model=DocumentVersion,
        prefix="VER",
        title=_("Document versions"),
        singular=_("Document version"),
        about=_("What a document said, when, and who approved it."),
        icon="files",
        headline="number",
        place=Place(
            home="documents",
            parent="document",
        ),
        listing=Listing(
            columns=("reference", "document", "number", "state", "author", "approved_by", "effective_from"),
            search=("text", "file_text", "changes"),
            empty=_("Write the first version; somebody else approves it, and the document is in force."),
        ),
        form=Form(
            sections=(
                Section(_("Version"), ("document", "number", "changes", "author", "effective_from")),
                Section(_("Text"), ("text", "is_decided"), _("Markdown: headings, lists, tables and links.")),
            ),
            facts=("undecided", "review_round", "approved_by", "approved_at"),
        ),
        waiting=(
            Waiting(what=_("Approve the version"), person="", except_for="author", states=("in-review",)),
            Waiting(what=_("Finish the draft"), person="author", states=("draft",)),
        ),
        workflow=Workflow(
            states=DOCUMENT_VERSION_STATES,
            transitions=(
                Transition(
                    key="submit",
                    label=_("Send for review"),
                    sources=("draft",),
                    target="in-review",
                    effect=reviewing.begin_round,
                    afterwards=reviewing.ask_again,
                ),
                Transition(
                    key="take-words",
                    label=_("Go on with the file's text here"),
                    sources=("draft",),
                    target="draft",
                    guard=versions_rules.has_words_of_files,
                    effect=versions_rules.take_words,
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("in-review",),
                    target="approved",
                    roles=WRITERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("author", "created_by", "writer"),
                    gives=("approved_by", "approved_at"),
                    guard=reviewing.ready_for_approval,
                    effect=operations.VERSIONS.note,
                    afterwards=operations.put_in_force,
                ),
                Transition(
                    key="send-back",
                    label=_("Send back"),
                    sources=("in-review",),
                    target="draft",
                    needs_reason=True,
                    afterwards=reviewing.close_round,
                ),
                Transition(
                    key="reject",
                    label=_("Reject"),
                    sources=("in-review",),
                    target="rejected",
                    needs_reason=True,
                    afterwards=reviewing.close_round,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "approved_by", "approved_at"),
        ),
        patterns=(operations.VERSIONS,),
        rules=Rules(
            derive=versions_rules.derive_version,
            validate=versions_rules.check_version,
            locked=versions_rules.version_locked,
            after_files=keeping.follow_files,
        ),
        example=Example({"number": "1.0", "text": "# Access\n\nBy role."}, change={"changes": "A comma"}),
    )
)

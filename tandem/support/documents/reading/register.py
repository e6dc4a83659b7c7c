"""Acknowledgements and reviews of document versions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY, MANAGERS
from tandem.ground.kernel.registers import Register, Section, State, Transition, View, Waiting, Workflow, declare
from tandem.support.documents.reading import rules as reading
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.reviews import rules as reviewing
from tandem.support.documents.reviews.models import DocumentReview

NOBODY: frozenset[str] = frozenset()

ACKNOWLEDGEMENTS = declare(
    Register(
        key="acknowledgements",
        under="documents",
        model=Acknowledgement,
        prefix="ACK",
        wing="support",
        icon="book-check",
        title=_("Acknowledgements"),
        singular=_("Acknowledgement"),
        about=_("Who has to read which version of a document, and when they confirmed it."),
        parent="document",
        columns=("reference", "document", "owner", "edition", "state", "due", "read_at"),
        sortable=("reference", "title", "state", "due", "read_at"),
        filters=("document", "state", "owner", "due"),
        search=("edition",),
        sections=(Section(_("Who reads what"), ("document", "owner", "due")),),
        facts=("title", "edition", "read_at"),
        importable=("state", "edition", "read_at"),
        create_roles=EVERYBODY,
        edit_roles=MANAGERS,
        views=(
            View("asked", _("Not read yet"), {"state": "asked"}, "due"),
            View("read", _("Read"), {"state": "read"}, "-read_at"),
        ),
        waiting=(Waiting(what=_("Read and confirm"), date="due", states=("asked",), page="acknowledgement-read"),),
        workflow=Workflow(
            initial="asked",
            states=(
                State("asked", _("Asked"), "waiting"),
                State("read", _("Read"), "good", final=True),
                State("lapsed", _("Lapsed"), "quiet", final=True),
            ),
            transitions=(
                Transition(
                    key="confirm",
                    label=_("I have read it"),
                    sources=("asked",),
                    target="read",
                    roles=NOBODY,
                    guard=reading.still_in_force,
                    effect=reading.confirm,
                ),
            ),
        ),
        derive=reading.derive,
        validate=reading.check,
        locked=reading.locked,
        empty=_("Say on the document who must read it; they are asked as soon as a version is in force."),
    )
)

DOCUMENT_REVIEWS = declare(
    Register(
        key="document-reviews",
        model=DocumentReview,
        prefix="DREV",
        wing="support",
        icon="messages-square",
        title=_("Document reviews"),
        singular=_("Document review"),
        about=_("Who was asked to review a version before its approval, and what they answered."),
        parent="document_version",
        columns=("reference", "document_version", "review_round", "owner", "state", "due", "answered_at"),
        sortable=("reference", "title", "state", "due"),
        filters=("document_version", "state", "owner", "due"),
        search=("comments",),
        sections=(
            Section(
                _("The review"),
                ("document_version", "owner", "due"),
                _("The owner of a review is who answers it. Approval waits until every reviewer has agreed."),
            ),
        ),
        facts=("title", "review_round", "comments", "answered_at"),
        importable=("state", "comments", "answered_at"),
        views=(
            View("asked", _("Waiting for an answer"), {"state": "asked"}, "due"),
            View("objected", _("Objections"), {"state": "objected"}, "-updated_at"),
        ),
        waiting=(Waiting(what=_("Review the version"), date="due", states=("asked",)),),
        workflow=Workflow(
            initial="asked",
            states=(
                State("asked", _("Asked"), "waiting"),
                State("agreed", _("Agreed"), "good", final=True),
                State("objected", _("Objected"), "bad", final=True),
                State("lapsed", _("Lapsed"), "quiet", final=True),
            ),
            transitions=(
                Transition(
                    key="agree",
                    label=_("Agree"),
                    sources=("asked", "objected"),
                    target="agreed",
                    roles=NOBODY,
                    fields=("comments",),
                    guard=reviewing.open_for_answers,
                    effect=reviewing.answer,
                ),
                Transition(
                    key="object",
                    label=_("Object"),
                    sources=("asked",),
                    target="objected",
                    roles=NOBODY,
                    required=("comments",),
                    guard=reviewing.open_for_answers,
                    effect=reviewing.answer,
                ),
            ),
        ),
        derive=reviewing.derive,
        validate=reviewing.check,
        locked=reviewing.locked,
        empty=_("Name who should look before it is approved; two are better than one."),
    )
)

"""Acknowledgements and reviews of document versions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY, MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)
from tandem.support.documents.reading import rules as reading
from tandem.support.documents.reading.models import (
    ACKNOWLEDGEMENT_STATES,
    Acknowledgement,
)
from tandem.support.documents.reviews import rules as reviewing
from tandem.support.documents.reviews.models import (
    DOCUMENT_REVIEW_STATES,
    DocumentReview,
)

NOBODY: frozenset[str] = frozenset()

ACKNOWLEDGEMENTS = declare(
    Register(
        key="acknowledgements",
        model=Acknowledgement,
        prefix="ACK",
        title=_("Acknowledgements"),
        singular=_("Acknowledgement"),
        about=_("Who has to read which version of a document, and when they confirmed it."),
        icon="book-check",
        place=Place(
            parent="document",
            under="documents",
        ),
        listing=Listing(
            columns=("reference", "document", "owner", "edition", "state", "due", "read_at"),
            search=("edition",),
            views=(
                View("asked", _("Not read yet"), {"state": "asked"}, "due"),
                View("read", _("Read"), {"state": "read"}, "-read_at"),
            ),
            empty=_("Say on the document who must read it; they are asked as soon as a version is in force."),
        ),
        form=Form(
            sections=(Section(_("Who reads what"), ("document", "owner", "due")),),
            facts=("title", "edition", "read_at"),
        ),
        waiting=(Waiting(what=_("Read and confirm"), date="due", states=("asked",), page="acknowledgement-read"),),
        workflow=Workflow(
            states=ACKNOWLEDGEMENT_STATES,
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
        exchange=Exchange(
            importable=("state", "edition", "read_at"),
        ),
        access=Access(
            create=EVERYBODY,
            edit=MANAGERS,
        ),
        rules=Rules(
            derive=reading.derive,
            validate=reading.check,
            locked=reading.locked,
        ),
    )
)

DOCUMENT_REVIEWS = declare(
    Register(
        key="document-reviews",
        model=DocumentReview,
        prefix="DREV",
        title=_("Document reviews"),
        singular=_("Document review"),
        about=_("Who was asked to review a version before its approval, and what they answered."),
        icon="messages-square",
        place=Place(
            parent="document_version",
        ),
        listing=Listing(
            columns=("reference", "document_version", "review_round", "owner", "state", "due", "answered_at"),
            search=("comments",),
            views=(
                View("asked", _("Waiting for an answer"), {"state": "asked"}, "due"),
                View("objected", _("Objections"), {"state": "objected"}, "-updated_at"),
            ),
            empty=_("Name who should look before it is approved; two are better than one."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The review"),
                    ("document_version", "owner", "due"),
                    _("The owner of a review is who answers it. Approval waits until every reviewer has agreed."),
                ),
            ),
            facts=("title", "review_round", "comments", "answered_at"),
        ),
        waiting=(Waiting(what=_("Review the version"), date="due", states=("asked",)),),
        workflow=Workflow(
            states=DOCUMENT_REVIEW_STATES,
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
        exchange=Exchange(
            importable=("state", "comments", "answered_at"),
        ),
        rules=Rules(
            derive=reviewing.derive,
            validate=reviewing.check,
            locked=reviewing.locked,
        ),
    )
)

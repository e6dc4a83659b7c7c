"""Reviews of document versions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.support.documents.reading.register import NOBODY
from tandem.support.documents.reviews import rules
from tandem.support.documents.reviews.models import DOCUMENT_REVIEW_STATES, DocumentReview

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
            home="documents",
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
                    approves=True,
                    apart_from=("document_version__author",),
                    gives=("answered_at",),
                    roles=NOBODY,
                    by_owner=True,
                    fields=("comments",),
                    guard=rules.open_for_answers,
                    effect=rules.answer,
                ),
                Transition(
                    key="object",
                    label=_("Object"),
                    sources=("asked",),
                    target="objected",
                    roles=NOBODY,
                    by_owner=True,
                    required=("comments",),
                    guard=rules.open_for_answers,
                    effect=rules.answer,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "comments", "answered_at"),
        ),
        rules=Rules(
            derive=rules.derive,
            validate=rules.check,
            locked=rules.locked,
        ),
        example=Example({"owner": "ben@example.org"}),
    )
)

"""Documents and their versions, declared."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS, WRITERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
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
from tandem.support.documents import operations, rules
from tandem.support.documents.models import DOCUMENT_STATES, Document

DOCUMENTS = declare(
    Register(
        key="documents",
        model=Document,
        prefix="DOC",
        title=_("Documents"),
        singular=_("Document"),
        about=_(
            "Policies, plans, procedures and records under control: one version in force, an owner, a next review."
        ),
        icon="file-text",
        place=Place(
            home="documents",
            figures=(
                Figure("effective", _("documents in force")),
                Figure("drafts", _("drafts")),
            ),
            pages=(
                PageLink(_("Begin from a template"), "document-templates", "copy-plus", tab=_("Templates")),
                PageLink(_("Bring existing documents"), "bring-documents", "upload", roles=WRITERS),
                PageLink(_("Where it is cited"), "document-cited", "quote", of_record=True),
                PageLink(_("Exceptions at a glance"), "document-exceptions", "shield-off", tab=_("Exceptions")),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "topic", "state", "edition", "owner", "next_review"),
            filters=(
                "read_by",
                "template",
            ),
            search=("purpose", "topic", "location"),
            views=(
                View("effective", _("In force"), {"state": "effective"}, "title", tab=_("In force")),
                View(
                    "overdue",
                    _("Review overdue"),
                    {"state": "effective", "next_review~before": "today"},
                    "next_review",
                    tab=_("To review"),
                ),
                View("drafts", _("Drafts"), {"state": "draft"}, "-updated_at", tab=_("Drafts")),
            ),
            tones={"classification": {"confidential": "waiting", "restricted": "bad"}},
            empty=_(
                "Start with the policy that top management stands behind; procedures follow. Word lists import well."
            ),
        ),
        form=Form(
            sections=(
                Section(
                    _("What it is"),
                    ("title", "kind", "topic", "purpose", "owner"),
                    _("The topic tells which requirements of either standard the document serves."),
                ),
                Section(
                    _("How it is controlled"),
                    ("classification", "read_by", "review_months", "retention_months", "location"),
                ),
            ),
            facts=(
                "edition",
                "approved_by",
                "approved_on",
                "effective_from",
                "last_review",
                "next_review",
                "template",
                "template_version",
            ),
        ),
        waiting=(Waiting(what=_("Review the document"), date="next_review", states=("effective",)),),
        workflow=Workflow(
            states=DOCUMENT_STATES,
            transitions=(
                Transition(
                    key="confirm-review",
                    label=_("Reviewed, still fits"),
                    sources=("effective",),
                    target="effective",
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("draft", "effective"),
                    target="withdrawn",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
                Transition(
                    key="revive", label=_("Take up again"), sources=("withdrawn",), target="draft", roles=MANAGERS
                ),
            ),
        ),
        exchange=Exchange(
            importable=(
                "state",
                "edition",
                "approved_on",
                "effective_from",
                "last_review",
                "next_review",
                "approved_by",
                "template",
                "template_version",
            ),
            natural_key="title",
            synonyms={
                "title": ("document", "name", "document name"),
                "kind": ("type",),
                "next_review": ("review date",),
            },
        ),
        access=Access(
            staff_sees=Q(state="effective", classification__in=("public", "internal")),
        ),
        patterns=(rules.REVIEW, operations.IN_FORCE),
        rules=Rules(
            validate=rules.check_document,
            after_change=operations.follow_readers,
        ),
        example=Example({"title": "Access control policy", "kind": "policy", "topic": "access-control"}),
    )
)

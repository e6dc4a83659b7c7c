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
from tandem.support.documents import operations, rules, templates
from tandem.support.documents.models import DOCUMENT_STATES, Document
from tandem.support.documents.vocabulary import NEEDS_NAME

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
                Figure("effective", _("documents in force"), _("document in force")),
                Figure("drafts", _("drafts"), _("draft")),
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
                    (
                        "classification",
                        "read_by",
                        "readers",
                        "read_days",
                        "review_months",
                        "retention_months",
                        "location",
                    ),
                ),
                Section(
                    _("From outside"),
                    ("external_edition", "newest_edition"),
                    _("Of what others write: which edition is in use, and which is the newest."),
                ),
                Section(_("Disposal"), ("disposal",)),
            ),
            worded={"template": templates.titled},
            only_for={"readers": ("read_by", NEEDS_NAME)},
            facts=(
                "edition",
                "approved_by",
                "approved_on",
                "effective_from",
                "last_review",
                "next_review",
                "template",
                "template_version",
                "edition_checked_on",
                "withdrawn_on",
                "keep_until",
                "disposed_on",
            ),
        ),
        waiting=(
            Waiting(what=_("Review the document"), date="next_review", states=("effective",)),
            Waiting(what=_("Dispose of the document"), date="keep_until", states=("withdrawn",)),
        ),
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
                    effect=rules.withdraw,
                ),
                Transition(
                    key="look-up",
                    label=_("Look up the newest edition"),
                    sources=("draft", "effective"),
                    concerns=rules.is_external,
                    required=("newest_edition", "external_edition"),
                    effect=rules.look_up,
                ),
                Transition(
                    key="dispose",
                    label=_("Dispose of it"),
                    sources=("withdrawn",),
                    roles=MANAGERS,
                    by_owner=False,
                    concerns=rules.is_kept,
                    required=("disposal",),
                    approves=True,
                    apart_from=("owner",),
                    gives=("disposed_on",),
                    guard=rules.may_dispose,
                    effect=rules.dispose,
                ),
                Transition(
                    key="revive",
                    label=_("Take up again"),
                    sources=("withdrawn",),
                    target="draft",
                    roles=MANAGERS,
                    guard=rules.may_revive,
                    effect=rules.revive,
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
                "disposed_on",
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
            derive=rules.derive_document,
            validate=rules.check_document,
            after_change=operations.follow_readers,
        ),
        example=Example({"title": "Access control policy", "kind": "policy", "topic": "access-control"}),
    )
)

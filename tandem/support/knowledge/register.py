"""Knowledge articles, declared."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.knowledge import rules
from tandem.support.knowledge.models import ARTICLE_STATES, FOR_STAFF, IN_FORCE, Article

ARTICLES = declare(
    Register(
        key="articles",
        model=Article,
        prefix="KB",
        title=_("Knowledge"),
        singular=_("Knowledge article"),
        about=_("What people need to know to provide, support and use the services, with an owner and a yearly look."),
        icon="book-open-text",
        place=Place(home="desk", tab=_("Knowledge"), beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "kind", "audience", "service", "state", "owner", "used", "next_review"),
            filters=("source", "approved_on"),
            search=("text", "draft", "source"),
            views=(
                View("published", _("Published"), {"state": ",".join(IN_FORCE)}, "-used"),
                View("to-approve", _("To approve"), {"state": "review"}, "-updated_at"),
                View("unused", _("Never used"), {"state": ",".join(IN_FORCE), "used": "0"}, "title"),
                View("overdue", _("To be looked at"), {"next_review~before": "today"}, "next_review"),
            ),
            empty=_("Write down what was explained twice. A ticket becomes an article in one step."),
        ),
        form=Form(
            sections=(
                Section(_("The article"), ("title", "kind", "audience", "service", "owner", "review_months", "source")),
                Section(
                    _("The text"),
                    ("draft", "change_note"),
                    _("It comes into force when somebody else approves it; the text in force stays until then."),
                ),
            ),
            facts=(
                "text",
                "edition",
                "author",
                "approved_by",
                "approved_on",
                "last_review",
                "next_review",
                "used",
                "helpful",
                "not_helpful",
            ),
            defaults=rules.begin,
        ),
        waiting=(
            Waiting(what=_("Approve the article"), person="", states=("review",), except_for="author"),
            Waiting(what=_("Look whether the article still holds"), date="next_review", states=IN_FORCE),
            Waiting(what=_("Finish the article"), person="author", states=("draft", "revising")),
        ),
        workflow=Workflow(
            states=ARTICLE_STATES,
            transitions=(
                Transition(
                    key="submit",
                    label=_("Ask for approval"),
                    sources=("draft", "revising"),
                    target="review",
                    fields=("draft", "change_note"),
                    guard=rules.is_ready,
                ),
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("review",),
                    target="published",
                    by_owner=True,
                    approves=True,
                    apart_from=("author", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.approve,
                ),
                Transition(
                    key="send-back",
                    label=_("Send back"),
                    sources=("review",),
                    target="draft",
                    needs_reason=True,
                    concerns=rules.is_first,
                ),
                Transition(
                    key="send-revision-back",
                    label=_("Send the revision back"),
                    sources=("review",),
                    target="revising",
                    needs_reason=True,
                    concerns=rules.is_revision,
                ),
                Transition(key="revise", label=_("Revise"), sources=("published",), target="revising"),
                Transition(
                    key="drop-draft",
                    label=_("Leave it as it is"),
                    sources=("revising",),
                    target="published",
                    approves=True,
                    together="The text in force was approved already.",
                    effect=rules.drop_draft,
                ),
                Transition(
                    key="look",
                    label=_("Still holds"),
                    sources=IN_FORCE,
                    effect=rules.REVIEW.looked_at,
                ),
                Transition(
                    key="retire",
                    label=_("Take out of use"),
                    sources=("draft", "review", "published", "revising"),
                    target="retired",
                    roles=MANAGERS,
                    by_owner=True,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "text", "edition", "approved_by", "approved_on", "last_review", "next_review"),
            synonyms={
                "external_id": ("number", "article id"),
                "title": ("short description", "subject", "name"),
                "draft": ("article body", "body", "content"),
            },
        ),
        access=Access(staff_sees=Q(state__in=IN_FORCE, audience__in=FOR_STAFF)),
        patterns=(rules.APPROVAL, rules.REVIEW),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"title": "Renewing a certificate", "draft": "Ask for a new one two weeks before."}),
    )
)

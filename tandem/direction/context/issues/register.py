"""Issues, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.context.issues import rules
from tandem.direction.context.issues.models import ContextIssue
from tandem.direction.context.rules import REVIEW
from tandem.direction.context.watching import CURRENT, OVERDUE, WAITING, WATCHED
from tandem.ground.kernel.registers import Example, Exchange, Form, Listing, Place, Register, Rules, Section, declare

CONTEXT_ISSUES = declare(
    Register(
        key="context-issues",
        model=ContextIssue,
        prefix="CTX",
        title=_("Context"),
        singular=_("Issue"),
        about=_("What outside and inside helps or hinders the management system."),
        icon="compass",
        place=Place(home="organization", tab=_("Context and parties")),
        listing=Listing(
            columns=("reference", "title", "kind", "direction", "is_relevant", "owner", "next_review", "state"),
            filters=(
                "direction",
                "is_climate",
                "is_relevant",
            ),
            search=("description", "conclusion"),
            views=(CURRENT, OVERDUE),
            empty=_("Write down what you talk about anyway: market, law, people, technology. Ten lines are plenty."),
        ),
        form=Form(
            sections=(
                Section(_("The issue"), ("title", "kind", "direction", "description", "owner")),
                Section(
                    _("Whom it concerns"),
                    ("concerns_services", "concerns_security", "is_climate"),
                    _("Whether a changing climate matters is to be decided, even if the answer is no."),
                ),
                Section(_("What we make of it"), ("is_relevant", "conclusion", "review_months")),
            ),
            facts=("decided_on", "last_review", "next_review"),
        ),
        waiting=WAITING,
        workflow=WATCHED,
        exchange=Exchange(
            importable=("state", "decided_on", "last_review", "next_review"),
            natural_key="title",
            synonyms={"title": ("issue", "topic"), "kind": ("type", "internal external")},
        ),
        patterns=(REVIEW,),
        rules=Rules(
            derive=rules.derive_issue,
            validate=rules.check_issue,
        ),
        example=Example({"title": "Skilled people are rare", "is_relevant": True, "conclusion": "Train our own"}),
    )
)

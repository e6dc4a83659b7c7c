"""Issues, interested parties and obligations, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.context import rules
from tandem.direction.context.issues import rules as issues_rules
from tandem.direction.context.issues.models import ContextIssue
from tandem.direction.context.models import WATCHED_STATES
from tandem.direction.context.obligations import rules as obligations_rules
from tandem.direction.context.obligations.models import Obligation
from tandem.direction.context.parties.models import InterestedParty
from tandem.ground.kernel.registers import (
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

CURRENT = View("current", _("Current"), {"state": "current"}, "title")
OVERDUE = View("overdue", _("To be looked at"), {"state": "current", "next_review~before": "today"}, "next_review")
WAITING = (Waiting(what=_("Look at it again"), date="next_review", states=("current",)),)
WATCHED = Workflow(
    states=WATCHED_STATES,
    transitions=(
        Transition(
            key="look", label=_("Looked at today"), sources=("current",), target="current", effect=rules.looked_at
        ),
        Transition(
            key="end",
            label=_("No longer so"),
            sources=("current",),
            target="past",
            needs_reason=True,
            effect=rules.past,
        ),
        Transition(
            key="revive", label=_("It is so again"), sources=("past",), target="current", effect=rules.looked_at
        ),
    ),
)

CONTEXT_ISSUES = declare(
    Register(
        key="context-issues",
        model=ContextIssue,
        prefix="CTX",
        title=_("Context"),
        singular=_("Issue"),
        about=_("What outside and inside helps or hinders the management system."),
        icon="compass",
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
        rules=Rules(
            derive=issues_rules.derive_issue,
            validate=issues_rules.check_issue,
        ),
    )
)

INTERESTED_PARTIES = declare(
    Register(
        key="interested-parties",
        model=InterestedParty,
        prefix="PARTY",
        title=_("Interested parties"),
        singular=_("Interested party"),
        about=_("Who expects something of the management system; what they expect stands under obligations."),
        icon="users-round",
        place=Place(
            under="context-issues",
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "owner", "next_review", "state"),
            search=("description", "contact"),
            views=(CURRENT, OVERDUE),
            empty=_("Customers, staff, owners, authorities, insurers, suppliers: who would complain, and about what?"),
        ),
        form=Form(
            sections=(
                Section(_("The party"), ("title", "kind", "description", "contact", "owner")),
                Section(_("Review"), ("review_months",)),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=WAITING,
        workflow=WATCHED,
        exchange=Exchange(
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={"title": ("party", "stakeholder", "name")},
        ),
        rules=Rules(
            derive=rules.derive_watched,
        ),
    )
)

OBLIGATIONS = declare(
    Register(
        key="obligations",
        model=Obligation,
        prefix="OBL",
        title=_("Obligations"),
        singular=_("Obligation"),
        about=_("What laws, contracts and interested parties ask of the organization, and where it is met."),
        icon="scale",
        place=Place(
            under="context-issues",
        ),
        listing=Listing(
            columns=("reference", "title", "kind", "party", "is_answered", "owner", "next_review", "state"),
            filters=(
                "is_answered",
                "concerns_security",
            ),
            search=("description", "source", "met_by"),
            views=(CURRENT, OVERDUE, View("laws", _("Laws"), {"kind": "law", "state": "current"}, "title")),
            empty=_("Begin with the three laws and the three contracts that would cost you most."),
        ),
        form=Form(
            sections=(
                Section(_("What is asked"), ("title", "kind", "party", "source", "description")),
                Section(_("Whom it concerns"), ("concerns_services", "concerns_security")),
                Section(
                    _("What it calls for"),
                    ("requirements",),
                    _(
                        "Controls such as iso-27001:2022/A.5.34, separated by commas; the statement "
                        "gives this as reason."
                    ),
                ),
                Section(_("How it is met"), ("is_answered", "met_by", "owner", "review_months")),
                Section(
                    _("When something happens"),
                    ("notify_hours", "notify_whom"),
                    _(
                        "For duties to notify: within how many hours, and whom. Personal data: 72 hours "
                        "in many countries."
                    ),
                ),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=WAITING,
        workflow=WATCHED,
        exchange=Exchange(
            importable=("state", "last_review", "next_review"),
            natural_key="title",
            synonyms={
                "title": ("requirement", "law", "obligation"),
                "source": ("reference", "clause", "paragraph"),
                "requirements": ("controls", "calls for"),
            },
        ),
        rules=Rules(
            derive=rules.derive_watched,
            validate=obligations_rules.check_obligation,
        ),
    )
)

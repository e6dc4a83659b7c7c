"""Decisions of reviews, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews.decisions import operations, rules
from tandem.evaluation.reviews.decisions.models import DECISION_STATES, ReviewDecision
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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow

REVIEW_DECISIONS = declare(
    Register(
        key="review-decisions",
        model=ReviewDecision,
        prefix="REVD",
        title=_("Review decisions"),
        singular=_("Decision of a review"),
        about=_("What top management decided, and whether it was done."),
        icon="gavel",
        place=Place(home="audits", tab=_("Management reviews"), parent="review", under="reviews", beside=("input",)),
        listing=Listing(
            columns=("reference", "title", "kind", "owner", "due", "state"),
            search=("details",),
            views=(
                View("open", _("To be done"), {"state": "open"}, "due"),
                View("overdue", _("Overdue"), {"state": "open", "due~before": "today"}, "due"),
            ),
            empty=_("Decisions are made in a review, at the input they are about."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The decision"),
                    ("review", "input", "title", "kind", "is_none_needed", "details", "owner", "due"),
                    _("Who does it finds it in My work. That nothing is needed is a decision too."),
                ),
            ),
            facts=("done_on",),
        ),
        workflow=Workflow(
            states=DECISION_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Done"),
                    sources=("open",),
                    target="done",
                    effect=rules.done,
                    afterwards=operations.settle_action,
                ),
                Transition(
                    key="drop",
                    label=_("Drop"),
                    sources=("open",),
                    target="dropped",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                    effect=rules.done,
                    afterwards=operations.settle_action,
                ),
            ),
        ),
        exchange=Exchange(synonyms={"title": ("decision",), "owner": ("responsible", "who"), "due": ("by when",)}),
        access=Access(delete=frozenset()),
        rules=Rules(
            derive=rules.derive_decision,
            validate=rules.check_decision,
            locked=rules.decision_locked,
            after_create=operations.ask_for_it,
        ),
        example=Example(
            {"title": "A second line for the warehouse", "owner": "ben@example.org", "due": "2026-06-30"},
            whole={"state": "held"},
        ),
    )
)

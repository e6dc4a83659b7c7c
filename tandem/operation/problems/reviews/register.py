"""Reviews of incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
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
from tandem.operation.problems.reviews import operations, rules
from tandem.operation.problems.reviews.models import REVIEW_STATES, ProblemReview

PROBLEM_REVIEWS = declare(
    Register(
        key="problem-reviews",
        model=ProblemReview,
        prefix="PRV",
        title=_("Reviews of incidents"),
        singular=_("Review of incidents"),
        about=_("Each quarter: what keeps coming back becomes a problem, and what solutions achieved is reported."),
        icon="scan-search",
        place=Place(home="desk", tab=_("Problems and known errors"), under="problems"),
        listing=Listing(
            columns=("reference", "title", "state", "begins", "ends", "incidents_seen", "reviewed_on", "reviewed_by"),
            search=("conclusion", "effects"),
            views=(
                View("begun", _("In hand"), {"state": "begun"}, "-ends"),
                View("done", _("Finished"), {"state": "done"}, "-reviewed_on"),
            ),
            empty=_("Begin with the incidents of the past three months; what comes up three times is proposed."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Which incidents"),
                    ("title", "begins", "ends", "owner"),
                    _("What three or more of them share, by service, item or word, is proposed as a problem."),
                ),
                Section(_("What came of it"), ("conclusion", "effects")),
            ),
            facts=("incidents_seen", "problems_judged", "reviewed_on", "reviewed_by"),
        ),
        waiting=(Waiting(what=_("Finish the review of incidents"), states=("begun",)),),
        workflow=Workflow(
            states=REVIEW_STATES,
            transitions=(
                Transition(key="look", label=_("Look again"), sources=("begun",), afterwards=operations.look),
                Transition(
                    key="finish",
                    label=_("Finish"),
                    sources=("begun",),
                    target="done",
                    required=("conclusion",),
                    fields=("effects",),
                    guard=rules.may_finish,
                    effect=rules.finish,
                ),
            ),
        ),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked, after_create=operations.look),
        example=Example({"title": "First quarter", "begins": "2026-01-01", "ends": "2026-03-01"}),
    )
)

"""Reviews of changes, declared."""

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
from tandem.operation.changes.reviews import rules
from tandem.operation.changes.reviews.models import REVIEW_STATES, ReviewOfChanges

CHANGE_REVIEWS = declare(
    Register(
        key="change-reviews",
        model=ReviewOfChanges,
        prefix="CHV",
        title=_("Reviews of changes"),
        singular=_("Review of changes"),
        about=_("Twice a year: what changes that went wrong or were emergencies have in common, and what follows."),
        icon="scan-search",
        place=Place(home="changes", tab=_("Changes"), under="changes"),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "state",
                "begins",
                "ends",
                "changes_seen",
                "emergencies",
                "unintended",
                "reviewed_on",
            ),
            search=("conclusion",),
            views=(View("begun", _("In hand"), {"state": "begun"}, "-ends"),),
            empty=_(
                "Look at the changes of half a year: emergencies, those that went otherwise, those with incidents."
            ),
        ),
        form=Form(
            sections=(
                Section(_("Which changes"), ("title", "begins", "ends", "owner"), _("They are counted for you.")),
                Section(_("What came of it"), ("conclusion", "improvements")),
            ),
            facts=(
                "changes_seen",
                "emergencies",
                "unplanned",
                "unintended",
                "with_incidents",
                "reviewed_on",
                "reviewed_by",
            ),
        ),
        waiting=(Waiting(what=_("Finish the review of changes"), states=("begun",)),),
        workflow=Workflow(
            states=REVIEW_STATES,
            transitions=(
                Transition(
                    key="finish",
                    label=_("Finish"),
                    sources=("begun",),
                    target="done",
                    required=("conclusion",),
                    fields=("improvements",),
                    effect=rules.finish,
                ),
            ),
        ),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"title": "First half of the year", "begins": "2026-01-01", "ends": "2026-03-01"}),
    )
)

"""What issues, parties and obligations have in common: they are looked at again and again."""

from django.utils.translation import gettext_lazy as _

from tandem.direction.context import rules
from tandem.direction.context.models import WATCHED_STATES
from tandem.ground.kernel.registers import (
    View,
    Waiting,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)

CURRENT = View("current", _("Current"), {"state": "current"}, "title")

OVERDUE = View("overdue", _("To be looked at"), {"state": "current", "next_review~before": "today"}, "next_review")

WAITING = (Waiting(what=_("Look at it again"), date="next_review", states=("current",)),)

WATCHED = Workflow(
    states=WATCHED_STATES,
    transitions=(
        Transition(
            key="look",
            label=_("Mark reviewed"),
            sources=("current",),
            target="current",
            effect=rules.REVIEW.looked_at,
        ),
        Transition(
            key="end",
            label=_("End"),
            sources=("current",),
            target="past",
            needs_reason=True,
        ),
        Transition(
            key="revive", label=_("It is so again"), sources=("past",), target="current", effect=rules.REVIEW.looked_at
        ),
    ),
)

"""Meetings of the board, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.permissions import MANAGERS
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
from tandem.operation.changes.meetings import operations, rules
from tandem.operation.changes.meetings.models import MEETING_STATES, ChangeMeeting

CHANGE_MEETINGS = declare(
    Register(
        key="change-meetings",
        model=ChangeMeeting,
        prefix="CHM",
        title=_("Meetings of the change board"),
        singular=_("Meeting of the change board"),
        about=_("Who advises on changes, what was on the agenda, and what was said."),
        icon="users-round",
        place=Place(home="changes", tab=_("Changes"), under="changes"),
        listing=Listing(
            columns=("reference", "title", "meets_on", "state", "members", "owner"),
            search=("minutes",),
            views=(View("coming", _("Coming"), {"state": "called"}, "meets_on"),),
            empty=_("Call the board; what waits for its advice is put on the agenda."),
        ),
        form=Form(
            sections=(
                Section(_("The meeting"), ("title", "meets_on", "members", "owner")),
                Section(_("What came of it"), ("attended", "minutes")),
            ),
            facts=("approved_by", "approved_on"),
        ),
        waiting=(
            Waiting(what=_("Hold the meeting of the change board"), date="meets_on", states=("called",)),
            Waiting(what=_("Approve the minutes"), person="", except_for="owner", states=("held",)),
        ),
        engagements=(
            Engagement(
                what=_("meeting of the change board"),
                person="members",
                user="user",
                first="meets_on",
                states=("called",),
            ),
        ),
        workflow=Workflow(
            states=MEETING_STATES,
            transitions=(
                Transition(
                    key="hold",
                    label=_("Held"),
                    sources=("called",),
                    target="held",
                    required=("minutes",),
                    fields=("attended",),
                    guard=rules.may_hold,
                ),
                Transition(
                    key="gather",
                    label=_("Complete the agenda"),
                    sources=("called",),
                    afterwards=operations.gather,
                ),
                Transition(
                    key="approve-minutes",
                    label=_("Approve the minutes"),
                    sources=("held",),
                    target="closed",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.MINUTES.note,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("called",),
                    target="cancelled",
                    needs_reason=True,
                ),
            ),
        ),
        patterns=(rules.MINUTES, rules.FIXED),
        rules=Rules(locked=rules.locked, after_create=operations.gather),
        example=Example({"title": "Board of week 12", "meets_on": "2026-03-18"}),
    )
)

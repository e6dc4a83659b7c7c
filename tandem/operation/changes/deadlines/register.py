"""The deadline for decisions about emergencies, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Section, Waiting, declare
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.changes.deadlines import rules
from tandem.operation.changes.deadlines.models import DEADLINE_STATES, EmergencyDeadline

EMERGENCY_DEADLINES = declare(
    Register(
        key="emergency-deadlines",
        model=EmergencyDeadline,
        prefix="CHD",
        title=_("Deadlines for emergencies"),
        singular=_("Deadline for emergencies"),
        about=_("Within how many days after an emergency change somebody decides about it; five where none is set."),
        icon="timer",
        place=Place(home="changes", under="changes", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "days", "state", "approved_by", "approved_on"),
            empty=_("Emergencies are decided within five days. Propose another number where you need it."),
        ),
        form=Form(
            sections=(Section(_("The deadline"), ("title", "days", "reason", "owner")),),
            facts=("approved_by", "approved_on"),
        ),
        waiting=(
            Waiting(
                what=_("Approve the deadline for emergencies"), person="", states=("proposed",), except_for="owner"
            ),
        ),
        workflow=Workflow(
            states=DEADLINE_STATES,
            transitions=(
                Transition(
                    key="approve",
                    label=_("Approve"),
                    sources=("proposed",),
                    target="in-force",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner", "writer"),
                    gives=("approved_by", "approved_on"),
                    effect=rules.APPROVAL.note,
                    afterwards=rules.replace,
                ),
                Transition(
                    key="retire",
                    label=_("Back to five days"),
                    sources=("proposed", "in-force"),
                    target="retired",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        patterns=(rules.APPROVAL, rules.FIXED),
        example=Example({"title": "Two working days", "days": 2, "reason": "The customers ask for it"}),
    )
)

"""Plans for the certificates, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Access, Example, Form, Listing, Place, Register, Section, declare
from tandem.ground.kernel.states import Transition, Workflow
from tandem.proof.planner.models import PLAN_STATES, Plan

PLANS = declare(
    Register(
        key="certification-plans",
        model=Plan,
        prefix="ROAD",
        title=_("Certification plans"),
        singular=_("Certification plan"),
        about=_("What is assumed on the way to the certificates, and which road is taken."),
        icon="milestone",
        place=Place(home="board", tab=_("Planner")),
        listing=Listing(
            columns=("reference", "title", "road", "people", "hours_a_week", "state", "owner"),
            empty=_("Move the assumptions in the planner and keep them."),
        ),
        form=Form(
            sections=(
                Section(_("The plan"), ("title", "owner", "position", "road")),
                Section(
                    _("Assumptions"),
                    ("people", "hours_a_week", "starts_on", "run_weeks", "wait_weeks", "issue_weeks"),
                    _("What is left empty follows your own history, or a default."),
                ),
                Section(_("Audit dates"), ("audit_27001", "audit_20000")),
            ),
        ),
        workflow=Workflow(
            states=PLAN_STATES,
            transitions=(
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("open",),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        example=Example({"title": "To both certificates", "people": 3, "hours_a_week": 8}),
    )
)

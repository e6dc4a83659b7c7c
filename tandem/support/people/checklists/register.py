"""The lists for joining and leaving, declared."""

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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.people.checklists import rules
from tandem.support.people.checklists.models import STEP_STATES, ChecklistStep

CHECKLIST_STEPS = declare(
    Register(
        key="checklist-steps",
        model=ChecklistStep,
        prefix="STEP",
        title=_("Joining and leaving"),
        singular=_("Step of a checklist"),
        about=_(
            "What is done whenever somebody joins or leaves: accounts, devices, training, return of what they hold."
        ),
        icon="list-checks",
        place=Place(home="organization", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "moment", "days", "doer", "owner", "state"),
            search=("details",),
            views=(
                View("joining", _("Joining"), {"moment": "joining", "state": "in-use"}, "days"),
                View("leaving", _("Leaving"), {"moment": "leaving", "state": "in-use"}, "days"),
            ),
            empty=_(
                "Write what you always do on a first day and on a last day; each becomes an action for each person."
            ),
        ),
        form=Form(
            sections=(Section(_("The step"), ("title", "moment", "days", "doer", "owner", "details")),),
        ),
        workflow=Workflow(
            states=STEP_STATES,
            transitions=(
                Transition(key="retire", label=_("Retire"), sources=("in-use",), target="retired", roles=MANAGERS),
            ),
        ),
        exchange=Exchange(
            is_baseline=True, natural_key="title", synonyms={"title": ("step", "task"), "doer": ("who",)}
        ),
        access=Access(edit=MANAGERS),
        rules=Rules(validate=rules.check_step),
        example=Example({"title": "Make the account", "moment": "joining", "days": -2, "owner": "ben@example.org"}),
    )
)

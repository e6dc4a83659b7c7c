"""Levels of complaints, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.customers.complaints.levels import rules
from tandem.operation.customers.complaints.levels.models import LEVEL_STATES, ComplaintLevel

COMPLAINT_LEVELS = declare(
    Register(
        key="complaint-levels",
        model=ComplaintLevel,
        prefix="CLV",
        title=_("Levels of complaints"),
        singular=_("Level of complaints"),
        about=_("To whom a complaint goes that is past its day, after how many days, and by when they see to it."),
        icon="arrow-up-narrow-wide",
        place=Place(home="services", tab=_("Customers"), is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "level", "days", "whom", "person", "answer_days", "state"),
            empty=_("Without levels, whoever looks after the customer is asked on the day after."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The level"),
                    ("title", "level", "days", "whom", "person", "answer_days", "owner"),
                    _("A complaint climbs one level after the other until it is closed."),
                ),
            ),
            only_for={"person": ("whom", ("person",))},
        ),
        workflow=Workflow(
            states=LEVEL_STATES,
            transitions=(
                Transition(key="retire", label=_("Use no longer"), sources=("used",), target="retired", roles=MANAGERS),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check),
        example=Example({"title": "Whoever looks after them", "level": 1}),
    )
)

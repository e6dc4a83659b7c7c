"""Templates of incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Section,
    View,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.incidents.templates.models import IN_USE, IncidentTemplate

INCIDENT_TEMPLATES = declare(
    Register(
        key="incident-templates",
        model=IncidentTemplate,
        prefix="ITP",
        title=_("Templates of incidents"),
        singular=_("Template of incidents"),
        about=_("What incidents that come again begin with, and their checklist."),
        icon="copy-plus",
        place=Place(home="desk", under="incidents", is_set_up=True),
        listing=Listing(
            columns=("reference", "title", "service", "category", "group", "impact", "urgency", "state"),
            search=("subject", "description"),
            views=(View("used", _("In use"), {"state": "used"}, "title"),),
            empty=_("Write one for what the desk takes in every week."),
        ),
        form=Form(
            sections=(
                Section(_("When it is used"), ("title", "owner")),
                Section(
                    _("What the incident begins with"),
                    ("subject", "description", "service", "category", "impact", "urgency", "group", "checklist"),
                ),
            ),
        ),
        workflow=Workflow(
            states=IN_USE,
            transitions=(Transition(key="retire", label=_("Use no longer"), sources=("used",), target="retired"),),
        ),
        exchange=Exchange(is_baseline=True, importable=("state",)),
        example=Example({"title": "Site offline", "category": "Carrier", "checklist": ["Call the carrier"]}),
    )
)

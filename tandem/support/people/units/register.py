"""Organizational units, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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
from tandem.support.people.units import rules
from tandem.support.people.units.models import UNIT_STATES, OrganizationalUnit

UNITS = declare(
    Register(
        key="units",
        model=OrganizationalUnit,
        prefix="UNIT",
        title=_("Organizational units"),
        singular=_("Organizational unit"),
        about=_("Departments and teams: who heads each, what it is part of, who works there."),
        icon="network",
        place=Place(home="organization", tab=_("People")),
        listing=Listing(
            columns=("reference", "title", "parent", "head", "state"),
            search=("purpose",),
            views=(View("active", _("Active"), {"state": "active"}, "title"),),
            empty=_("Enter the departments and teams of your chart; people and scopes then name them."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The unit"),
                    ("title", "parent", "head", "purpose", "owner"),
                    _("Whoever heads it is above those who work there, as long as they name no line manager."),
                ),
            ),
            facts=("dissolved_on",),
        ),
        workflow=Workflow(
            states=UNIT_STATES,
            transitions=(
                Transition(
                    key="dissolve",
                    label=_("Dissolve"),
                    sources=("active",),
                    target="dissolved",
                    roles=MANAGERS,
                    fields=("dissolved_on",),
                    needs_reason=True,
                    guard=rules.may_dissolve,
                    effect=rules.dissolve,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "dissolved_on"),
            natural_key="title",
            synonyms={
                "title": ("department", "dept", "team", "division", "business unit", "name", "Abteilung", "Bereich"),
                "parent": ("parent unit", "reports to", "belongs to", "übergeordnet"),
                "head": ("manager", "head of department", "lead", "Leitung"),
            },
        ),
        rules=Rules(validate=rules.check_unit, after_create=rules.name_new, after_change=rules.name_changed),
        example=Example({"title": "Operations", "purpose": "Runs the platforms"}),
    )
)

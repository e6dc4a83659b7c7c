"""Maintenance windows, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
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
from tandem.operation.changes.windows import rules
from tandem.operation.changes.windows.models import WINDOW_STATES, MaintenanceWindow

MAINTENANCE_WINDOWS = declare(
    Register(
        key="maintenance-windows",
        model=MaintenanceWindow,
        prefix="MWN",
        title=_("Maintenance windows"),
        singular=_("Maintenance window"),
        about=_("Hours of the week in which services may stand still, as agreed."),
        icon="door-open",
        place=Place(home="changes", tab=_("Freezes"), under="change-freezes"),
        listing=Listing(
            columns=("reference", "title", "weekday", "begins", "minutes", "services", "agreed_with", "state"),
            empty=_("Write down the hours that were agreed with customers; changes outside them are marked."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The window"),
                    ("title", "weekday", "begins", "minutes", "services", "agreed_with", "owner"),
                    _("Without services named here it is open for all of them."),
                ),
                Section(_("Since when"), ("begins_on", "ends_on")),
            ),
        ),
        workflow=Workflow(
            states=WINDOW_STATES,
            transitions=(
                Transition(key="end", label=_("End"), sources=("in-use",), target="ended", needs_reason=True),
            ),
        ),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example({"title": "Night to Sunday", "weekday": 7, "begins": "02:00", "minutes": 240}),
    )
)

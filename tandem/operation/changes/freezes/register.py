"""Freezes, declared."""

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
    View,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.changes.freezes import rules
from tandem.operation.changes.freezes.models import FREEZE_STATES, ChangeFreeze

CHANGE_FREEZES = declare(
    Register(
        key="change-freezes",
        model=ChangeFreeze,
        prefix="FRZ",
        title=_("Freezes"),
        singular=_("Freeze"),
        about=_("Days on which only emergencies are changed."),
        icon="snowflake",
        place=Place(home="changes", tab=_("Freezes")),
        listing=Listing(
            columns=("reference", "title", "begins", "ends", "services", "owner", "state"),
            search=("reason",),
            views=(View("announced", _("Announced"), {"state": "announced"}, "begins"),),
            empty=_("Announce the days on which customers need everything to stay as it is."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The freeze"),
                    ("title", "begins", "ends", "services", "reason", "owner"),
                    _("Without services named here it holds for all of them. Its owner may allow single changes."),
                ),
            ),
        ),
        workflow=Workflow(
            states=FREEZE_STATES,
            transitions=(
                Transition(
                    key="lift",
                    label=_("Lift"),
                    sources=("announced",),
                    target="lifted",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check, locked=rules.locked),
        example=Example(
            {"title": "End of the year", "begins": "2030-12-20", "ends": "2031-01-02", "reason": "Shops need calm"}
        ),
    )
)

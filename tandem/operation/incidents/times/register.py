"""Time spent on incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import WRITERS
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
from tandem.operation.incidents.rules import inside_only
from tandem.operation.incidents.times import rules
from tandem.operation.incidents.times.models import IncidentTime

INCIDENT_TIMES = declare(
    Register(
        key="incident-times",
        model=IncidentTime,
        prefix="ITM",
        title=_("Time spent on incidents"),
        singular=_("Time spent"),
        about=_("Who spent how many minutes on which incident, and on what."),
        icon="timer",
        place=Place(home="desk", parent="incident"),
        listing=Listing(
            columns=("spent_on", "title", "incident", "minutes", "worker"),
            views=(View("mine", _("Mine"), {"worker": "me"}, "-spent_on"),),
        ),
        form=Form(sections=(Section(_("Time spent"), ("incident", "minutes", "title", "spent_on", "worker")),)),
        access=Access(seen_by=inside_only, delete=WRITERS),
        rules=Rules(derive=rules.derive, validate=rules.check),
        example=Example({"title": "Read the log of the broker", "minutes": 25}),
    )
)

"""Events of monitoring systems, declared."""

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
from tandem.ground.kernel.states import Workflow
from tandem.operation.events import rules
from tandem.operation.events.models import EVENT_STATES, Event

EVENTS = declare(
    Register(
        key="events",
        model=Event,
        prefix="EVT",
        title=_("Events"),
        singular=_("Event"),
        about=_("What monitoring systems told of: each once, however often they tell, until it recovers."),
        icon="activity",
        year_in_reference=True,
        place=Place(home="desk", tab=_("Incidents"), under="incidents", beside=("incident", "item")),
        listing=Listing(
            columns=("reference", "title", "state", "severity", "named", "item", "incident", "last_seen"),
            filters=("is_silenced",),
            search=("named", "details", "fingerprint"),
            views=(
                View("firing", _("Firing"), {"state": "firing"}, "-last_seen"),
                View("suppressed", _("Suppressed"), {"state": "suppressed"}, "-last_seen"),
            ),
            tones={"severity": {"critical": "bad", "major": "bad", "warning": "waiting"}},
            empty=_("Add a source of events first; what it tells comes here by itself."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The event"),
                    ("source", "title", "severity", "fingerprint", "named", "item", "service", "details", "address"),
                    _("Events come by themselves; one with the same fingerprint from the same source is the same."),
                ),
            ),
            facts=(
                "incident",
                "change",
                "first_seen",
                "last_seen",
                "firing_since",
                "recovered_at",
                "count",
                "flaps",
                "is_silenced",
                "began_at",
                "ended_at",
                "starts",
            ),
        ),
        workflow=Workflow(states=EVENT_STATES, transitions=()),
        exchange=Exchange(
            importable=(
                "state",
                "starts",
                "began_at",
                "ended_at",
                "first_seen",
                "last_seen",
                "firing_since",
                "recovered_at",
                "count",
                "flaps",
                "is_silenced",
                "incident",
                "change",
            ),
        ),
        access=Access(create=MANAGERS, edit=MANAGERS, delete=frozenset()),
        rules=Rules(derive=rules.derive_event),
        example=Example({"title": "Disk of web-1 is full", "severity": "warning"}),
    )
)

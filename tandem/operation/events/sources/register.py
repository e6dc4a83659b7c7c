"""Sources of events, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.events.sources import rules
from tandem.operation.events.sources.models import SOURCE_STATES, EventSource

PATHS = (
    "list_path",
    "title_path",
    "identity_path",
    "state_path",
    "recovered_words",
    "severity_path",
    "name_path",
    "details_path",
    "address_path",
    "began_path",
)
EVENT_SOURCES = declare(
    Register(
        key="event-sources",
        model=EventSource,
        prefix="ESRC",
        title=_("Sources of events"),
        singular=_("Source of events"),
        about=_("Monitoring systems that tell of events, each with its secret, and when that makes an incident."),
        icon="radio-tower",
        place=Place(
            home="desk",
            tab=_("Incidents"),
            is_set_up=True,
            pages=(
                PageLink(_("Address and secret"), "event-source-secret", "key-round", of_record=True, roles=MANAGERS),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "tool", "state", "hold_down", "opens_from", "storm_from", "owner"),
            search=("group",),
            empty=_("Add each monitoring system that is to tell of events; it gets an address and a secret."),
        ),
        form=Form(
            sections=(
                Section(_("The source"), ("title", "tool", "owner")),
                Section(
                    _("When it makes an incident"),
                    ("hold_down", "opens_from", "storm_from", "group"),
                    _("What recovers within these minutes makes none; as many events at once as said here make one."),
                ),
                Section(
                    _("Where things stand in a message"),
                    PATHS,
                    _(
                        "Names of fields, with a dot before each that lies inside another: alert.host.name. "
                        "Left empty, the usual names are looked for."
                    ),
                ),
            ),
            facts=("secret_hint", "secret_since", "former_until", "storm"),
            only_for=dict.fromkeys(PATHS, ("tool", ("other",))),
        ),
        workflow=Workflow(
            states=SOURCE_STATES,
            transitions=(
                Transition(
                    key="stop",
                    label=_("Stop"),
                    sources=("in-use",),
                    target="stopped",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
                Transition(
                    key="use",
                    label=_("Use again"),
                    sources=("stopped",),
                    target="in-use",
                    roles=MANAGERS,
                    by_owner=False,
                ),
            ),
        ),
        exchange=Exchange(natural_key="title"),
        access=Access(create=MANAGERS, edit=MANAGERS),
        rules=Rules(validate=rules.check_source),
        example=Example({"title": "Alerts of the platform", "tool": "alertmanager", "hold_down": 5}),
    )
)

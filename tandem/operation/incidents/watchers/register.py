"""Who watches incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import EVERYBODY
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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.incidents.rules import inside_only
from tandem.operation.incidents.watchers import rules
from tandem.operation.incidents.watchers.models import WATCHER_STATES, IncidentWatcher

INCIDENT_WATCHERS = declare(
    Register(
        key="incident-watchers",
        model=IncidentWatcher,
        prefix="WAT",
        title=_("Who watches incidents"),
        singular=_("Watcher"),
        about=_("Who wants to know how an incident goes on; whoever is named with an @ watches too."),
        icon="eye",
        place=Place(home="desk", parent="incident"),
        listing=Listing(
            columns=("reference", "title", "incident", "owner", "state", "news", "news_at"),
            views=(View("mine", _("I watch"), {"owner": "me", "state": "watching,news"}, "-updated_at"),),
        ),
        form=Form(
            sections=(Section(_("Who watches"), ("incident", "owner")),),
            facts=("title", "news", "news_at"),
        ),
        waiting=(Waiting(what=_("Read what is new"), states=("news",)),),
        workflow=Workflow(
            states=WATCHER_STATES,
            transitions=(
                Transition(key="read", label=_("Read"), sources=("news",), target="watching", effect=rules.read),
                Transition(
                    key="stop",
                    label=_("Watch no longer"),
                    sources=("watching", "news"),
                    target="stopped",
                    effect=rules.read,
                ),
            ),
        ),
        exchange=Exchange(importable=("state",)),
        access=Access(create=EVERYBODY, seen_by=inside_only),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked),
        example=Example({"tags": ["network"]}),
    )
)

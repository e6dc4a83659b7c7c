"""Needs of resources, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.support.resources import rules
from tandem.support.resources.models import RESOURCE_STATES, ResourceNeed

RESOURCE_NEEDS = declare(
    Register(
        key="resource-needs",
        model=ResourceNeed,
        prefix="RES",
        title=_("Resource needs"),
        singular=_("Resource need"),
        about=_("The people, means, information and money that services and security need, decided and followed."),
        icon="hand-coins",
        place=Place(home="organization", tab=_("People")),
        listing=Listing(
            columns=("reference", "title", "kind", "state", "owner", "needed_by", "decided_on", "provided_on"),
            search=("purpose", "amount", "waits", "decision", "provided"),
            views=(
                View("open", _("To decide"), {"state": "asked"}, "needed_by"),
                View("late", _("Overdue"), {"state": "asked,granted", "needed_by~before": "today"}, "needed_by"),
            ),
            empty=_("Once a year, collect what is needed of people, means, information and money, and decide on each."),
        ),
        form=Form(
            sections=(
                Section(_("What is needed"), ("title", "kind", "purpose", "amount", "needed_by", "waits", "owner")),
                Section(_("What came of it"), ("decision", "provided_on", "provided")),
            ),
            facts=("decided_by", "decided_on"),
        ),
        waiting=(
            Waiting(what=_("Decide on the need"), person="", except_for="owner", date="needed_by", states=("asked",)),
            Waiting(what=_("Provide what was granted"), date="needed_by", states=("granted",)),
        ),
        workflow=Workflow(
            states=RESOURCE_STATES,
            transitions=(
                Transition(
                    key="grant",
                    label=_("Grant"),
                    sources=("asked", "declined"),
                    target="granted",
                    roles=MANAGERS,
                    by_owner=False,
                    required=("decision",),
                    approves=True,
                    apart_from=("owner", "created_by"),
                    gives=("decided_by", "decided_on"),
                    guard=rules.may_decide,
                    effect=rules.decide,
                ),
                Transition(
                    key="decline",
                    label=_("Decline"),
                    sources=("asked",),
                    target="declined",
                    roles=MANAGERS,
                    by_owner=False,
                    required=("decision",),
                    approves=True,
                    apart_from=("owner", "created_by"),
                    gives=("decided_by", "decided_on"),
                    guard=rules.may_decide,
                    effect=rules.decide,
                ),
                Transition(
                    key="provide",
                    label=_("It is there"),
                    sources=("granted",),
                    target="provided",
                    required=("provided_on", "provided"),
                ),
                Transition(
                    key="end",
                    label=_("Not needed any more"),
                    sources=("asked", "granted", "declined", "provided"),
                    target="ended",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "decided_by", "decided_on"),
            natural_key="title",
            synonyms={"title": ("resource", "need"), "purpose": ("reason", "justification"), "amount": ("cost", "fte")},
        ),
        rules=Rules(validate=rules.check_need, locked=rules.locked),
        example=Example(
            {"title": "A second backup engineer", "kind": "human", "purpose": "Restores are tried by one person only."}
        ),
    )
)

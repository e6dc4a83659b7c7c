"""Outages, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS, READERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.availability import rules
from tandem.operation.availability.models import OUTAGE_STATES, Outage
from tandem.operation.availability.results import operations

OUTAGES = declare(
    Register(
        key="outages",
        model=Outage,
        prefix="OUT",
        title=_("Outages"),
        singular=_("Outage"),
        about=_("When services were away, planned or not, why, what was done, and what followed."),
        icon="unplug",
        year_in_reference=True,
        place=Place(
            home="services",
            tab=_("Capacity and continuity"),
            beside=("service", "incident", "problem", "change"),
            figures=(Figure("to-investigate", _("outages to investigate"), _("outage to investigate")),),
            pages=(PageLink(_("Availability"), "availability", "activity", roles=READERS),),
        ),
        listing=Listing(
            columns=("reference", "title", "service", "state", "is_planned", "started_at", "ended_at", "cause"),
            search=("restored_by", "investigation", "followed", "announced_to"),
            views=(
                View("ongoing", _("Going on"), {"state": "ongoing"}, "-started_at"),
                View("to-investigate", _("To be investigated"), {"state": "ended"}, "investigate_by"),
                View("announced", _("Announced"), {"state": "announced"}, "started_at"),
                View("unplanned", _("Unplanned"), {"is_planned": "false"}, "-started_at"),
            ),
            empty=_("Note each time in which a service was away; availability is counted from these."),
        ),
        form=Form(
            sections=(
                Section(_("The outage"), ("title", "service", "customer", "started_at", "ended_at", "owner")),
                Section(
                    _("Planned or not"),
                    ("is_planned", "announced_at", "announced_to"),
                    _("Planned is what was announced before it began; whether it counts, the agreement says."),
                ),
                Section(_("Why, and what was done"), ("cause", "restored_by", "incident", "problem", "change")),
                Section(_("Investigation"), ("investigation", "followed")),
            ),
            facts=("investigate_by", "investigated_by", "investigated_on"),
            only_for={"announced_at": ("is_planned", ("true",)), "announced_to": ("is_planned", ("true",))},
        ),
        waiting=(
            Waiting(what=_("Restore the service"), states=("ongoing",)),
            Waiting(what=_("Investigate the outage"), date="investigate_by", states=("ended",)),
        ),
        workflow=Workflow(
            states=OUTAGE_STATES,
            initial="ongoing",
            transitions=(
                Transition(key="begin", label=_("Begins"), sources=("announced",), target="ongoing"),
                Transition(
                    key="end",
                    label=_("The service is back"),
                    sources=("announced", "ongoing"),
                    target="ended",
                    required=("ended_at",),
                    fields=("cause", "restored_by"),
                    proposes=rules.end_now,
                ),
                Transition(
                    key="investigate",
                    label=_("Investigated"),
                    sources=("ended",),
                    target="investigated",
                    required=("cause", "investigation", "followed"),
                    fields=("problem", "change", "restored_by"),
                    concerns=rules.is_unplanned,
                    effect=rules.investigated,
                ),
                Transition(
                    key="take-up-again",
                    label=_("Take up again"),
                    sources=("investigated",),
                    target="ended",
                    needs_reason=True,
                    effect=rules.not_investigated,
                ),
                Transition(
                    key="cancel",
                    label=_("It was none"),
                    sources=("announced", "ongoing", "ended"),
                    target="cancelled",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "investigated_by", "investigated_on"),
            begins=("announced", "ended"),
            synonyms={
                "title": ("summary", "short description", "Ausfall"),
                "service": ("business service", "affected service"),
                "started_at": ("begin", "start", "down since", "outage start", "Beginn"),
                "ended_at": ("end", "restored", "outage end", "Ende"),
                "is_planned": ("planned", "maintenance", "geplant"),
                "investigation": ("root cause", "analysis"),
            },
        ),
        access=Access(delete=frozenset(), customer="customer"),
        patterns=(rules.AS_INVESTIGATED,),
        rules=Rules(
            derive=rules.derive_outage,
            validate=rules.check_outage,
            locked=rules.locked,
            after_create=operations.reckon_with,
            after_change=operations.reckon_again,
        ),
        example=Example(
            {"title": "Mail was away", "started_at": "2026-03-02T08:00:00Z", "ended_at": "2026-03-02T09:00:00Z"}
        ),
    )
)

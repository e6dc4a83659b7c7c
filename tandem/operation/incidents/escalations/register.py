"""Escalations of incidents, declared."""

from django.utils.translation import gettext_lazy as _

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
from tandem.operation.incidents.escalations import rules
from tandem.operation.incidents.escalations.models import ESCALATION_STATES, IncidentEscalation
from tandem.operation.incidents.rules import inside_only

INCIDENT_ESCALATIONS = declare(
    Register(
        key="incident-escalations",
        model=IncidentEscalation,
        prefix="ESC",
        title=_("Escalations"),
        singular=_("Escalation"),
        about=_("Incidents passed on to others who know more, or put before somebody who decides, and the answer."),
        icon="arrow-big-up",
        place=Place(home="desk", parent="incident"),
        listing=Listing(
            columns=("reference", "title", "incident", "kind", "to_group", "to_person", "escalated_at", "state"),
            search=("needed", "answer"),
            views=(View("asked", _("Without an answer"), {"state": "asked"}, "escalated_at"),),
        ),
        form=Form(
            sections=(
                Section(
                    _("What is escalated"),
                    ("incident", "title", "kind", "to_group", "to_person", "needed"),
                    _("Those who know more take the incident over; who decides answers, and the incident stays."),
                ),
            ),
            facts=("escalated_at", "escalated_by", "answer", "answered_at", "answered_by"),
        ),
        waiting=(Waiting(what=_("Answer the escalation"), person="to_person", states=("asked",)),),
        workflow=Workflow(
            states=ESCALATION_STATES,
            transitions=(
                Transition(
                    key="answer",
                    label=_("Answer"),
                    sources=("asked",),
                    target="answered",
                    required=("answer",),
                    by_owner=False,
                    guard=rules.may_answer,
                    effect=rules.answer,
                ),
            ),
        ),
        exchange=Exchange(importable=("state", "answer")),
        access=Access(seen_by=inside_only),
        rules=Rules(derive=rules.derive, validate=rules.check, locked=rules.locked, after_create=rules.pass_on),
        example=Example({"title": "Nobody here knows the broker", "to_group": "Platform"}),
    )
)

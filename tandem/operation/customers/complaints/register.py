"""Complaints, declared."""

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
from tandem.operation.customers.complaints import operations, rules
from tandem.operation.customers.complaints.models import COMPLAINT_STATES, OPEN, Complaint

COMPLAINTS = declare(
    Register(
        key="complaints",
        model=Complaint,
        prefix="COMPL",
        title=_("Complaints"),
        singular=_("Complaint"),
        about=_("What customers are not content with, what came of it, and whether they agree."),
        icon="frown",
        year_in_reference=True,
        place=Place(home="services", tab=_("Customers"), parent="customer", beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "customer", "state", "owner", "received_on", "due", "escalated_on"),
            filters=("customer_agrees", "escalated_to", "escalated_on"),
            search=("description", "findings", "outcome"),
            views=(
                View("open", _("Open"), {"state": "open"}, "due"),
                View("late", _("Late"), {"state": "open", "due~before": "today"}, "due"),
            ),
            tones={"customer_agrees": {"yes": "good", "no": "bad"}},
            empty=_("Nobody has complained yet. Write the first one down as it was said."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The complaint"),
                    ("customer", "contact", "service", "title", "description", "received_on", "owner", "due"),
                ),
                Section(
                    _("What came of it"), ("first_answer_on", "findings", "outcome", "answered_on", "customer_agrees")
                ),
            ),
            facts=("level", "escalated_to", "escalated_on", "closed_on"),
            defaults=rules.begin_today,
        ),
        waiting=(
            Waiting(what=_("Bring the complaint to an end"), date="due", states=OPEN),
            Waiting(what=_("See to the escalated complaint"), person="escalated_to", date="due", states=OPEN),
        ),
        workflow=Workflow(
            states=COMPLAINT_STATES,
            transitions=(
                Transition(
                    key="investigate",
                    label=_("Investigate"),
                    sources=("received",),
                    target="investigating",
                    required=("owner",),
                    fields=("first_answer_on",),
                ),
                Transition(
                    key="resolve",
                    label=_("Resolve"),
                    sources=("received", "investigating"),
                    target="resolved",
                    required=("findings", "outcome"),
                    fields=("answered_on",),
                    effect=rules.answer,
                ),
                Transition(
                    key="escalate",
                    label=_("Escalate"),
                    sources=OPEN,
                    required=("escalated_to",),
                    fields=("due",),
                    needs_reason=True,
                    guard=rules.may_escalate,
                    effect=rules.escalate,
                    afterwards=operations.ask_escalated,
                ),
                Transition(
                    key="reopen",
                    label=_("Open again"),
                    sources=("resolved",),
                    target="investigating",
                    needs_reason=True,
                    effect=rules.reopen,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("resolved",),
                    target="closed",
                    required=("customer_agrees",),
                    guard=rules.may_close,
                    effect=rules.close,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "closed_on", "escalated_on"),
            synonyms={
                "title": ("complaint", "subject", "summary", "Beschwerde", "réclamation"),
                "received_on": ("date", "received", "opened", "Eingang"),
                "closed_on": ("closed", "closed date", "erledigt am"),
                "outcome": ("resolution", "action taken", "Maßnahme"),
            },
        ),
        access=Access(customer="customer"),
        patterns=(rules.DUE,),
        rules=Rules(derive=rules.derive_complaint, validate=rules.check_complaint, locked=rules.locked),
        example=Example({"title": "Two hours on hold", "received_on": "2026-02-01", "description": "Nobody answered."}),
    )
)

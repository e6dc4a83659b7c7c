"""Definitions of service reports, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.service_reports import rules
from tandem.operation.service_reports.models import DEFINITION_STATES, ReportDefinition

REPORT_DEFINITIONS = declare(
    Register(
        key="report-definitions",
        model=ReportDefinition,
        prefix="RDEF",
        title=_("Defined reports"),
        singular=_("Defined report"),
        about=_("Which reports are given to whom, what for, how often, and which is due next."),
        icon="clipboard-list",
        place=Place(home="services", tab=_("Agreements and targets"), beside=("customer",)),
        listing=Listing(
            columns=("reference", "title", "customer", "state", "frequency", "owner", "last_period_end", "next_due"),
            search=("purpose", "audience", "contents"),
            views=(
                View("in-use", _("In use"), {"state": "in-use"}, "title"),
                View("overdue", _("Overdue"), {"state": "in-use", "next_due~before": "today"}, "next_due"),
            ),
            empty=_("Define the first report: what for, for whom, how often. A draft of each comes by itself."),
        ),
        form=Form(
            sections=(
                Section(_("The report"), ("title", "customer", "services", "owner")),
                Section(_("What for"), ("purpose", "audience", "contents")),
                Section(_("How often"), ("frequency", "begins_on", "days_to_deliver")),
            ),
            facts=("last_period_end", "next_due"),
        ),
        waiting=(Waiting(what=_("Deliver the report"), date="next_due", states=("in-use",)),),
        workflow=Workflow(
            states=DEFINITION_STATES,
            transitions=(
                Transition(
                    key="use",
                    label=_("Give it from now on"),
                    sources=("draft",),
                    target="in-use",
                    required=("purpose", "audience", "contents", "owner"),
                ),
                Transition(
                    key="retire",
                    label=_("No longer give it"),
                    sources=("draft", "in-use"),
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            natural_key="title",
            synonyms={"audience": ("recipients", "readers", "Empfänger"), "frequency": ("interval", "Häufigkeit")},
        ),
        access=Access(customer="customer"),
        rules=Rules(derive=rules.derive_definition, validate=rules.check_definition, locked=rules.locked),
        example=Example(
            {
                "title": "Monthly report",
                "purpose": "Shows how the services were kept.",
                "audience": "Head of IT",
                "contents": "Targets, incidents and outages, from our records.",
                "begins_on": "2026-01-01",
            }
        ),
    )
)

"""Demand for services, declared."""

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
from tandem.operation.demand import operations, rules
from tandem.operation.demand.models import DEMAND_STATES, DemandSeries

DEMAND = declare(
    Register(
        key="demand",
        model=DemandSeries,
        prefix="DEM",
        title=_("Demand"),
        singular=_("Demand"),
        about=_("How much of each service is used, what drives it, and what is to come."),
        icon="trending-up",
        place=Place(home="services", tab=_("Capacity and continuity"), beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "service", "unit", "state", "owner", "measured_until", "next_report"),
            filters=("every", "method"),
            search=("drivers", "usage", "reported_to"),
            views=(
                View("measured", _("Measured"), {"state": "active"}, "title"),
                View("report", _("To be reported"), {"state": "active", "next_report~before": "today"}, "next_report"),
            ),
            empty=_("Say what is counted of a service and what drives it, then enter or import what was measured."),
        ),
        form=Form(
            sections=(
                Section(_("The demand"), ("title", "service", "unit", "drivers", "source", "owner")),
                Section(_("How it is foreseen"), ("every", "season", "method", "periods")),
                Section(_("How it is reported"), ("report_months",)),
            ),
            facts=(
                "usage",
                "reported_to",
                "begun_on",
                "measured_until",
                "last_forecast",
                "last_report",
                "next_report",
            ),
        ),
        waiting=(Waiting(what=_("Report the demand"), date="next_report", states=("active",)),),
        workflow=Workflow(
            states=DEMAND_STATES,
            transitions=(
                Transition(
                    key="begin",
                    label=_("Begin to measure"),
                    sources=("planned",),
                    target="active",
                    required=rules.NEEDED,
                    effect=rules.begin,
                ),
                Transition(
                    key="forecast",
                    label=_("Make a forecast"),
                    sources=("active",),
                    guard=rules.may_forecast,
                    afterwards=operations.forecast,
                ),
                Transition(
                    key="report",
                    label=_("Report"),
                    sources=("active",),
                    required=("usage", "reported_to"),
                    guard=rules.may_report,
                    effect=rules.report,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("planned", "active"),
                    target="ended",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            natural_key="title",
            synonyms={
                "title": ("series", "metric", "measure", "Kennzahl"),
                "drivers": ("driver", "drivers of demand", "Treiber"),
            },
        ),
        patterns=(rules.REPORT,),
        rules=Rules(derive=rules.derive_series, validate=rules.check_series),
        example=Example({"title": "Tickets", "unit": "tickets", "drivers": "Workplaces and new customers."}),
    )
)

"""Forecasts of demand, declared."""

from django.utils.translation import gettext_lazy as _

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.demand.forecasts import operations, rules
from tandem.operation.demand.forecasts.models import FORECAST_STATES, DemandForecast

DEMAND_FORECASTS = declare(
    Register(
        key="demand-forecasts",
        model=DemandForecast,
        prefix="DEMF",
        title=_("Forecasts of demand"),
        singular=_("Forecast of a demand"),
        about=_("What is to come of each demand, by which method, and how wrong that was so far."),
        icon="telescope",
        place=Place(home="services", parent="series", under="demand"),
        listing=Listing(
            columns=(
                "reference",
                "title",
                "series",
                "made_on",
                "method",
                "next_amount",
                "error",
                "error_percent",
                "state",
            ),
            search=("assumptions",),
            views=(View("judge", _("To be judged"), {"state": "drawn"}, "made_on"),),
            empty=_("Take the step “Make a forecast” on a demand that is measured."),
        ),
        form=Form(
            sections=(Section(_("The forecast"), ("series", "judged", "assumptions", "owner")),),
            facts=(
                "made_on",
                "measured_until",
                "method",
                "next_amount",
                "error",
                "error_percent",
                "confirmed_by",
                "confirmed_on",
            ),
        ),
        waiting=(Waiting(what=_("Judge the forecast"), date="made_on", states=("drawn",)),),
        workflow=Workflow(
            states=FORECAST_STATES,
            transitions=(
                Transition(
                    key="confirm",
                    label=_("Expect it"),
                    sources=("drawn",),
                    target="confirmed",
                    required=("assumptions",),
                    effect=rules.confirm,
                    afterwards=operations.put_in_force,
                ),
                Transition(
                    key="reject",
                    label=_("Do not expect it"),
                    sources=("drawn",),
                    target="rejected",
                    needs_reason=True,
                    effect=rules.confirm,
                ),
            ),
        ),
        access=Access(delete=frozenset()),
        rules=Rules(derive=rules.derive_forecast, validate=rules.check_forecast, locked=rules.locked),
        example=Example(
            {"judged": "420", "assumptions": "Two more customers from summer on."}, whole={"state": "active"}
        ),
    )
)

"""Measured demand, declared."""

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
    declare,
)
from tandem.operation.demand.values import operations, rules
from tandem.operation.demand.values.models import DemandValue

DEMAND_VALUES = declare(
    Register(
        key="demand-values",
        model=DemandValue,
        prefix="DEMV",
        title=_("Measured demand"),
        singular=_("Measured demand"),
        about=_("How much of a service was used in each period."),
        icon="chart-column",
        place=Place(home="services", parent="series", under="demand"),
        listing=Listing(
            columns=("reference", "title", "series", "period_start", "amount", "remark"),
            views=(View("newest", _("Newest first"), {}, "-period_start"),),
            empty=_("Enter what was measured in each period, import it, or send it through the API."),
        ),
        form=Form(
            sections=(Section(_("The value"), ("series", "period_start", "amount", "remark")),), facts=("period_end",)
        ),
        exchange=Exchange(
            synonyms={
                "period_start": ("period", "month", "date", "Monat"),
                "amount": ("value", "count", "number", "Anzahl"),
            }
        ),
        access=Access(delete=frozenset()),
        rules=Rules(
            derive=rules.derive_value,
            validate=rules.check_value,
            after_create=operations.note_measured,
            after_change=operations.note_moved,
        ),
        example=Example({"period_start": "2026-01-01", "amount": "412"}),
    )
)

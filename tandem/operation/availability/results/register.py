"""Availability of services, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Form,
    Listing,
    PageLink,
    Place,
    Register,
    Rules,
    Section,
    View,
    declare,
)
from tandem.operation.availability.results import operations, rules, words
from tandem.operation.availability.results.models import AvailabilityResult

AVAILABILITY_RESULTS = declare(
    Register(
        key="availability-results",
        model=AvailabilityResult,
        prefix="AVAIL",
        title=_("Availability of services"),
        singular=_("Availability in a period"),
        about=_("How available each service was, counted from its outages over the hours agreed."),
        icon="activity",
        place=Place(
            home="services",
            tab=_("Capacity and continuity"),
            parent="target",
            beside=("service",),
            pages=(PageLink(_("Line by line"), "availability-explained", "list-tree", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "service", "period_start", "achieved", "promised", "is_met", "failures"),
            views=(
                View("missed", _("Missed"), {"is_met": "false"}, "-period_start"),
                View("newest", _("Newest first"), {}, "-period_start"),
            ),
            empty=_("Availability is counted once a month for every target of availability in force."),
        ),
        form=Form(
            sections=(Section(_("The period"), ("target", "period_start", "period_end", "owner")),),
            facts=(
                "title",
                "service",
                "agreed",
                "away",
                "planned",
                "failures",
                "between_failures",
                "to_restore",
                "achieved",
                "promised",
                "is_met",
                "lines",
            ),
            worded={"lines": words.counted},
        ),
        access=Access(
            create=MANAGERS,
            delete=frozenset(),
            customer="target__agreement_version__agreement__customer",
        ),
        rules=Rules(
            derive=rules.derive_result,
            validate=rules.check_result,
            after_create=operations.note,
            after_change=operations.note_again,
        ),
        example=Example({"period_start": "2026-01-01", "period_end": "2026-01-31"}, whole={"kind": "availability"}),
    )
)

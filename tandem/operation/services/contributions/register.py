"""Contributions, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Example,
    Exchange,
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
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.services.contributions import rules
from tandem.operation.services.contributions.models import CONTRIBUTION_STATES, Contribution

CONTRIBUTIONS = declare(
    Register(
        key="contributions",
        model=Contribution,
        prefix="CTB",
        title=_("Who contributes"),
        singular=_("Contribution"),
        about=_("What each party does for which service, component or process, and who here answers for it."),
        icon="waypoints",
        place=Place(
            home="services",
            tab=_("Catalogue"),
            parent="service",
            beside=("supplier", "item", "process"),
            pages=(PageLink(_("Who contributes to what"), "contribution-matrix", "layout-grid"),),
        ),
        listing=Listing(
            columns=("reference", "title", "supplier", "subject", "extent", "state", "owner", "since"),
            filters=("extent",),
            search=("does", "controlled_by"),
            views=(
                View("current", _("Today"), {"state": "current"}, "title"),
                View("planned", _("Planned"), {"state": "planned"}, "title"),
            ),
            empty=_("Write down who does what for each service, yourselves too; the matrix shows what is left."),
        ),
        form=Form(
            sections=(
                Section(
                    _("Party and subject"), ("supplier", "subject", "service", "item", "process", "title", "owner")
                ),
                Section(_("What it does"), ("does", "extent", "controlled_by", "since", "ended_on")),
            ),
            only_for={
                "service": ("subject", ("service",)),
                "item": ("subject", ("component",)),
                "process": ("subject", ("process",)),
            },
        ),
        workflow=Workflow(
            states=CONTRIBUTION_STATES,
            transitions=(
                Transition(
                    key="begin",
                    label=_("Contributes"),
                    sources=("planned",),
                    target="current",
                    required=rules.NEEDED,
                    fields=("since", "controlled_by"),
                    guard=rules.may_begin,
                    effect=rules.begin,
                ),
                Transition(
                    key="end",
                    label=_("End"),
                    sources=("planned", "current"),
                    target="ended",
                    fields=("ended_on",),
                    needs_reason=True,
                    effect=rules.end,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            synonyms={"supplier": ("party", "vendor", "Lieferant"), "does": ("task", "description", "Aufgabe")},
        ),
        rules=Rules(derive=rules.derive_contribution, validate=rules.check_contribution),
        example=Example({"subject": "service", "does": "Lines and fallback for all sites"}),
    )
)

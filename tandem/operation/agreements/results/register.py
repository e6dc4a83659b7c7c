"""Results of targets, declared."""

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
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.agreements.results import operations, rules
from tandem.operation.agreements.results.models import SERVICE_RESULT_STATES, ServiceResult

SERVICE_RESULTS = declare(
    Register(
        key="service-results",
        model=ServiceResult,
        prefix="SLR",
        title=_("Results of targets"),
        singular=_("Result of a target"),
        about=_("How each target was kept, month by month, and what follows where it was missed."),
        icon="chart-line",
        place=Place(home="services", tab=_("Agreements and targets"), parent="target"),
        listing=Listing(
            columns=("reference", "title", "target", "period_start", "counted", "within", "achieved", "is_met"),
            filters=("action",),
            search=("explanation", "excuse"),
            views=(
                View("missed", _("Missed"), {"is_met": "false"}, "-period_start"),
                View("newest", _("Newest first"), {}, "-period_start"),
            ),
            empty=_("Times come by themselves from the clocks of incidents, once a month; enter the others."),
        ),
        form=Form(
            sections=(
                Section(_("The period"), ("target", "period_start", "period_end", "owner")),
                Section(
                    _("The result"),
                    ("counted", "within", "achieved", "explanation"),
                    _("Cases and those within the target, or the percentage alone."),
                ),
            ),
            facts=("title", "is_met", "action", "excused_by", "excuse"),
        ),
        workflow=Workflow(
            states=SERVICE_RESULT_STATES,
            transitions=(
                Transition(
                    key="excuse",
                    label=_("Nothing follows"),
                    sources=("measured",),
                    target="excused",
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("owner",),
                    required=("excuse",),
                    guard=rules.may_excuse,
                    effect=rules.excuse,
                ),
            ),
        ),
        exchange=Exchange(
            synonyms={
                "counted": ("total", "tickets", "count"),
                "within": ("met", "in time"),
                "achieved": ("percent", "result", "availability"),
            }
        ),
        access=Access(customer="target__agreement_version__agreement__customer"),
        rules=Rules(
            derive=rules.derive_result,
            validate=rules.check_result,
            after_create=operations.note,
            after_change=operations.note_again,
        ),
        example=Example({"period_start": "2026-01-01", "period_end": "2026-01-31", "counted": 40, "within": 38}),
    )
)

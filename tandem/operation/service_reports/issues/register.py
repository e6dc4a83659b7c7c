"""Service reports, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.service_reports.issues import operations, rules
from tandem.operation.service_reports.issues.models import REPORT_STATES, ServiceReport

SERVICE_REPORTS = declare(
    Register(
        key="service-reports",
        model=ServiceReport,
        prefix="SREP",
        title=_("Service reports"),
        singular=_("Service report"),
        about=_("What was reported on each period: figures and trends, what was missed and why, what follows."),
        icon="file-chart-column",
        place=Place(
            home="services",
            tab=_("Agreements and targets"),
            parent="definition",
            beside=("customer",),
            pages=(PageLink(_("Read"), "service-report", "book-open", of_record=True),),
        ),
        listing=Listing(
            columns=("reference", "title", "customer", "state", "period_start", "due", "issued_on", "owner"),
            search=("summary", "delivered_to", "nothing_follows"),
            views=(
                View("to-issue", _("To be issued"), {"state": "draft"}, "due"),
                View("issued", _("Issued"), {"state": "issued"}, "-period_start"),
            ),
            empty=_("A draft comes by itself once the period of a defined report is over."),
        ),
        form=Form(
            sections=(
                Section(_("The report"), ("definition", "period_start", "owner")),
                Section(_("What it says"), ("summary", "nothing_follows", "delivered_to")),
            ),
            facts=(
                "customer",
                "period_end",
                "due",
                "counted_at",
                "issued_on",
                "issued_by",
                "ledger_size",
                "ledger_root",
            ),
        ),
        waiting=(Waiting(what=_("Issue the report"), date="due", states=("draft",)),),
        workflow=Workflow(
            states=REPORT_STATES,
            transitions=(
                Transition(key="count", label=_("Count again"), sources=("draft",), effect=rules.count),
                Transition(
                    key="issue",
                    label=_("Issue"),
                    sources=("draft",),
                    target="issued",
                    required=("summary", "delivered_to"),
                    fields=("nothing_follows",),
                    guard=rules.may_issue,
                    effect=rules.issue,
                    afterwards=operations.note,
                ),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("issued",),
                    target="withdrawn",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                    afterwards=operations.note,
                ),
            ),
        ),
        access=Access(delete=frozenset(), customer="definition__customer"),
        patterns=(rules.AS_ISSUED,),
        rules=Rules(derive=rules.derive_report, validate=rules.check_report, locked=rules.locked),
        example=Example({"period_start": "2026-01-01", "summary": "All targets were kept."}),
    )
)

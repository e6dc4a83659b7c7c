"""Internal audits, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits import operations, rules
from tandem.evaluation.audits.models import AUDIT_STATES, COMING, Audit
from tandem.ground.kernel.engaging import Engagement
from tandem.ground.kernel.patterns import standing
from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Figure,
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

AUDITS = declare(
    Register(
        key="audits",
        model=Audit,
        prefix="AUD",
        title=_("Internal audits"),
        singular=_("Internal audit"),
        about=_("One audit over both standards: planned, held by somebody independent, reported, followed up."),
        icon="clipboard-check",
        place=Place(
            home="audits",
            tab=_("Audits"),
            figures=(Figure("coming", _("to come in the programme")),),
            beside=("programme",),
            pages=(
                PageLink(_("Coverage"), "audit-coverage-now", "grid-3x3", tab=_("Audits")),
                PageLink(_("Checklist"), "audit-checklist", "list-checks", of_record=True),
                PageLink(_("Report"), "audit-report", "file-text", of_record=True),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "lead", "planned_from", "planned_to", "held_on", "reported_on"),
            search=("objectives", "scope", "criteria", "conclusion"),
            views=(
                View("coming", _("To come"), {"state": "planned,running"}, "planned_from"),
                View("overdue", _("Overdue"), {"state": "planned,running", "planned_to~before": "today"}, "planned_to"),
                View("to-report", _("To report"), {"state": "held"}, "held_on"),
            ),
            empty=_("Plan the first audit from the programme; its questions are listed for you."),
        ),
        form=Form(
            sections=(
                Section(_("The audit"), ("title", "programme", "standards", "lead", "planned_from", "planned_to")),
                Section(
                    _("What for, of what, by what"),
                    ("objectives", "scope", "criteria", "methods", "owner"),
                    _("One audit serves both standards; the criteria name each with its edition."),
                ),
                Section(_("Meetings"), ("opening", "opened_on", "closing", "held_on")),
                Section(_("Report"), ("conclusion", "distribution")),
            ),
            facts=("conflict", "report_due", "reported_on", "signed_by", "received_by", "received_on"),
            defaults=rules.begin,
        ),
        waiting=(
            Waiting(what=_("Hold the audit"), person="lead", date="planned_from", states=("planned", "running")),
            Waiting(what=_("Report the audit"), person="lead", date="report_due", states=("held",)),
        ),
        engagements=(
            Engagement(
                what=_("internal audit"), first="planned_from", last="planned_to", states=COMING, is_of_house=True
            ),
            Engagement(what=_("internal audit"), person="lead", first="planned_from", last="planned_to", states=COMING),
        ),
        workflow=Workflow(
            states=AUDIT_STATES,
            transitions=(
                Transition(
                    key="list-questions",
                    label=_("List the questions"),
                    sources=("planned", "running"),
                    concerns=rules.has_no_questions,
                    guard=rules.may_list,
                    beforehand=standing.of_requirements,
                    afterwards=operations.list_questions,
                ),
                Transition(
                    key="open",
                    label=_("Open the audit"),
                    sources=("planned",),
                    target="running",
                    fields=("lead", "objectives", "scope", "criteria", "opened_on"),
                    required=("opening",),
                    guard=rules.may_open,
                    effect=rules.opened,
                ),
                Transition(
                    key="close",
                    label=_("Close the audit"),
                    sources=("running",),
                    target="held",
                    fields=("held_on",),
                    required=("closing",),
                    guard=rules.may_close,
                    effect=rules.held,
                ),
                Transition(
                    key="report",
                    label=_("Sign the report"),
                    sources=("held",),
                    target="reported",
                    required=("conclusion", "distribution"),
                    gives=("reported_on", "signed_by"),
                    guard=rules.may_report,
                    effect=rules.report,
                    afterwards=operations.tell_programme,
                ),
                Transition(
                    key="countersign",
                    label=_("Countersign"),
                    sources=("reported",),
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("lead", "signed_by"),
                    gives=("received_by", "received_on"),
                    concerns=rules.is_not_received,
                    effect=rules.receive,
                ),
                Transition(
                    key="finish",
                    label=_("Finish"),
                    sources=("reported",),
                    target="finished",
                    roles=MANAGERS,
                    guard=rules.may_finish,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("planned", "running"),
                    target="cancelled",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(importable=("state", "reported_on")),
        access=Access(delete=MANAGERS),
        rules=Rules(derive=rules.derive_audit, validate=rules.check_audit, locked=rules.audit_locked),
        example=Example(
            {
                "title": "Operation and suppliers",
                "standards": ["iso-27001:2022"],
                "planned_from": "2026-05-04",
                "planned_to": "2026-05-08",
            }
        ),
    )
)

"""Incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.permissions import EVERYBODY, MANAGERS
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
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.incidents import learning, rules
from tandem.operation.incidents.models import INCIDENT_STATES, Incident
from tandem.operation.incidents.notifications import operations


def opened_now(actor: Actor) -> dict[str, object]:
    """An incident counts from when it is written down, unless told otherwise."""
    return {"opened_at": clock.now()}


INCIDENTS = declare(
    Register(
        key="incidents",
        model=Incident,
        prefix="INC",
        title=_("Incidents"),
        singular=_("Incident"),
        about=_("Everything that broke or looked wrong, service and security alike, from report to lesson learned."),
        icon="siren",
        year_in_reference=True,
        place=Place(
            home="desk",
            tab=_("Incidents"),
            figures=(
                Figure("open", _("open incidents")),
                Figure("mine", _("mine")),
                Figure("major", _("major")),
            ),
            beside=("problem",),
            pages=(
                PageLink(_("Security at a glance"), "security-glance", "chart-column", tab=_("Reports")),
                PageLink(_("VERIS"), "veris", "braces", tab=_("Reports")),
            ),
        ),
        listing=Listing(
            columns=("reference", "title", "state", "priority", "service", "is_security", "assignee", "opened_at"),
            filters=(
                "impact",
                "urgency",
                "is_service",
                "is_security",
                "security_category",
                "security_assessed_at",
                "information_class",
                "personal_data",
                "is_confidential",
                "is_major",
                "reported_as",
                "category",
                "group",
                "channel",
                "met_target",
                "resolution_code",
                "closed_at",
                "reassignments",
                "reopened",
            ),
            search=("description", "reported_by", "category", "resolution", "lessons", "information_concerned"),
            views=(
                View("open", _("Open"), {"state": "open"}, "priority"),
                View("mine", _("Mine"), {"state": "open", "assignee": "me"}, "priority"),
                View("security", _("Security"), {"is_security": "true"}, "-opened_at"),
                View(
                    "to-assess",
                    _("To assess"),
                    {"state": "open", "is_security": "true", "security_assessed_at": "none"},
                    "-opened_at",
                ),
                View("major", _("Major"), {"is_major": "true"}, "-opened_at", tab=_("Major")),
            ),
            tones={"priority": {"1": "bad", "2": "waiting"}},
            empty=_(
                "Nothing has been reported yet. Add the first, or bring your old ones from a ticket system's export."
            ),
        ),
        form=Form(
            sections=(
                Section(
                    _("What happened"),
                    (
                        "title",
                        "description",
                        "service",
                        "customer",
                        "items",
                        "reported_as",
                        "reported_by",
                        "channel",
                        "opened_at",
                    ),
                ),
                Section(
                    _("How bad"),
                    ("impact", "urgency", "priority", "priority_reason", "is_major", "category"),
                    _("Priority follows from impact and urgency; another one needs a reason."),
                ),
                Section(
                    _("Service or security"),
                    ("is_service", "is_security", "security_reason", "aware_at"),
                    _("Whoever decides that it is, or is not, a security incident is recorded with it."),
                ),
                Section(
                    _("What is concerned"),
                    (
                        "security_category",
                        "information_class",
                        "information_concerned",
                        "personal_data",
                        "response_plan",
                    ),
                    _("From this follows who must be told, and how soon."),
                ),
                Section(
                    _("Who may see it"),
                    ("is_confidential", "is_open_to_auditors"),
                    _("Only managers, owner and assignee find a confidential incident; figures still count it."),
                ),
                Section(_("Who works on it"), ("group", "assignee", "owner", "parent", "problem")),
                Section(_("How it ended"), ("resolution_code", "resolution", "lessons", "article", "why_no_article")),
            ),
            facts=(
                "happened",
                "pending_on",
                "resolved_at",
                "closed_at",
                "security_assessed_by",
                "security_assessed_at",
                "evidence_waiver",
                "evidence_waived_by",
                "evidence_waived_at",
                "reassignments",
                "reopened",
                "met_target",
            ),
            vague={"opened_at": "happened"},
            defaults=opened_now,
        ),
        waiting=(
            Waiting(what=_("Work on the incident"), person="assignee", states=("new", "assigned", "in-progress")),
            Waiting(what=_("Close the incident"), person="assignee", states=("resolved",)),
        ),
        workflow=Workflow(
            states=INCIDENT_STATES,
            transitions=(
                Transition(
                    key="assign",
                    label=_("Assign"),
                    by_owner=False,
                    sources=("new", "assigned", "in-progress", "pending"),
                    target="assigned",
                    fields=("group", "assignee"),
                ),
                Transition(
                    key="start",
                    label=_("Start work"),
                    by_owner=False,
                    sources=("new", "assigned", "pending"),
                    target="in-progress",
                    effect=rules.take,
                ),
                Transition(
                    key="wait",
                    label=_("Wait"),
                    by_owner=False,
                    sources=("assigned", "in-progress"),
                    target="pending",
                    required=("pending_on",),
                ),
                Transition(
                    key="resolve",
                    label=_("Resolve"),
                    by_owner=False,
                    sources=("new", "assigned", "in-progress", "pending"),
                    target="resolved",
                    required=("resolution",),
                    fields=("resolution_code",),
                    guard=rules.may_resolve,
                    effect=rules.resolve,
                ),
                Transition(
                    key="reopen",
                    label=_("Open again"),
                    sources=("resolved",),
                    target="in-progress",
                    needs_reason=True,
                    effect=rules.reopen,
                ),
                Transition(
                    key="close",
                    label=_("Close"),
                    sources=("resolved",),
                    target="closed",
                    guard=rules.may_close,
                    effect=rules.close,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("new", "assigned", "in-progress", "pending"),
                    target="cancelled",
                    needs_reason=True,
                    guard=rules.may_cancel,
                ),
                Transition(
                    key="assess",
                    label=_("Assess security"),
                    sources=("new", "assigned", "in-progress", "pending", "resolved"),
                    by_owner=False,
                    required=("security_reason",),
                    fields=(
                        "is_security",
                        "is_service",
                        "security_category",
                        "information_class",
                        "information_concerned",
                        "personal_data",
                        "aware_at",
                        "response_plan",
                    ),
                    effect=rules.assess,
                ),
                Transition(
                    key="write-article",
                    label=_("Write an article"),
                    sources=("assigned", "in-progress", "pending", "resolved", "closed"),
                    by_owner=False,
                    concerns=rules.may_become_article,
                    afterwards=learning.write_article,
                ),
                Transition(
                    key="waive-evidence",
                    label=_("Waive evidence"),
                    sources=("new", "assigned", "in-progress", "pending"),
                    roles=MANAGERS,
                    by_owner=False,
                    approves=True,
                    apart_from=("assignee", "owner"),
                    required=("evidence_waiver",),
                    concerns=rules.may_need_waiver,
                    effect=rules.waive_evidence,
                ),
            ),
        ),
        exchange=Exchange(
            importable=(
                "happened",
                "veris",
                "state",
                "pending_on",
                "resolved_at",
                "closed_at",
                "reassignments",
                "reopened",
                "met_target",
            ),
            synonyms={
                "external_id": ("number", "ticket", "incident id", "case id", "caseid", "ticket id", "Nummer"),
                "state": ("incident state", "status"),
                "title": ("short description", "summary", "subject"),
                "group": ("assignment group",),
                "reported_by": ("caller", "caller id", "requester"),
                "opened_at": ("opened", "created", "opened at", "open time"),
                "resolved_at": ("resolved", "resolved time"),
                "closed_at": ("closed", "close time"),
                "reassignments": ("reassignment count",),
                "reopened": ("reopen count",),
                "met_target": ("made sla",),
                "resolution_code": ("closed code", "close code"),
                "channel": ("contact type",),
            },
            readings={
                "state": {
                    "open": {"state": "assigned"},
                    "active": {"state": "in-progress"},
                    "work in progress": {"state": "in-progress"},
                    "on hold": {"state": "pending"},
                    "awaiting user info": {"state": "pending", "pending_on": "customer"},
                    "awaiting caller": {"state": "pending", "pending_on": "customer"},
                    "awaiting vendor": {"state": "pending", "pending_on": "supplier"},
                    "awaiting problem": {"state": "pending", "pending_on": "problem"},
                    "awaiting change": {"state": "pending", "pending_on": "change"},
                    "awaiting evidence": {"state": "pending", "pending_on": "evidence"},
                    "canceled": {"state": "cancelled"},
                }
            },
        ),
        access=Access(
            create=EVERYBODY,
            seen_by=rules.there_for,
            customer="customer",
        ),
        rules=Rules(
            derive=rules.derive_incident,
            validate=rules.check_incident,
            locked=rules.locked,
            after_create=operations.start_clocks,
            after_change=operations.follow_clocks,
        ),
        example=Example({"title": "Mail is down", "impact": 1, "urgency": 2, "description": "Nobody can send."}),
    )
)

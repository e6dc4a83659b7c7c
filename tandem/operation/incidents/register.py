"""Incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.permissions import EVERYBODY
from tandem.ground.kernel.registers import Register, Section, State, Transition, View, Waiting, Workflow, declare
from tandem.operation.incidents import rules
from tandem.operation.incidents.models import Incident


def opened_now(actor: Actor) -> dict[str, object]:
    """An incident counts from when it is written down, unless told otherwise."""
    return {"opened_at": clock.now()}


INCIDENTS = declare(
    Register(
        key="incidents",
        model=Incident,
        prefix="INC",
        wing="operation",
        icon="siren",
        title=_("Incidents"),
        singular=_("Incident"),
        about=_("Everything that broke or looked wrong, service and security alike, from report to lesson learned."),
        columns=("reference", "title", "state", "priority", "service", "is_security", "assignee", "opened_at"),
        sortable=(
            "reference",
            "title",
            "state",
            "priority",
            "opened_at",
            "resolved_at",
            "group",
            "category",
            "updated_at",
        ),
        filters=(
            "state",
            "priority",
            "impact",
            "urgency",
            "service",
            "is_service",
            "is_security",
            "is_major",
            "category",
            "group",
            "assignee",
            "owner",
            "channel",
            "met_target",
            "resolution_code",
            "opened_at",
            "resolved_at",
            "closed_at",
            "reassignments",
            "reopened",
        ),
        search=("description", "reported_by", "category", "resolution", "lessons"),
        sections=(
            Section(_("What happened"), ("title", "description", "service", "reported_by", "channel", "opened_at")),
            Section(
                _("How bad"),
                ("impact", "urgency", "priority", "priority_reason", "is_major", "category"),
                _("Priority follows from impact and urgency; another one needs a reason."),
            ),
            Section(
                _("Service or security"),
                ("is_service", "is_security", "security_reason"),
                _("Whoever decides that it is, or is not, a security incident is recorded with it."),
            ),
            Section(_("Who works on it"), ("group", "assignee", "owner", "parent")),
            Section(_("How it ended"), ("resolution_code", "resolution", "lessons")),
        ),
        facts=(
            "pending_on",
            "resolved_at",
            "closed_at",
            "security_assessed_by",
            "security_assessed_at",
            "reassignments",
            "reopened",
            "met_target",
        ),
        importable=("state", "pending_on", "resolved_at", "closed_at", "reassignments", "reopened", "met_target"),
        year_in_reference=True,
        synonyms={
            "external_id": ("number", "ticket", "incident id"),
            "state": ("incident state", "status"),
            "title": ("short description", "summary", "subject"),
            "group": ("assignment group",),
            "reported_by": ("caller", "caller id", "requester"),
            "opened_at": ("opened", "created", "opened at"),
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
        views=(
            View("open", _("Open"), {"state": "open"}, "priority"),
            View("mine", _("Mine"), {"state": "open", "assignee": "me"}, "priority"),
            View("security", _("Security"), {"is_security": "true"}, "-opened_at"),
            View("major", _("Major"), {"is_major": "true"}, "-opened_at"),
        ),
        waiting=(
            Waiting(what=_("Work on the incident"), person="assignee", states=("new", "assigned", "in-progress")),
            Waiting(what=_("Close the incident"), person="assignee", states=("resolved",)),
        ),
        tones={"priority": {"1": "bad", "2": "waiting"}},
        workflow=Workflow(
            initial="new",
            states=(
                State("new", _("New"), "active"),
                State("assigned", _("Assigned"), "active"),
                State("in-progress", _("In progress"), "active"),
                State("pending", _("Pending"), "waiting"),
                State("resolved", _("Resolved"), "good"),
                State("closed", _("Closed"), "quiet", final=True),
                State("cancelled", _("Cancelled"), "quiet", final=True),
            ),
            transitions=(
                Transition(
                    key="assign",
                    label=_("Assign"),
                    sources=("new", "assigned", "in-progress", "pending"),
                    target="assigned",
                    fields=("group", "assignee"),
                ),
                Transition(
                    key="start",
                    label=_("Start work"),
                    sources=("new", "assigned", "pending"),
                    target="in-progress",
                    effect=rules.take,
                ),
                Transition(
                    key="wait",
                    label=_("Wait"),
                    sources=("assigned", "in-progress"),
                    target="pending",
                    required=("pending_on",),
                ),
                Transition(
                    key="resolve",
                    label=_("Resolve"),
                    sources=("new", "assigned", "in-progress", "pending"),
                    target="resolved",
                    required=("resolution",),
                    fields=("resolution_code",),
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
                    guard=rules.lessons_learned,
                    effect=rules.close,
                ),
                Transition(
                    key="cancel",
                    label=_("Cancel"),
                    sources=("new", "assigned", "in-progress", "pending"),
                    target="cancelled",
                    needs_reason=True,
                ),
            ),
        ),
        create_roles=EVERYBODY,
        defaults=opened_now,
        derive=rules.derive_incident,
        validate=rules.check_incident,
        locked=rules.locked,
        empty=_("Nothing has been reported yet. Add the first, or bring your old ones from a ticket system's export."),
    )
)

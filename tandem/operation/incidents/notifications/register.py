"""Duties to notify of incidents, and the clocks they start, declared."""

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
    Waiting,
    declare,
)
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.incidents.notifications import rules
from tandem.operation.incidents.notifications.models import INCIDENT_NOTIFICATION_STATES, IncidentNotification

NOTIFICATIONS = declare(
    Register(
        key="incident-notifications",
        model=IncidentNotification,
        prefix="TELL",
        title=_("Notifications"),
        singular=_("Notification"),
        about=_("Clocks of incidents that somebody must be told of: until when, sent when, late or not."),
        icon="alarm-clock",
        place=Place(
            home="desk",
            parent="incident",
        ),
        listing=Listing(
            columns=("reference", "title", "incident", "state", "due_at", "is_late", "sent_at", "whom"),
            filters=("is_late", "is_running_out"),
            search=("whom", "message"),
            views=(
                View("waiting", _("To be sent"), {"state": "waiting"}, "due_at"),
                View("running-out", _("Running out"), {"is_running_out": "true"}, "due_at"),
                View("late", _("Late"), {"is_late": "true"}, "-due_at"),
                View("sent", _("Sent"), {"state": "sent"}, "-sent_at"),
            ),
            empty=_("Clocks start by themselves when an incident is of the kind that a notification duty is about."),
        ),
        form=Form(
            sections=(
                Section(_("What, to whom"), ("incident", "duty", "title", "whom", "owner")),
                Section(_("How soon"), ("hours", "began_at"), _("The duty says both where you leave them empty.")),
            ),
            facts=(
                "due_at",
                "due_on",
                "is_running_out",
                "is_late",
                "sent_at",
                "sent_by",
                "message",
                "next_at",
                "events",
            ),
        ),
        waiting=(Waiting(what=_("Notify of the incident"), date="due_on", states=("waiting",)),),
        workflow=Workflow(
            states=INCIDENT_NOTIFICATION_STATES,
            transitions=(
                Transition(
                    key="send",
                    label=_("Sent"),
                    sources=("waiting",),
                    target="sent",
                    required=("message",),
                    fields=("sent_at",),
                    effect=rules.send,
                ),
                Transition(
                    key="waive",
                    label=_("Not needed"),
                    sources=("waiting",),
                    target="waived",
                    roles=MANAGERS,
                    approves=True,
                    apart_from=("owner",),
                    needs_reason=True,
                ),
                Transition(
                    key="take-back",
                    label=_("Take back"),
                    sources=("sent", "waived"),
                    target="waiting",
                    needs_reason=True,
                    effect=rules.take_back,
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state", "sent_at", "message"),
        ),
        access=Access(
            delete=frozenset(),
        ),
        rules=Rules(
            derive=rules.derive_notification,
            validate=rules.check_notification,
            locked=rules.notification_locked,
        ),
        example=Example({"title": "Tell the customer", "whom": "Berglund", "hours": 24}),
    )
)

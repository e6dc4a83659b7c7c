"""Duties to notify of incidents, and the clocks they start, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
    Access,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    Transition,
    View,
    Waiting,
    Workflow,
    declare,
)
from tandem.operation.incidents.notifications import rules as notifications
from tandem.operation.incidents.notifications.duties.models import (
    NOTIFICATION_DUTY_STATES,
    NotificationDuty,
)
from tandem.operation.incidents.notifications.models import (
    INCIDENT_NOTIFICATION_STATES,
    IncidentNotification,
)

DUTIES = declare(
    Register(
        key="notification-duties",
        model=NotificationDuty,
        prefix="DUTY",
        title=_("Notification duties"),
        singular=_("Notification duty"),
        about=_("Whom to tell of which incidents within how many hours. Each starts a clock when it applies."),
        icon="megaphone",
        place=Place(
            under="incidents",
        ),
        listing=Listing(
            columns=("reference", "title", "recipient", "whom", "hours", "applies_when", "state", "owner"),
            search=("whom", "how", "content"),
            views=(View("active", _("Active"), {"state": "active"}, "hours"),),
            empty=_("Add one for each authority, customer or insurer that must hear of incidents, with its hours."),
        ),
        form=Form(
            sections=(
                Section(_("The duty"), ("title", "obligation", "applies_when", "owner")),
                Section(
                    _("Whom, how soon, how"),
                    ("recipient", "whom", "hours", "how", "content"),
                    _("Hours and recipient come from the obligation where you leave them empty."),
                ),
            ),
        ),
        workflow=Workflow(
            states=NOTIFICATION_DUTY_STATES,
            transitions=(
                Transition(
                    key="retire",
                    label=_("Retire"),
                    sources=("active",),
                    target="retired",
                    roles=MANAGERS,
                    needs_reason=True,
                ),
                Transition(
                    key="restore", label=_("In force again"), sources=("retired",), target="active", roles=MANAGERS
                ),
            ),
        ),
        exchange=Exchange(
            importable=("state",),
            natural_key="title",
            synonyms={"hours": ("deadline", "deadline hours"), "whom": ("authority", "recipient name")},
        ),
        rules=Rules(
            derive=notifications.derive_duty,
            validate=notifications.check_duty,
        ),
    )
)

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
            parent="incident",
        ),
        listing=Listing(
            columns=("reference", "title", "incident", "state", "due_at", "is_late", "sent_at", "whom"),
            filters=("is_late",),
            search=("whom", "message"),
            views=(
                View("waiting", _("To be sent"), {"state": "waiting"}, "due_at"),
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
            facts=("due_at", "due_on", "is_late", "sent_at", "sent_by", "message"),
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
                    effect=notifications.send,
                ),
                Transition(
                    key="waive",
                    label=_("Not needed"),
                    sources=("waiting",),
                    target="waived",
                    roles=MANAGERS,
                    by_owner=False,
                    needs_reason=True,
                ),
                Transition(
                    key="take-back",
                    label=_("Take back"),
                    sources=("sent", "waived"),
                    target="waiting",
                    needs_reason=True,
                    effect=notifications.take_back,
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
            derive=notifications.derive_notification,
            validate=notifications.check_notification,
            locked=notifications.notification_locked,
        ),
    )
)

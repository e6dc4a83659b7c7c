"""Duties to notify of incidents, and the clocks they start, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import Register, Section, State, Transition, View, Waiting, Workflow, declare
from tandem.operation.incidents.notifications import rules as notifications
from tandem.operation.incidents.notifications.duties.models import NotificationDuty
from tandem.operation.incidents.notifications.models import IncidentNotification

DUTIES = declare(
    Register(
        key="notification-duties",
        under="incidents",
        model=NotificationDuty,
        prefix="DUTY",
        wing="operation",
        icon="megaphone",
        title=_("Notification duties"),
        singular=_("Notification duty"),
        about=_("Whom to tell of which incidents within how many hours. Each starts a clock when it applies."),
        columns=("reference", "title", "recipient", "whom", "hours", "applies_when", "state", "owner"),
        sortable=("reference", "title", "recipient", "hours", "applies_when", "state", "updated_at"),
        filters=("recipient", "applies_when", "state", "owner", "obligation", "hours"),
        search=("whom", "how", "content"),
        sections=(
            Section(_("The duty"), ("title", "obligation", "applies_when", "owner")),
            Section(
                _("Whom, how soon, how"),
                ("recipient", "whom", "hours", "how", "content"),
                _("Hours and recipient come from the obligation where you leave them empty."),
            ),
        ),
        importable=("state",),
        natural_key="title",
        synonyms={"hours": ("deadline", "deadline hours"), "whom": ("authority", "recipient name")},
        views=(View("active", _("Active"), {"state": "active"}, "hours"),),
        workflow=Workflow(
            initial="active",
            states=(State("active", _("Active"), "good"), State("retired", _("Retired"), "quiet", final=True)),
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
        derive=notifications.derive_duty,
        validate=notifications.check_duty,
        empty=_("Add one for each authority, customer or insurer that must hear of incidents, with its hours."),
    )
)

NOTIFICATIONS = declare(
    Register(
        key="incident-notifications",
        model=IncidentNotification,
        prefix="TELL",
        wing="operation",
        icon="alarm-clock",
        title=_("Notifications"),
        singular=_("Notification"),
        about=_("Clocks of incidents that somebody must be told of: until when, sent when, late or not."),
        columns=("reference", "title", "incident", "state", "due_at", "is_late", "sent_at", "whom"),
        sortable=("reference", "title", "state", "due_at", "sent_at", "updated_at"),
        filters=("incident", "duty", "state", "is_late", "owner", "due_at", "sent_at"),
        search=("whom", "message"),
        sections=(
            Section(_("What, to whom"), ("incident", "duty", "title", "whom", "owner")),
            Section(_("How soon"), ("hours", "began_at"), _("The duty says both where you leave them empty.")),
        ),
        facts=("due_at", "due_on", "is_late", "sent_at", "sent_by", "message"),
        importable=("state", "sent_at", "message"),
        parent="incident",
        views=(
            View("waiting", _("To be sent"), {"state": "waiting"}, "due_at"),
            View("late", _("Late"), {"is_late": "true"}, "-due_at"),
            View("sent", _("Sent"), {"state": "sent"}, "-sent_at"),
        ),
        waiting=(Waiting(what=_("Notify of the incident"), date="due_on", states=("waiting",)),),
        workflow=Workflow(
            initial="waiting",
            states=(
                State("waiting", _("To be sent"), "waiting"),
                State("sent", _("Sent"), "good", final=True),
                State("waived", _("Not needed"), "quiet", final=True),
                State("lapsed", _("No longer applies"), "quiet", final=True),
            ),
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
        delete_roles=frozenset(),
        derive=notifications.derive_notification,
        validate=notifications.check_notification,
        locked=notifications.notification_locked,
        empty=_("Clocks start by themselves when an incident is of the kind that a notification duty is about."),
    )
)

"""Duties to notify of incidents, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.permissions import MANAGERS
from tandem.ground.kernel.registers import (
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
from tandem.ground.kernel.states import (
    Transition,
    Workflow,
)
from tandem.operation.incidents.notifications import rules
from tandem.operation.incidents.notifications.duties.models import NOTIFICATION_DUTY_STATES, NotificationDuty

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
            home="desk",
            is_set_up=True,
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
            is_baseline=True,
            importable=("state",),
            natural_key="title",
            synonyms={"hours": ("deadline", "deadline hours"), "whom": ("authority", "recipient name")},
        ),
        rules=Rules(
            derive=rules.derive_duty,
            validate=rules.check_duty,
        ),
        example=Example({"title": "Tell the authority", "whom": "Data protection authority", "hours": 72}),
    )
)

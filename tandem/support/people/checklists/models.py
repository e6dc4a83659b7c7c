"""What has to be done when somebody joins or leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

MOMENTS = [("joining", _("Joining")), ("leaving", _("Leaving"))]
DOERS = [
    ("owner", _("The owner of this step")),
    ("manager", _("The line manager")),
    ("person", _("The person")),
]
STEP_STATES = (
    State("in-use", _("In use"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class ChecklistStep(Record):
    """One line of the list for joining or leaving: it becomes an action for each person, done by whom and by when."""

    title = models.CharField(_("what is done"), max_length=150)
    moment = models.CharField(_("when"), max_length=8, choices=MOMENTS)
    doer = models.CharField(_("who does it"), max_length=8, choices=DOERS, default="owner")
    days = models.IntegerField(
        _("days from the first or last day"), default=0, help_text=_("Before it with a minus: -3 is three days before.")
    )
    details = models.TextField(_("how"), blank=True, max_length=5_000)
    state = StateField(STEP_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "moment", "state", "days")

"""What the organization has set for its planned intervals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

PLANNED_INTERVAL_STATES = (
    State("in-force", _("In force"), "good"),
    State("proposed", _("Waits for confirmation"), "waiting"),
    State("ended", _("Default again"), "quiet", final=True),
)


class PlannedInterval(Record):
    """How often the organization does one thing, how long it may slip, and who decided it.

    What is asked for counts at once, or, where it is long, once a second person has confirmed it.
    """

    title = models.CharField(_("what is done"), max_length=200, editable=False)
    interval = models.CharField(_("interval"), max_length=80)
    months = Duration(_("every … months"))
    grace_days = Duration(_("may slip by … days"), unit="days", default=0)
    reason = models.TextField(_("why this often"), max_length=2_000, blank=True)
    state = StateField(PLANNED_INTERVAL_STATES, max_length=12)
    months_in_force = Duration(_("months in force"), null=True, editable=False)
    grace_in_force = Duration(_("days of grace in force"), unit="days", default=0, editable=False)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("confirmed by")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("title", "interval", "state")

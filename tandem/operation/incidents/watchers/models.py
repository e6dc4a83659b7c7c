"""Who watches an incident."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import Incident

WATCHER_STATES = (
    State("watching", _("Nothing new"), "quiet", next=""),
    State("news", _("Something new"), "waiting", next="read"),
    State("stopped", _("Watches no longer"), "quiet", final=True),
)


class IncidentWatcher(Record):
    """That its owner wants to know how an incident goes on, and whether there is something new since they looked."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="watchers", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    news = models.CharField(_("what is new"), max_length=300, blank=True, editable=False)
    news_at = models.DateTimeField(_("new since"), null=True, blank=True, editable=False)
    state = StateField(WATCHER_STATES, max_length=10)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "incident", "owner"],
                condition=~models.Q(state="stopped"),
                name="watches_once",
                violation_error_message=_("They watch it already."),
            ),
        ]
        indexes = indexed("title", "incident", "state", "owner")

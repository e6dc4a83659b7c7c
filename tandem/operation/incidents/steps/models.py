"""Checklists of incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import Incident

STEP_STATES = (
    State("open", _("To do"), "active"),
    State("done", _("Done"), "good", final=True),
    State("skipped", _("Left out"), "quiet", final=True),
)


class IncidentStep(Record):
    """One line of the checklist of an incident: what is to be done, and who did it when."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="steps", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("what is to be done"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("done by"),
        db_index=False,
    )
    state = StateField(STEP_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "incident", "state", "position")

"""Escalations of incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import Incident

KINDS = [
    ("functional", _("To others who know more")),
    ("hierarchical", _("To somebody who decides")),
]
ESCALATION_STATES = (State("asked", _("Asked"), "waiting"), State("answered", _("Answered"), "good", final=True))


class IncidentEscalation(Record):
    """That an incident was passed on to others who know more, or put before somebody who decides, and the answer."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="escalations", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("why"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="functional")
    to_group = models.CharField(_("to group"), max_length=100, blank=True)
    to_person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("to person"),
        db_index=False,
    )
    needed = models.TextField(_("what is needed"), blank=True, max_length=5_000)
    escalated_at = models.DateTimeField(_("escalated at"), null=True, blank=True, editable=False)
    escalated_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("escalated by"),
        db_index=False,
    )
    answer = models.TextField(_("answer"), blank=True, max_length=5_000)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("answered by"),
        db_index=False,
    )
    state = StateField(ESCALATION_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "incident", "state", "kind", "to_person", "escalated_at")

"""Whom incidents are told to: duties, and the clocks that they start."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration, Structure
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import Incident
from tandem.operation.incidents.notifications.duties.models import NotificationDuty


class NotificationQuerySet(RecordQuerySet):
    def waiting(self) -> "NotificationQuerySet":
        """Notifications that are still to be sent."""
        return self.filter(state="waiting")

    def to_look_at(self, now: datetime) -> "NotificationQuerySet":
        """Notifications of which something has to be noted by now; an index finds them."""
        begun_without_log = Q(next_at=None, due_at__lt=now, is_late=False)
        return self.waiting().filter(Q(next_at__lte=now) | begun_without_log)


INCIDENT_NOTIFICATION_STATES = (
    State("waiting", _("To be sent"), "waiting"),
    State("sent", _("Sent"), "good", final=True),
    State("waived", _("Not needed"), "quiet", final=True),
    State("lapsed", _("No longer applies"), "quiet", final=True),
)


class IncidentNotification(Record):
    """The clock of one notification of one incident: until when it is due, when it was sent, what was said."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="notifications", verbose_name=_("incident"), db_index=False
    )
    duty = models.ForeignKey(
        NotificationDuty,
        models.PROTECT,
        related_name="notifications",
        null=True,
        blank=True,
        verbose_name=_("duty"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    whom = models.CharField(_("whom to notify"), max_length=200, blank=True)
    hours = LongDuration(_("within … hours"), null=True, blank=True)
    began_at = models.DateTimeField(_("clock runs from"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    events = Structure(_("what happened to it"), default=list, blank=True)
    next_at = models.DateTimeField(_("looked at next"), null=True, blank=True)
    is_running_out = models.BooleanField(_("running out"), default=False)
    is_late = models.BooleanField(_("late"), default=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sent by")
    )
    message = models.TextField(_("what was said"), blank=True, max_length=20_000)
    state = StateField(INCIDENT_NOTIFICATION_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(NotificationQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("incident", "duty", "title", "state", "due_at", "due_on", "next_at", "sent_at")

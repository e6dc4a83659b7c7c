"""Clocks of service level targets."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Structure
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.agreements.calendars.models import Calendar
from tandem.operation.agreements.targets.models import KINDS, ServiceTarget

OPEN = ("running", "running-out", "late", "paused")


class ClockQuerySet(RecordQuerySet):
    def open(self) -> "ClockQuerySet":
        """Clocks that have not stopped."""
        return self.filter(state__in=OPEN)

    def due_by(self, now: datetime) -> "ClockQuerySet":
        """Clocks of which something has to be noted by now; an index finds them."""
        return self.filter(next_at__lte=now)


CLOCK_STATES = (
    State("running", _("Running"), "active"),
    State("running-out", _("Running out"), "waiting"),
    State("late", _("Late"), "bad"),
    State("paused", _("Paused"), "quiet"),
    State("met", _("Kept"), "good"),
    State("missed", _("Missed"), "bad"),
    State("dropped", _("No longer counts"), "quiet", final=True),
)


class Clock(Record):
    """The clock of one promise for one ticket: what happened to it, by which hours and version, until when.

    The deadline follows from the events, the calendar and the target, all of which are versions that never change. How
    the clock stands says nothing of the state of the ticket and never changes it.
    """

    ticket_name: ClassVar[str]
    kinds: ClassVar[tuple[str, ...]]

    calendar = models.ForeignKey(
        Calendar,
        models.PROTECT,
        related_name="%(class)ss",
        null=True,
        blank=True,
        verbose_name=_("service hours"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    events = Structure(_("what happened to it"), default=list, blank=True)
    elapsed = models.IntegerField(_("service time used"), default=0)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    next_at = models.DateTimeField(_("looked at next"), null=True, blank=True)
    is_breached = models.BooleanField(_("exceeded"), default=False)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    state = StateField(CLOCK_STATES, max_length=12)

    objects: ClassVar[Any] = RecordManager.from_queryset(ClockQuerySet)()

    class Meta(Record.Meta):
        abstract = True

    @property
    def ticket(self) -> Any:
        """What it runs for."""
        return getattr(self, self.ticket_name)

    @property
    def began_at(self) -> datetime:
        """From when it counts."""
        asked: datetime = self.ticket.created_at
        return asked


class ServiceClock(Clock):
    """The clock of a target that an agreement names."""

    target = models.ForeignKey(
        ServiceTarget, models.PROTECT, related_name="%(class)ss", verbose_name=_("target"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, blank=True)

    class Meta(Clock.Meta):
        abstract = True


class IncidentClock(ServiceClock):
    """The clock of one target for one incident."""

    ticket_name = "incident"
    kinds = ("response", "resolution")

    incident = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="service_clocks",
        verbose_name=_("incident"),
        db_index=False,
    )

    objects: ClassVar[Any] = RecordManager.from_queryset(ClockQuerySet)()

    class Meta(ServiceClock.Meta):
        abstract = False
        indexes = indexed("title", "incident", "target", "state", "due_at", "due_on", "next_at", "stopped_at")

    @property
    def began_at(self) -> datetime:
        """From when it counts."""
        opened: datetime = self.incident.opened_at
        return opened

"""Events that monitoring systems tell of."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.events.sources.models import EventSource
from tandem.operation.events.vocabulary import SEVERITIES

EVENT_STATES = (
    State("firing", _("Firing"), "bad"),
    State("suppressed", _("Suppressed"), "waiting"),
    State("resolved", _("Recovered"), "good"),
)
UNRESOLVED = ("firing", "suppressed")


class EventQuerySet(RecordQuerySet):
    def unresolved(self) -> "EventQuerySet":
        """Events whose source has not told that they are over."""
        return self.filter(state__in=UNRESOLVED)

    def without_incident(self) -> "EventQuerySet":
        """Events that fire and have led to no incident."""
        return self.filter(state="firing", incident=None)


class Event(Record):
    """Something that a monitoring system told of, once, however often it tells: from first heard to recovered.

    It is known again by its source and fingerprint. Times as the source tells them are kept beside those at which it
    was heard of here, which alone decide: clocks of other systems may be wrong.
    """

    source = models.ForeignKey(
        EventSource, models.PROTECT, related_name="events", verbose_name=_("source"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200)
    fingerprint = models.CharField(_("fingerprint"), max_length=200, blank=True)
    severity = models.CharField(_("severity"), max_length=8, choices=SEVERITIES, default="unknown")
    named = models.CharField(_("name in the source"), max_length=200, blank=True)
    item = models.ForeignKey(
        "inventory.Item",
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        verbose_name=_("item"),
        db_index=False,
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    details = models.TextField(_("details"), blank=True, max_length=5_000)
    address = models.CharField(_("address in the source"), max_length=500, blank=True)
    starts = Words(_("beginnings, as the source told them"), blank=True, longest=40, most=50, editable=False)
    began_at = models.DateTimeField(_("began, as the source told"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended, as the source told"), null=True, blank=True, editable=False)
    first_seen = models.DateTimeField(_("first heard of"), editable=False)
    last_seen = models.DateTimeField(_("last heard of"), editable=False)
    firing_since = models.DateTimeField(_("firing since"), null=True, blank=True, editable=False)
    recovered_at = models.DateTimeField(_("recovered"), null=True, blank=True, editable=False)
    count = models.PositiveIntegerField(_("how often told"), default=1, editable=False)
    flaps = models.PositiveIntegerField(_("came back"), default=0, editable=False)
    is_silenced = models.BooleanField(_("silenced in the source"), default=False, editable=False)
    incident = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("incident"),
        db_index=False,
    )
    change = models.ForeignKey(
        "changes.Change",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("maintenance it falls into"),
    )
    state = StateField(EVENT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(EventQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "severity", "state", "last_seen", "source", "item", "service", "incident"),
            models.Index(fields=["organization", "source", "fingerprint"], name="event_known_again"),
        ]

    def fires_longer_than(self, moment: datetime) -> bool:
        """True when it has fired since this moment or longer."""
        return self.firing_since is not None and self.firing_since <= moment

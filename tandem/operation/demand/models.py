"""Demand for services: what is counted, what drives it, how it is foreseen."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PERIODS = [("week", _("Week")), ("month", _("Month")), ("quarter", _("Quarter"))]
METHODS = [
    ("best", _("Whichever was less wrong")),
    ("seasonal", _("As a season ago (seasonal naive)")),
    ("trend", _("Along a straight line (trend)")),
]
DEMAND_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("active", _("Measured"), "good", next="forecast"),
    State("ended", _("Ended"), "quiet", final=True),
)


class DemandQuerySet(RecordQuerySet):
    def in_use(self) -> "DemandQuerySet":
        """Series that are measured today."""
        return self.filter(state="active")

    def due_before(self, day: date) -> "DemandQuerySet":
        """Series whose report was due before this day."""
        return self.in_use().filter(next_report__lt=day)


class DemandSeries(Record):
    """How much of a service is used, period by period: what is counted, what drives it, and what is expected of it."""

    title = models.CharField(_("what is counted"), max_length=200)
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="demand_series", verbose_name=_("service"), db_index=False
    )
    unit = models.CharField(_("unit"), max_length=40)
    drivers = models.TextField(_("what drives it"), blank=True, max_length=5_000)
    source = models.CharField(_("where it is read"), max_length=300, blank=True)
    every = models.CharField(_("counted by"), max_length=8, choices=PERIODS, default="month")
    season = models.PositiveSmallIntegerField(_("periods in a season"), null=True, blank=True)
    method = models.CharField(_("foreseen"), max_length=10, choices=METHODS, default="best")
    periods = models.PositiveSmallIntegerField(_("periods foreseen"), default=6)
    report_months = Duration(_("reported every … months"), default=3)
    usage = models.TextField(_("how much was used"), blank=True, max_length=5_000)
    reported_to = models.CharField(_("reported to"), max_length=300, blank=True)
    begun_on = models.DateField(_("measured since"), null=True, blank=True, editable=False)
    measured_until = models.DateField(_("measured until"), null=True, blank=True, editable=False)
    reported_until = models.DateField(_("reported until"), null=True, blank=True, editable=False)
    last_forecast = models.DateField(_("last forecast"), null=True, blank=True, editable=False)
    last_report = models.DateField(_("last report"), null=True, blank=True, editable=False)
    next_report = models.DateField(_("next report"), null=True, blank=True, editable=False)
    state = StateField(DEMAND_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(DemandQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "state", "measured_until", "last_forecast", "next_report")

"""Definitions of service reports."""

from datetime import date, timedelta
from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

FREQUENCIES = [(1, _("Every month")), (3, _("Every quarter")), (6, _("Every half-year")), (12, _("Every year"))]
DEFINITION_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-use", _("In use"), "good"),
    State("retired", _("No longer given"), "quiet", final=True),
)


class DefinitionQuerySet(RecordQuerySet):
    def given(self) -> "DefinitionQuerySet":
        """Reports that are given today."""
        return self.filter(state="in-use")


class ReportDefinition(Record):
    """A report that was agreed: what for, for whom, about which services, how often, from which data, by whom."""

    title = models.CharField(_("title"), max_length=200)
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="report_definitions",
        null=True,
        blank=True,
        verbose_name=_("customer"),
        db_index=False,
    )
    services = Records(_("services"), to="services.Service", blank=True, most=100, longest=40)
    purpose = models.TextField(_("what for"), blank=True, max_length=5_000)
    audience = models.CharField(_("for whom"), max_length=300, blank=True)
    contents = models.TextField(_("what it says, and from which data"), blank=True, max_length=5_000)
    frequency = models.PositiveSmallIntegerField(_("how often"), choices=FREQUENCIES, default=1)
    begins_on = models.DateField(_("first period begins on"))
    days_to_deliver = Duration(_("delivered within … days"), unit="days", default=10)
    last_period_end = models.DateField(_("reported until"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("next report due"), null=True, blank=True, editable=False)
    state = StateField(DEFINITION_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(DefinitionQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "state", "frequency", "next_due", "last_period_end")

    def next_period(self) -> tuple[date, date]:
        """First and last day of the period that is to be reported on next."""
        first = self.last_period_end + timedelta(days=1) if self.last_period_end else self.begins_on
        return first, first + relativedelta(months=self.frequency) - timedelta(days=1)

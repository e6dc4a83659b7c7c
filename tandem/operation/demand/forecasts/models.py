"""Forecasts of demand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Percentage, Structure
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.demand.models import METHODS, DemandSeries

FORECAST_STATES = (
    State("drawn", _("To be judged"), "waiting"),
    State("confirmed", _("Expected"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
    State("rejected", _("Not to be expected"), "bad", final=True),
)


class DemandForecast(Record):
    """What is to come of a demand as reckoned on a day, how wrong that was so far, and what people expect of it."""

    series = models.ForeignKey(
        DemandSeries, models.PROTECT, related_name="forecasts", verbose_name=_("demand"), db_index=False
    )
    title = models.CharField(_("name"), max_length=250, blank=True, editable=False)
    made_on = models.DateField(_("made on"), editable=False)
    measured_until = models.DateField(_("measured until"), null=True, editable=False)
    method = models.CharField(
        _("foreseen"), max_length=10, choices=[*METHODS, ("judged", _("As people judge it"))], editable=False
    )
    judged = models.DecimalField(
        _("each period, as people judge it"),
        max_digits=18,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("Empty: reckoned from what was measured. Of a new service nothing was measured yet."),
    )
    points = Structure(_("by period"), default=list, blank=True, editable=False)
    next_amount = models.DecimalField(_("next period"), max_digits=20, decimal_places=3, editable=False)
    error = models.DecimalField(_("mean error"), max_digits=20, decimal_places=3, null=True, editable=False)
    error_percent = Percentage(_("error in percent"), max_digits=20, decimal_places=3, null=True, editable=False)
    assumptions = models.TextField(_("what is expected"), blank=True, max_length=5_000)
    confirmed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("judged by"),
    )
    confirmed_on = models.DateField(_("judged on"), null=True, blank=True, editable=False)
    state = StateField(FORECAST_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "series", "made_on", "confirmed_on", "state")

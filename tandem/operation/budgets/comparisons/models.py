"""Budgets held against what was spent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Percentage, Structure
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.budgets.models import Budget, a_currency, an_amount

COMPARISON_STATES = (
    State("drawn", _("To be explained"), "waiting"),
    State("reported", _("Reported"), "good", final=True),
)


class BudgetComparison(Record):
    """What a budget had come to on a day, against plan and forecast: the figures of then, why, and who was told."""

    budget = models.ForeignKey(
        Budget, models.PROTECT, related_name="comparisons", verbose_name=_("budget"), db_index=False
    )
    title = models.CharField(_("name"), max_length=200, blank=True, editable=False)
    as_of = models.DateField(_("up to"))
    currency = a_currency(editable=False)
    planned = an_amount(_("planned for the period"), editable=False)
    planned_by_now = an_amount(_("planned by then"), editable=False)
    actual = an_amount(_("spent by then"), editable=False)
    forecast = an_amount(_("expected for the period"), editable=False)
    variance = an_amount(_("variance"), editable=False)
    variance_percent = Percentage(_("variance in percent"), max_digits=24, decimal_places=1, null=True, editable=False)
    by_service = Structure(_("by service"), default=list, blank=True, editable=False)
    is_beyond = models.BooleanField(_("beyond the tolerance"), default=False, editable=False)
    reasons = models.TextField(_("why it differs"), blank=True, max_length=10_000)
    measures = models.TextField(_("what follows"), blank=True, max_length=10_000)
    reported_to = models.CharField(_("reported to"), max_length=300, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    state = StateField(COMPARISON_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "budget", "as_of", "state", "reported_on", "is_beyond")

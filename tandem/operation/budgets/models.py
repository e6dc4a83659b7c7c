"""Budgets: what services may cost in a period."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Label, Money
from tandem.ground.kernel.money import CURRENCY
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

BUDGET_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("In force"), "good", next="compare"),
    State("closed", _("Closed"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


def an_amount(label: Label, *, currency: str = "currency", **options: Any) -> Money:
    """An amount of money to the hundredth."""
    return Money(label, max_digits=19, decimal_places=2, currency=currency, **options)


def a_currency(label: Label = _("currency"), **options: Any) -> "models.CharField[str, str]":
    """A currency by its three letters."""
    return models.CharField(label, max_length=3, validators=[CURRENCY], **options)


class BudgetQuerySet(RecordQuerySet):
    def in_force(self) -> "BudgetQuerySet":
        """Budgets by which money is spent today."""
        return self.filter(state="approved")

    def on(self, day: date) -> "BudgetQuerySet":
        """Budgets in force for the period in which a day lies."""
        return self.in_force().filter(period_start__lte=day, period_end__gte=day)


class Budget(Record):
    """What services may cost in a period, in one currency: planned by line, approved, held against what was spent."""

    title = models.CharField(_("name"), max_length=200)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    currency = a_currency(default="EUR")
    assumptions = models.TextField(_("what it rests on"), blank=True, max_length=10_000)
    tolerance = models.PositiveSmallIntegerField(_("variance that needs no reason, in percent"), default=5)
    compare_months = Duration(_("compared every … months"), default=3)
    last_compared = models.DateField(_("last compared"), null=True, blank=True, editable=False)
    next_comparison = models.DateField(_("next comparison"), null=True, blank=True, editable=False)
    state = StateField(BUDGET_STATES, max_length=10)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(BudgetQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "period_start", "period_end", "next_comparison")

"""Costs that came about, and what came back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.budgets.lines.models import BudgetLine
from tandem.operation.budgets.models import Budget, a_currency, an_amount

KINDS = [("cost", _("Cost")), ("credit", _("Credit"))]


class BudgetCost(Record):
    """An amount that was spent on a line of a budget, or came back; in its own currency and in that of the budget."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="costs", verbose_name=_("line"), db_index=False)
    budget = models.ForeignKey(
        Budget, models.PROTECT, related_name="costs", verbose_name=_("budget"), editable=False, db_index=False
    )
    title = models.CharField(_("what for"), max_length=200)
    kind = models.CharField(_("kind"), max_length=6, choices=KINDS, default="cost")
    booked_on = models.DateField(_("booked on"))
    amount = an_amount(_("amount"))
    currency = a_currency(blank=True)
    rate = models.DecimalField(
        _("exchange rate"),
        max_digits=18,
        decimal_places=8,
        null=True,
        blank=True,
        help_text=_("So much of the budget's currency for one of this one; only where the two differ."),
    )
    reason = models.CharField(_("why it came back"), max_length=500, blank=True)
    value = an_amount(_("counts as"), currency="budget_currency", editable=False)
    budget_currency = a_currency(_("currency of the budget"), editable=False)

    class Meta(Record.Meta):
        indexes = indexed("title", "line", "budget", "kind", "booked_on")

"""Lines of budgets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.budgets.models import Budget, a_currency, an_amount

COST_TYPES = [
    ("people", _("People")),
    ("hardware", _("Hardware")),
    ("software", _("Software and licences")),
    ("cloud", _("Cloud and hosting")),
    ("suppliers", _("Suppliers")),
    ("premises", _("Rooms and energy")),
    ("training", _("Training")),
    ("security", _("Information security")),
    ("other", _("Other")),
]
LINE_STATES = (
    State("planned", _("Planned"), "active"),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class BudgetLine(Record):
    """One kind of cost in a budget: what it is planned to come to, for which service or by which allocation key."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines", verbose_name=_("budget"), db_index=False)
    title = models.CharField(_("what for"), max_length=200)
    cost_type = models.CharField(_("cost type"), max_length=10, choices=COST_TYPES)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="budget_lines",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
        help_text=_("Empty where several services share it: say then by which key, and the share of each below."),
    )
    shared_by = models.CharField(_("shared by"), max_length=200, blank=True)
    planned = an_amount(_("planned"))
    currency = a_currency(editable=False)
    forecast = an_amount(_("expected for the whole period"), null=True, blank=True)
    forecast_reason = models.CharField(_("why so much"), max_length=500, blank=True)
    state = StateField(LINE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "budget", "service", "cost_type", "state")

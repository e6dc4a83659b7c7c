"""Shares of services in what they cost together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.budgets.lines.models import BudgetLine
from tandem.operation.budgets.models import Budget

SHARE_STATES = (
    State("counts", _("Counts"), "active"),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class BudgetShare(Record):
    """What a service weighs in a cost that several share, such as its number of devices: the allocation key."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="shares", verbose_name=_("line"), db_index=False)
    budget = models.ForeignKey(
        Budget, models.PROTECT, related_name="+", verbose_name=_("budget"), editable=False, db_index=False
    )
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="budget_shares", verbose_name=_("service"), db_index=False
    )
    title = models.CharField(_("name"), max_length=200, blank=True, editable=False)
    weight = models.DecimalField(_("weight"), max_digits=14, decimal_places=4)
    state = StateField(SHARE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "line", "service", "budget", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "service"],
                condition=models.Q(state="counts"),
                name="one_share_of_a_service",
                violation_error_message=_("This service has its share of this line already."),
            ),
        ]

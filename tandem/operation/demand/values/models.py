"""Measured demand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.demand.models import DemandSeries


class DemandValue(Record):
    """How much of a service was used in one period."""

    series = models.ForeignKey(
        DemandSeries, models.PROTECT, related_name="values", verbose_name=_("demand"), db_index=False
    )
    title = models.CharField(_("period"), max_length=20, blank=True, editable=False)
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period until"), editable=False)
    amount = models.DecimalField(_("measured"), max_digits=18, decimal_places=3)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "series", "period_start")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["series", "period_start"], name="one_value_of_a_period"),
        ]

"""Availability of services, period by period."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration, Percentage, Structure
from tandem.ground.kernel.records import Record, indexed


def _minutes(label: object, *, is_optional: bool = False) -> "LongDuration":
    """Agreed time."""
    return LongDuration(label, unit="minutes", default=None if is_optional else 0, null=is_optional, blank=True)


class AvailabilityResult(Record):
    """How available a service was in one period, counted from its outages over the hours that were agreed.

    People say which target and period; every figure is worked out, and again whenever an outage changes.
    """

    target = models.ForeignKey(
        "agreements.ServiceTarget",
        models.PROTECT,
        related_name="availability_results",
        verbose_name=_("target"),
        db_index=False,
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="availability_results",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("service"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200, blank=True, editable=False)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    agreed = _minutes(_("agreed time"))
    away = _minutes(_("time away"))
    planned = _minutes(_("time of planned work"))
    failures = models.PositiveIntegerField(_("failures"), default=0)
    between_failures = _minutes(_("time between failures"), is_optional=True)
    to_restore = _minutes(_("time to restore"), is_optional=True)
    achieved = Percentage(_("achieved, percent"), max_digits=6, decimal_places=3, null=True, blank=True)
    promised = Percentage(_("promised, percent"), max_digits=6, decimal_places=3, null=True, blank=True)
    is_met = models.BooleanField(_("kept"), null=True, blank=True)
    lines = Structure(_("outages"), default=list, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("title", "target", "service", "period_start", "period_end", "is_met", "achieved")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["target", "period_start"], name="one_availability_of_a_period"),
        ]

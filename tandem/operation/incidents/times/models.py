"""Time spent on incidents."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.operation.incidents.models import Incident

A_DAY = 24 * 60


class IncidentTime(Record):
    """Time that somebody spent on an incident on one day, and on what."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="times", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("what was done"), max_length=200)
    minutes = Duration(_("minutes"), unit="minutes", validators=[MinValueValidator(1), MaxValueValidator(A_DAY)])
    spent_on = models.DateField(_("on"), null=True, blank=True)
    worker = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
        db_index=False,
    )

    class Meta(Record.Meta):
        indexes = indexed("title", "incident", "spent_on", "worker")

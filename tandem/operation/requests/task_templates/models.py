"""What is done to fulfil something, in its order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.operation.requests.offerings.models import RequestOffering


class TaskTemplate(Record):
    """One task of fulfilling an offering: what is done, by which group, in how many days."""

    offering = models.ForeignKey(
        RequestOffering, models.PROTECT, related_name="task_templates", verbose_name=_("request offering")
    )
    title = models.CharField(_("task"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    instructions = models.TextField(_("how it is done"), blank=True, max_length=20_000)
    group = models.CharField(_("by group"), max_length=100, blank=True)
    assignee = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by person"),
        db_index=False,
    )
    days = Duration(_("within … days"), unit="days", default=2)

    class Meta(Record.Meta):
        indexes = indexed("title", "offering", "position")

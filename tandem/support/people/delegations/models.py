"""Who decides in whose place, and until when."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed


class DelegationQuerySet(RecordQuerySet):
    def holding_on(self, day: date) -> "DelegationQuerySet":
        """Delegations that hold on a day, their first and last included, and that name both."""
        return self.filter(begins__lte=day, ends__gte=day).exclude(to=None).exclude(of=None)


class Delegation(Record):
    """For some days another member decides in somebody's place; it is not passed on, and it ends by itself."""

    of = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("in whose place"),
        db_index=False,
    )
    to = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who decides"),
        db_index=False,
    )
    begins = models.DateField(_("from"))
    ends = models.DateField(_("to"))
    reason = models.CharField(_("why"), max_length=300)

    objects: ClassVar[Any] = RecordManager.from_queryset(DelegationQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("of", "to", "begins", "ends")

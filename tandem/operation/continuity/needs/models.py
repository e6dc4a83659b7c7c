"""What a service stands on, and how soon that would be back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration
from tandem.ground.kernel.records import Record, indexed
from tandem.operation.continuity.analyses.models import ImpactAnalysis

GAPS = [
    ("unknown", _("Nothing is promised")),
    ("late", _("Comes back too late")),
    ("stale", _("Comes back too old")),
]


class RecoveryNeed(Record):
    """Something that a service stands on: how soon and how fresh it is promised back, and where that lacks."""

    analysis = models.ForeignKey(
        ImpactAnalysis, models.PROTECT, related_name="needs", verbose_name=_("impact analysis"), db_index=False
    )
    title = models.CharField(_("what it stands on"), max_length=200, blank=True)
    item = models.ForeignKey(
        "inventory.Item",
        models.PROTECT,
        related_name="recovery_needs",
        null=True,
        blank=True,
        verbose_name=_("item"),
        db_index=False,
    )
    supplier = models.ForeignKey(
        "suppliers.Supplier",
        models.PROTECT,
        related_name="recovery_needs",
        null=True,
        blank=True,
        verbose_name=_("other party"),
        db_index=False,
    )
    promised_rto = LongDuration(_("promised back within"), unit="minutes", null=True, blank=True)
    promised_rpo = LongDuration(_("promised no older than"), unit="minutes", null=True, blank=True)
    source = models.CharField(_("where that is promised or was shown"), max_length=300, blank=True)
    gap = models.CharField(_("gap"), max_length=8, choices=GAPS, blank=True, editable=False)
    answer = models.TextField(_("what is done about the gap"), blank=True, max_length=5_000)

    class Meta(Record.Meta):
        indexes = indexed("title", "analysis", "item", "supplier", "gap")

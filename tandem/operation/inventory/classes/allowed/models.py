"""Which relations the items of a class may have."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.inventory.classes.models import ItemClass
from tandem.operation.inventory.vocabulary import RELATION_CHOICES


class ClassRelation(Record):
    """A way in which items of one class may be related to those of another, or of any."""

    item_class = models.ForeignKey(
        ItemClass, models.PROTECT, related_name="allowed", verbose_name=_("class"), db_index=False
    )
    kind = models.CharField(_("relation"), max_length=14, choices=RELATION_CHOICES)
    target_class = models.ForeignKey(
        ItemClass,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("with items of"),
        db_index=False,
    )

    class Meta(Record.Meta):
        indexes = indexed("item_class", "kind")

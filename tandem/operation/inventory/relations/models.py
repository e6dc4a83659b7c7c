"""How items hang together."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.operation.inventory.models import Item
from tandem.operation.inventory.vocabulary import ORIGINS, RELATION_CHOICES


class ItemRelationQuerySet(RecordQuerySet):
    def carrying(self) -> "ItemRelationQuerySet":
        """Relations along which a failure spreads."""
        return self.exclude(needed=None)


def _end(label: Any) -> "models.ForeignKey[Any, Any]":
    """An item that a rule derives; kept so that what hangs on an item is one look into an index."""
    return models.ForeignKey(
        Item,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=label,
        db_index=False,
    )


class ItemRelation(Record):
    """One item is related to another: what kind of relation, whether one of several is enough, who says so."""

    title = models.CharField(_("relation"), max_length=420, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("item"), db_index=False)
    kind = models.CharField(_("how"), max_length=14, choices=RELATION_CHOICES, default="depends-on")
    target = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("other item"), db_index=False)
    alternative = models.CharField(_("one of these is enough"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    origin = models.CharField(_("how it is known"), max_length=6, choices=ORIGINS, default="stated")
    found_by = models.CharField(_("found by"), max_length=100, blank=True)
    dependent = _end(_("item that is hurt"))
    needed = _end(_("item that is needed"))

    objects: ClassVar[Any] = RecordManager.from_queryset(ItemRelationQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed("item", "target", "kind"),
            models.Index(fields=["organization", "needed", "dependent", "origin", "alternative"]),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "item", "kind", "target"],
                name="inventory_relation_once",
                violation_error_message=_("These two items are related in this way already."),
            ),
        ]

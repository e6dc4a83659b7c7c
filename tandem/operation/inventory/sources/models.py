"""Where the inventory hears from, and whose word counts for more."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed


class ItemSource(Record):
    """A system that tells of items, such as an agent on every computer; the smaller its rank, the more its word counts.

    What somebody wrote by hand is overwritten only by a source that is above hands.
    """

    title = models.CharField(_("source"), max_length=100)
    rank = models.PositiveSmallIntegerField(_("rank"), default=10)
    is_above_hands = models.BooleanField(_("counts for more than what people wrote"), default=False)
    creates = models.BooleanField(_("may add items"), default=True)
    note = models.TextField(_("what it knows and how"), blank=True, max_length=2_000)
    last_brought = models.DateField(_("last brought on"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("title", "rank")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="inventory_source_once",
                violation_error_message=_("There is a source of that name."),
            ),
        ]

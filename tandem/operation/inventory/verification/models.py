"""Rounds in which those who hold items confirm that they are there and as written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.inventory.classes.models import ItemClass

ROUND_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("running", _("Running"), "active"),
    State("closed", _("Closed"), "good", final=True),
)


class VerificationRound(Record):
    """A round over items of a class or place: whoever holds one says by a day whether it is there and as written."""

    title = models.CharField(_("title"), max_length=200)
    item_class = models.ForeignKey(
        ItemClass,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("items of the class"),
        db_index=False,
    )
    location = models.CharField(_("items at the place"), max_length=200, blank=True)
    due = models.DateField(_("by"), null=True, blank=True)
    asked_items = models.PositiveIntegerField(_("items asked about"), default=0, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    result = models.TextField(_("what came out and what follows"), blank=True, max_length=5_000)
    state = StateField(ROUND_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "due")

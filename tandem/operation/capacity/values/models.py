"""Measured use of resources."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Percentage
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.capacity.models import LEVELS, CapacityResource

VALUE_STATES = (
    State("taken", _("Taken"), "quiet"),
    State("crossed", _("To be acted on"), "waiting"),
    State("acted", _("Acted on"), "good", final=True),
)


class CapacityValue(Record):
    """How much of a resource was used on a day, of how much there was, and what was done at a threshold."""

    resource = models.ForeignKey(
        CapacityResource, models.PROTECT, related_name="values", verbose_name=_("resource"), db_index=False
    )
    title = models.CharField(_("name"), max_length=250, blank=True, editable=False)
    measured_on = models.DateField(_("measured on"))
    used = models.DecimalField(_("used"), max_digits=18, decimal_places=3)
    capacity_then = models.DecimalField(_("capacity then"), max_digits=18, decimal_places=3, editable=False)
    used_percent = Percentage(_("used in percent"), max_digits=24, decimal_places=1, editable=False)
    level = models.CharField(_("level"), max_length=8, choices=LEVELS, editable=False)
    source = models.CharField(_("where it was read"), max_length=200, blank=True)
    response = models.TextField(_("what was done"), blank=True, max_length=5_000)
    acted_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    state = StateField(VALUE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "resource", "measured_on", "level", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["resource", "measured_on"], name="one_value_of_a_day"),
        ]

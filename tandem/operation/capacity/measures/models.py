"""What a capacity plan has done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Money
from tandem.ground.kernel.money import CURRENCY
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.capacity.models import CapacityResource
from tandem.operation.capacity.plans.models import CapacityPlan

MEASURE_STATES = (
    State("planned", _("Planned"), "active"),
    State("done", _("Done"), "good", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class CapacityMeasure(Record):
    """Something that is done so that there is enough of a resource in time, by whom, until when, and for how much."""

    plan = models.ForeignKey(
        CapacityPlan, models.PROTECT, related_name="measures", verbose_name=_("plan"), db_index=False
    )
    resource = models.ForeignKey(
        CapacityResource, models.PROTECT, related_name="measures", verbose_name=_("resource"), db_index=False
    )
    title = models.CharField(_("what is done"), max_length=200)
    brings = models.TextField(_("what it brings"), blank=True, max_length=5_000)
    due = models.DateField(_("done by"))
    cost = Money(_("cost"), max_digits=17, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    outcome = models.TextField(_("what came of it"), blank=True, max_length=5_000)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    state = StateField(MEASURE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "plan", "resource", "due", "done_on", "state")

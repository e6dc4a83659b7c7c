"""Tests of continuity plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.continuity.models import ContinuityPlan

KINDS = [
    ("walk-through", _("Walk-through at the table")),
    ("simulation", _("Simulation")),
    ("restore", _("Restore")),
    ("partial", _("Part of it for real")),
    ("full", _("All of it for real")),
]
TIMED = ("restore", "partial", "full")
RESULTS = [("passed", _("Passed")), ("weak", _("Passed with weaknesses")), ("failed", _("Failed"))]
TEST_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("held", _("Held"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class ContinuityTest(Record):
    """A test of a plan: what was assumed, who took part, how long it took, what it showed and what followed."""

    plan = models.ForeignKey(
        ContinuityPlan, models.PROTECT, related_name="exercises", verbose_name=_("continuity plan"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="walk-through")
    planned_on = models.DateField(_("planned for"))
    scenario = models.TextField(_("what was assumed"), blank=True, max_length=5_000)
    present = models.CharField(_("who took part"), max_length=500, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    took = LongDuration(_("time until the service was back"), unit="minutes", null=True, blank=True)
    lost = LongDuration(_("age of what came back"), unit="minutes", null=True, blank=True)
    is_in_time = models.BooleanField(_("within recovery time and point"), null=True, blank=True, editable=False)
    findings = models.TextField(_("what it showed"), blank=True, max_length=20_000)
    result = models.CharField(_("result"), max_length=8, choices=RESULTS, blank=True)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name=_("what follows")
    )
    state = StateField(TEST_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "plan", "kind", "state", "planned_on", "held_on", "result")

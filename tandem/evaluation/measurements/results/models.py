"""Values of indicators."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.measurements.models import Indicator
from tandem.evaluation.measurements.vocabulary import BETTER
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

MEASUREMENT_STATES = (
    State("taken", _("Taken"), "waiting"),
    State("judged", _("Judged"), "good", final=True),
)
VERDICTS = [("fine", _("As it should be")), ("watch", _("To be watched")), ("act", _("Something has to be done"))]


class Measurement(Record):
    """One value of an indicator: what was counted, the definition and the target then in force, the verdict."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="results", verbose_name=_("indicator"), db_index=False
    )
    title = models.CharField(_("period"), max_length=100)
    measured_on = models.DateField(_("measured on"))
    numerator = models.DecimalField(_("counted"), max_digits=14, decimal_places=3)
    denominator = models.DecimalField(_("out of"), max_digits=14, decimal_places=3, null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3, null=True, editable=False)
    definition = models.PositiveSmallIntegerField(_("by version of the definition"), default=1, editable=False)
    target_then = models.DecimalField(
        _("target then in force"), max_digits=14, decimal_places=3, null=True, blank=True, editable=False
    )
    unit_then = models.CharField(_("unit then"), max_length=40, blank=True, editable=False)
    better_then = models.CharField(_("better was"), max_length=6, choices=BETTER, blank=True, editable=False)
    is_reached = models.BooleanField(_("reached the target"), null=True, blank=True, editable=False)
    source = models.TextField(_("where the figures come from"), blank=True, max_length=2_000)
    verdict = models.CharField(_("verdict"), max_length=5, choices=VERDICTS, blank=True)
    judgement = models.TextField(_("judgement"), blank=True, max_length=5_000)
    judged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("judged by")
    )
    judged_on = models.DateField(_("judged on"), null=True, blank=True, editable=False)
    state = StateField(MEASUREMENT_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "measured_on", "verdict", "indicator")

"""How soon findings are treated."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

LONGEST_DEADLINE = 3_650


def _days(label: object, standard: int) -> Duration:
    bounds = [MinValueValidator(1), MaxValueValidator(LONGEST_DEADLINE)]
    return Duration(label, unit="days", default=standard, validators=bounds)


class DeadlinesQuerySet(RecordQuerySet):
    def in_force(self) -> "VulnerabilityDeadlines | None":
        """The deadlines that were approved last."""
        newest: VulnerabilityDeadlines | None = self.filter(state="approved").order_by("-approved_on", "-pk").first()
        return newest


VULNERABILITY_DEADLINES_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class VulnerabilityDeadlines(Record):
    """Within how many days findings are treated, by severity and whether attackers use them; fixed once approved."""

    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("version of the deadlines"), max_length=20, default="1")
    note = models.TextField(_("reasons and exceptions"), blank=True, max_length=10_000)
    critical_days = _days(_("critical: days"), 7)
    high_days = _days(_("high: days"), 30)
    medium_days = _days(_("medium and not rated: days"), 90)
    low_days = _days(_("low: days"), 180)
    exploited_days = _days(_("known to be exploited: days"), 14)
    state = StateField(VULNERABILITY_DEADLINES_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(DeadlinesQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "approved_on")

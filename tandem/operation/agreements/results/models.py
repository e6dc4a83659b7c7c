"""Results of service level targets."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Percentage
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.agreements.targets.models import ServiceTarget


class ResultQuerySet(RecordQuerySet):
    def missed(self) -> "ResultQuerySet":
        """Results below what was promised."""
        return self.filter(is_met=False)


SERVICE_RESULT_STATES = (
    State("measured", _("Measured"), "good"),
    State("excused", _("Nothing follows"), "quiet", final=True),
)


class ServiceResult(Record):
    """How a target was kept in one period: how many cases, how many within it, what follows when it was missed."""

    target = models.ForeignKey(
        ServiceTarget, models.PROTECT, related_name="results", verbose_name=_("target"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    counted = models.PositiveIntegerField(_("cases"), null=True, blank=True)
    within = models.PositiveIntegerField(_("within the target"), null=True, blank=True)
    achieved = Percentage(
        _("achieved, percent"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    is_met = models.BooleanField(_("kept"), null=True, blank=True)
    explanation = models.TextField(_("why"), blank=True, max_length=10_000)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("what follows")
    )
    excused_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided that nothing follows"),
    )
    excuse = models.TextField(_("why nothing follows"), blank=True, max_length=5_000)
    state = StateField(SERVICE_RESULT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ResultQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "target", "period_start", "period_end", "is_met", "state")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["target", "period_start"], name="one_result_of_a_period"),
        ]

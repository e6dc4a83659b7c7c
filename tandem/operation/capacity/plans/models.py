"""Capacity plans."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PLAN_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("In force"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class PlanQuerySet(RecordQuerySet):
    def in_force(self) -> "PlanQuerySet":
        """The plan that holds today."""
        return self.filter(state="approved")

    def due_before(self, day: date) -> "PlanQuerySet":
        """Plans in force whose review was due before this day."""
        return self.in_force().filter(next_review__lt=day)


class CapacityPlan(Record):
    """How much of everything services will need, from expected demand, and what is done so that it is there in time."""

    title = models.CharField(_("name"), max_length=200)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    demand = models.TextField(_("present and expected demand"), blank=True, max_length=10_000)
    impact = models.TextField(_("effect on targets, availability and continuity"), blank=True, max_length=10_000)
    people = models.TextField(_("people"), blank=True, max_length=10_000)
    technology = models.TextField(_("technology"), blank=True, max_length=10_000)
    information = models.TextField(_("information"), blank=True, max_length=10_000)
    money = models.TextField(_("money"), blank=True, max_length=10_000)
    findings = models.TextField(_("what the review found"), blank=True, max_length=10_000)
    review_months = Duration(_("review every … months"), default=6)
    last_review = models.DateField(_("last review"), null=True, blank=True, editable=False)
    next_review = models.DateField(_("next review"), null=True, blank=True, editable=False)
    state = StateField(PLAN_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(PlanQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "period_start", "period_end", "next_review")

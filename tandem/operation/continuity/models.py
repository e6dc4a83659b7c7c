"""Continuity plans."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PLAN_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-review", _("To be approved"), "waiting"),
    State("approved", _("In force"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
    State("retired", _("Retired"), "quiet", final=True),
)


class PlanQuerySet(RecordQuerySet):
    def in_force(self) -> "PlanQuerySet":
        """Plans by which people go on today."""
        return self.filter(state="approved")


class ContinuityPlan(Record):
    """One version of how services go on when something large is lost: when, by whom, step by step, and back again."""

    title = models.CharField(_("title"), max_length=150)
    number = models.PositiveSmallIntegerField(_("version number"), default=1, editable=False)
    invoked_when = models.TextField(_("when it is invoked"), blank=True, max_length=5_000)
    invoked_by = models.CharField(_("who may invoke it"), max_length=300, blank=True)
    procedures = models.TextField(_("what is done, step by step"), blank=True, max_length=30_000)
    targets = models.TextField(_("what works how well meanwhile"), blank=True, max_length=5_000)
    security = models.TextField(_("how information stays secure meanwhile"), blank=True, max_length=10_000)
    return_to_normal = models.TextField(_("how it goes back to normal"), blank=True, max_length=10_000)
    contacts = models.TextField(_("whom to call"), blank=True, max_length=5_000)
    copy_at = models.CharField(_("where a copy lies"), max_length=300, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    test_months = Duration(_("test every … months"), default=12)
    last_test = models.DateField(_("last test"), null=True, blank=True, editable=False)
    next_test = models.DateField(_("next test"), null=True, blank=True, editable=False)
    retest_because = models.CharField(_("test again because of"), max_length=300, blank=True, editable=False)
    state = StateField(PLAN_STATES, max_length=12)

    objects: ClassVar[Any] = RecordManager.from_queryset(PlanQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "next_review", "next_test", "last_test", "approved_on")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "title", "number"], name="one_plan_of_a_number"),
        ]

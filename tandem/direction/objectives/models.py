"""Objectives of the management system."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

OBJECTIVE_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("pursued", _("Pursued"), "active"),
    State("reached", _("Reached"), "good", final=True),
    State("missed", _("Missed"), "bad", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class ObjectiveQuerySet(RecordQuerySet):
    def pursued(self) -> "ObjectiveQuerySet":
        """Objectives that people work on today."""
        return self.filter(state="pursued")

    def due_before(self, day: date) -> "ObjectiveQuerySet":
        """Objectives that should have been judged by this day."""
        return self.pursued().filter(due__lt=day)


class Objective(Lensed):
    """What is to be reached by a day: how it is measured, the plan for it, who knows it, what came of it."""

    title = models.CharField(_("objective"), max_length=200)
    reason = models.TextField(_("why"), blank=True, max_length=5_000)
    belongs_to = models.CharField(_("unit or level it belongs to"), max_length=200, blank=True)
    process = models.ForeignKey(
        "leadership.Process",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("process"),
        db_index=False,
    )
    policy = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("policy"),
        db_index=False,
    )
    policy_line = models.CharField(_("which line of the policy"), max_length=300, blank=True)
    target = models.CharField(_("what counts as reached"), max_length=300, blank=True)
    measured_by = models.TextField(_("how it is measured"), blank=True, max_length=5_000)
    actions = models.TextField(_("what is done"), blank=True, max_length=10_000)
    resources = models.TextField(_("with what"), blank=True, max_length=5_000)
    due = models.DateField(_("to be reached by"), null=True, blank=True)
    evaluation = models.TextField(_("how the result is judged"), blank=True, max_length=5_000)
    told_to = models.CharField(_("who was told"), max_length=300, blank=True)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    result = models.TextField(_("what was reached"), blank=True, max_length=5_000)
    consequence = models.TextField(_("what follows from missing it"), blank=True, max_length=5_000)
    judged_on = models.DateField(_("judged on"), null=True, blank=True)
    state = StateField(OBJECTIVE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ObjectiveQuerySet)()

    class Meta(Lensed.Meta):
        indexes = indexed("title", "state", "due", "process")

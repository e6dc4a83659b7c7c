"""Improvements: ideas, judged by criteria, carried out and measured."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.vocabulary import SOURCES
from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

POINTS = [(1, _("1 very little")), (2, _("2 little")), (3, _("3 some")), (4, _("4 much")), (5, _("5 very much"))]
IMPROVEMENT_STATES = (
    State("suggested", _("Suggested"), "quiet"),
    State("judged", _("Judged"), "waiting"),
    State("approved", _("Approved"), "active"),
    State("done", _("Done"), "waiting"),
    State("measured", _("Effect measured"), "good", final=True),
    State("declined", _("Declined"), "quiet", final=True),
)


class ImprovementQuerySet(RecordQuerySet):
    def open(self) -> "ImprovementQuerySet":
        """Improvements on which there is something left to do."""
        return self.exclude(state__in=("measured", "declined"))

    def due_before(self, day: date) -> "ImprovementQuerySet":
        """Approved improvements whose day has passed."""
        return self.filter(state="approved", due__lt=day)


class Improvement(Lensed):
    """Something that could be better: judged by criteria, approved, done, and its effect measured."""

    title = models.CharField(_("improvement"), max_length=200)
    description = models.TextField(_("what could be better"), blank=True, max_length=10_000)
    source = models.CharField(_("comes from"), max_length=12, choices=SOURCES, default="people")
    source_register = models.CharField(_("kind of source"), max_length=50, blank=True)
    source_reference = models.CharField(_("source"), max_length=40, blank=True)
    process = models.ForeignKey(
        "leadership.Process",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("process"),
        db_index=False,
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    benefit = models.PositiveSmallIntegerField(_("benefit"), choices=POINTS, null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=POINTS, null=True, blank=True)
    effort = models.PositiveSmallIntegerField(_("effort"), choices=POINTS, null=True, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), null=True, blank=True, editable=False)
    judgement = models.TextField(_("why it is judged so"), blank=True, max_length=5_000)
    judged_on = models.DateField(_("judged on"), null=True, blank=True, editable=False)
    expected = models.TextField(_("benefit expected"), blank=True, max_length=5_000)
    measured_by = models.CharField(_("measured by"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    before = models.DecimalField(_("value before"), max_digits=14, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(_("value to reach"), max_digits=14, decimal_places=3, null=True, blank=True)
    after = models.DecimalField(_("value afterwards"), max_digits=14, decimal_places=3, null=True, blank=True)
    resources = models.TextField(_("what it needs"), blank=True, max_length=5_000)
    due = models.DateField(_("to be done by"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = models.TextField(_("what was done"), blank=True, max_length=10_000)
    effect = models.TextField(_("benefit measured"), blank=True, max_length=5_000)
    measured_on = models.DateField(_("effect measured on"), null=True, blank=True)
    is_reached = models.BooleanField(_("reached what it should"), null=True, blank=True, editable=False)
    reported_to = models.CharField(_("reported to"), max_length=300, blank=True)
    state = StateField(IMPROVEMENT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ImprovementQuerySet)()

    class Meta(Lensed.Meta):
        indexes = indexed("title", "source", "state", "priority", "due", "process")

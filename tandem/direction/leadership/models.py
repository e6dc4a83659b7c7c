"""Processes of the management system."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Records
from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PROCESS_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("running", _("Running"), "good"),
    State("ended", _("Ended"), "quiet", final=True),
)


class ProcessQuerySet(RecordQuerySet):
    def running(self) -> "ProcessQuerySet":
        """Processes that people work by today."""
        return self.filter(state="running")

    def due_before(self, day: date) -> "ProcessQuerySet":
        """Running processes that nobody has looked at since they should have."""
        return self.running().filter(next_review__lt=day)


class Process(Lensed):
    """A process of the management system: one owner, what goes in and comes out, when it counts as well done."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="core",
        choices=[("leading", _("Leading")), ("core", _("Core")), ("supporting", _("Supporting"))],
    )
    purpose = models.TextField(_("purpose"), blank=True, max_length=5_000)
    inputs = models.TextField(_("what goes in"), blank=True, max_length=5_000)
    outputs = models.TextField(_("what comes out"), blank=True, max_length=5_000)
    feeds = Records(_("processes it feeds"), to="leadership.Process", blank=True, most=30, longest=40)
    is_last = models.BooleanField(_("its results leave the system"), default=False)
    criteria = models.TextField(_("when it counts as well done"), blank=True, max_length=5_000)
    traces = models.TextField(_("records that show it ran"), blank=True, max_length=5_000)
    resources = models.TextField(_("what it needs"), blank=True, max_length=5_000)
    is_operational = models.BooleanField(_("part of daily operation"), default=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("written down in"),
        db_index=False,
    )
    last_trace = models.TextField(_("latest trace"), blank=True, max_length=2_000)
    ran_on = models.DateField(_("left a trace on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    review_months = Duration(_("look again every … months"), default=12)
    last_review = models.DateField(_("last looked at"), null=True, blank=True)
    next_review = models.DateField(_("look again on"), null=True, blank=True)
    state = StateField(PROCESS_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ProcessQuerySet)()

    class Meta(Lensed.Meta):
        indexes = indexed("title", "kind", "state", "next_review")

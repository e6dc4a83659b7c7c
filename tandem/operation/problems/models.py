"""Problems: what makes incidents happen, what is known of it, and what was done about it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

LEVELS = [(1, _("1 - High")), (2, _("2 - Medium")), (3, _("3 - Low"))]
PRIORITIES = [
    (1, _("1 - Critical")),
    (2, _("2 - High")),
    (3, _("3 - Moderate")),
    (4, _("4 - Low")),
    (5, _("5 - Planning")),
]
SOURCES = [
    ("incident", _("One incident")),
    ("review", _("Review of incidents")),
    ("monitoring", _("Monitoring")),
    ("supplier", _("Supplier")),
    ("change", _("Change or release")),
    ("other", _("Other")),
]
CAUSE_KNOWN = ("known-error", "fixing", "accepted")

PROBLEM_STATES = (
    State("new", _("New"), "active"),
    State("assessment", _("Assessment"), "active"),
    State("analysis", _("Root-cause analysis"), "active"),
    State("known-error", _("Known error"), "waiting"),
    State("fixing", _("Fix in progress"), "active"),
    State("resolved", _("Resolved"), "good"),
    State("closed", _("Closed"), "quiet", final=True),
    State("accepted", _("Closed, risk accepted"), "quiet", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class ProblemQuerySet(RecordQuerySet):
    def known_errors(self) -> "ProblemQuerySet":
        """Known errors that are shared: the cause is known, not removed, and there is a way round."""
        return self.filter(state__in=CAUSE_KNOWN, is_published=True)


class Problem(Record):
    """The cause of incidents, known or not: from the suspicion over the known error to a solution that has held."""

    title = models.CharField(_("title"), max_length=200)
    symptoms = models.TextField(_("how it shows"), blank=True, max_length=20_000)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="problems",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    items = Records(_("items"), to="inventory.Item", blank=True, most=100, longest=40)
    category = models.CharField(_("category"), max_length=100, blank=True)
    source = models.CharField(_("noticed by"), max_length=12, choices=SOURCES, default="incident")
    impact = models.PositiveSmallIntegerField(_("impact"), choices=LEVELS, default=2)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=LEVELS, default=2)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=3, editable=False)
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    assignee = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("assigned to"),
        db_index=False,
    )
    cause = models.TextField(_("root cause"), blank=True, max_length=20_000)
    workaround = models.TextField(_("workaround"), blank=True, max_length=20_000)
    is_published = models.BooleanField(_("shown to whoever types something like it"), default=True)
    known_since = models.DateField(_("known error since"), null=True, blank=True)
    solution = models.TextField(_("solution"), blank=True, max_length=20_000)
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    effect = models.TextField(_("effect of the solution"), blank=True, max_length=10_000)
    has_held = models.BooleanField(_("the solution has held"), null=True, blank=True)
    effect_on = models.DateField(_("effect judged on"), null=True, blank=True)
    effect_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("effect judged by"),
        db_index=False,
    )
    incidents_before = models.PositiveIntegerField(_("incidents in the 90 days before"), null=True, blank=True)
    incidents_after = models.PositiveIntegerField(_("incidents since"), null=True, blank=True)
    acceptance = models.TextField(_("why it is not removed"), blank=True, max_length=5_000)
    risk = models.ForeignKey(
        "risks.Risk", models.PROTECT, related_name="problems", null=True, blank=True, verbose_name=_("accepted as risk")
    )
    article = models.ForeignKey(
        "knowledge.Article",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("knowledge article"),
    )
    why_no_article = models.CharField(_("why it needs no article"), max_length=300, blank=True)
    state = StateField(PROBLEM_STATES, max_length=12)

    objects: ClassVar[Any] = RecordManager.from_queryset(ProblemQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "priority", "service", "category", "assignee", "resolved_on", "closed_on")

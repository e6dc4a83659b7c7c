"""Nonconformities, whatever they came from."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.vocabulary import BRANCHES, SOURCES
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

GRADES = [("minor", _("Minor")), ("major", _("Major"))]
SYSTEM = [("no", _("The system stays as it is")), ("yes", _("The system has to change"))]
NONCONFORMITY_STATES = (
    State("raised", _("Raised"), "bad"),
    State("in-work", _("Being put right"), "active"),
    State("closed", _("Closed"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)
OPEN = ("raised", "in-work")


class NonconformityQuerySet(RecordQuerySet):
    def open(self) -> "NonconformityQuerySet":
        """Nonconformities that are not closed."""
        return self.filter(state__in=OPEN)

    def due_before(self, day: date) -> "NonconformityQuerySet":
        """Open ones whose day has passed."""
        return self.open().filter(due__lt=day)


class Nonconformity(Lensed):
    """A requirement that was not fulfilled: what was done at once, why it came about, and what prevents it."""

    title = models.CharField(_("what was not fulfilled"), max_length=200)
    description = models.TextField(_("what was seen"), blank=True, max_length=10_000)
    grade = models.CharField(_("grade"), max_length=5, choices=GRADES, default="minor")
    source = models.CharField(_("comes from"), max_length=12, choices=SOURCES, default="people")
    source_register = models.CharField(_("kind of source"), max_length=50, blank=True)
    source_reference = models.CharField(_("source"), max_length=40, blank=True)
    requirements = Words(_("requirements"), blank=True, most=30, longest=80)
    raised_on = models.DateField(_("seen on"), null=True, blank=True)
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
    due = models.DateField(_("to be put right by"), null=True, blank=True)
    correction = models.TextField(_("what was done at once"), blank=True, max_length=10_000)
    corrected_on = models.DateField(_("done at once on"), null=True, blank=True)
    consequences = models.TextField(_("how its consequences were dealt with"), blank=True, max_length=5_000)
    why_1 = models.CharField(_("why did it happen?"), max_length=500, blank=True)
    why_2 = models.CharField(_("and why that?"), max_length=500, blank=True)
    why_3 = models.CharField(_("third why"), max_length=500, blank=True)
    why_4 = models.CharField(_("fourth why"), max_length=500, blank=True)
    why_5 = models.CharField(_("fifth why"), max_length=500, blank=True)
    cause_people = models.TextField(_("people"), blank=True, max_length=2_000)
    cause_method = models.TextField(_("way of working"), blank=True, max_length=2_000)
    cause_technology = models.TextField(_("technology"), blank=True, max_length=2_000)
    cause_information = models.TextField(_("information"), blank=True, max_length=2_000)
    cause_parties = models.TextField(_("other parties"), blank=True, max_length=2_000)
    cause_surroundings = models.TextField(_("surroundings"), blank=True, max_length=2_000)
    cause = models.TextField(_("cause"), blank=True, max_length=5_000)
    cause_kind = models.CharField(_("where the cause lies"), max_length=12, choices=BRANCHES, blank=True)
    similar = models.TextField(_("where else it may be: what was looked at"), blank=True, max_length=5_000)
    has_similar = models.BooleanField(_("similar cases were there"), null=True, blank=True)
    proportion = models.TextField(_("why the actions are in proportion"), blank=True, max_length=5_000)
    system_change = models.CharField(_("does the system have to change?"), max_length=3, choices=SYSTEM, blank=True)
    change = models.ForeignKey(
        "changes.Change",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("change of the system"),
        db_index=False,
    )
    risk = models.ForeignKey(
        "risks.Risk",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("risk to be assessed again"),
        db_index=False,
    )
    earlier = models.ForeignKey(
        "self", models.PROTECT, related_name="later", null=True, blank=True, verbose_name=_("happened before as")
    )
    closed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("closed by")
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    state = StateField(NONCONFORMITY_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(NonconformityQuerySet)()

    class Meta(Lensed.Meta):
        verbose_name_plural = "nonconformities"
        indexes = [
            *indexed("title", "grade", "source", "state", "due", "process", "cause_kind", "raised_on"),
            models.Index(fields=["organization", "source_register", "source_reference"]),
        ]

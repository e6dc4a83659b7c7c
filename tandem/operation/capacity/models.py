"""Resources whose capacity is watched."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Percentage
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("technical", _("Technical")),
    ("human", _("Human")),
    ("information", _("Information")),
    ("financial", _("Financial")),
]
LEVELS = [
    ("fine", _("Below the thresholds")),
    ("warning", _("Warning")),
    ("limit", _("At its limit")),
    ("full", _("Used up")),
]
RESOURCE_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("watched", _("Watched"), "good"),
    State("ended", _("Ended"), "quiet", final=True),
)


class ResourceQuerySet(RecordQuerySet):
    def watched(self) -> "ResourceQuerySet":
        """Resources that are measured today."""
        return self.filter(state="watched")

    def due_before(self, day: date) -> "ResourceQuerySet":
        """Resources whose next value was due before this day."""
        return self.watched().filter(next_due__lt=day)


class CapacityResource(Record):
    """Something that services use up: how much of it there is, from when on it is scarce, and how full it is today."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="capacity_resources",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
        help_text=_("Empty where several services use it."),
    )
    unit = models.CharField(_("unit"), max_length=40)
    capacity = models.DecimalField(_("capacity"), max_digits=18, decimal_places=3)
    warning_at = models.PositiveSmallIntegerField(_("warning from … percent"), default=75)
    limit_at = models.PositiveSmallIntegerField(_("limit at … percent"), default=90)
    lead_days = Duration(_("days until there is more"), unit="days", null=True, blank=True)
    at_the_limit = models.TextField(_("what is done at the limit"), blank=True, max_length=5_000)
    every_months = Duration(_("measured every … months"), default=1)
    used = models.DecimalField(_("used"), max_digits=18, decimal_places=3, null=True, blank=True, editable=False)
    used_percent = Percentage(_("used in percent"), max_digits=24, decimal_places=1, null=True, editable=False)
    level = models.CharField(_("level"), max_length=8, choices=LEVELS, blank=True, editable=False)
    exhausted_on = models.DateField(_("at its limit by"), null=True, blank=True, editable=False)
    act_by = models.DateField(_("to be ordered by"), null=True, blank=True, editable=False)
    begun_on = models.DateField(_("watched since"), null=True, blank=True, editable=False)
    last_measured = models.DateField(_("last measured"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("next due"), null=True, blank=True, editable=False)
    state = StateField(RESOURCE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ResourceQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "service", "state", "level", "exhausted_on", "act_by", "next_due")

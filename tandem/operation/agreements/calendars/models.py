"""Service hours: time zone, weekly hours, holidays."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.clocks.hours import Hours
from tandem.ground.kernel.fields import Structure, Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.agreements.calendars.written import hours_of

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class CalendarQuerySet(RecordQuerySet):
    def in_force(self) -> "CalendarQuerySet":
        """Calendars by which time is counted today."""
        return self.filter(state="approved")


CALENDAR_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("In force"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


def _of_day(label: Any) -> "models.CharField[str, str]":
    """The hours of one weekday, as people write them."""
    return models.CharField(label, max_length=100, blank=True)


class Calendar(Record):
    """One version of the hours in which a service is promised; once approved it never changes, a newer one follows."""

    title = models.CharField(_("name"), max_length=150)
    number = models.PositiveSmallIntegerField(_("version number"), default=1, editable=False)
    zone = models.CharField(_("time zone"), max_length=64)
    monday = _of_day(_("Monday"))
    tuesday = _of_day(_("Tuesday"))
    wednesday = _of_day(_("Wednesday"))
    thursday = _of_day(_("Thursday"))
    friday = _of_day(_("Friday"))
    saturday = _of_day(_("Saturday"))
    sunday = _of_day(_("Sunday"))
    country = models.CharField(_("public holidays of"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=10, blank=True)
    closed = Words(_("own closed days"), blank=True, longest=10, most=1_000)
    special = Words(_("days with other hours"), blank=True, longest=100, most=1_000)
    public = Structure(_("public holidays taken over"), default=dict, blank=True)
    state = StateField(CALENDAR_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    objects: ClassVar[Any] = RecordManager.from_queryset(CalendarQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "zone", "country")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "title", "number"], name="one_calendar_of_a_number"),
        ]

    @cached_property
    def hours(self) -> Hours:
        """What it says, for reckoning; raises BadHours when that is not sensible."""
        week = [getattr(self, day) for day in DAYS]
        return hours_of(self.zone, week, [*self.closed, *self.public], self.special, self.pk or 0)

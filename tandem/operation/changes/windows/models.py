"""Hours in which services may be changed."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
WINDOW_STATES = (State("in-use", _("In use"), "good"), State("ended", _("Ended"), "quiet", final=True))
LONGEST = 24 * 60


class WindowQuerySet(RecordQuerySet):
    def between(self, first: date, last: date) -> "WindowQuerySet":
        """Windows that may come on any of these days."""
        begun = Q(begins_on=None) | Q(begins_on__lte=last)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=first), state="in-use")


class MaintenanceWindow(Record):
    """Hours of each week in which certain services may stand still, as agreed with those who use them."""

    title = models.CharField(_("title"), max_length=200)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=WEEKDAYS, default=7)
    begins = models.CharField(
        _("from"),
        max_length=5,
        default="02:00",
        validators=[RegexValidator(r"^([01]\d|2[0-3]):[0-5]\d$", _("Write hours and minutes, such as 02:00."))],
    )
    minutes = Duration(
        _("how long"), unit="minutes", default=240, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    services = Records(_("only these services"), to="services.Service", blank=True, most=100, longest=40)
    agreed_with = models.CharField(_("agreed with"), max_length=300, blank=True)
    begins_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    state = StateField(WINDOW_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(WindowQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "weekday", "state")

"""Who is on call."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed

LEVELS = [("first", _("First")), ("second", _("Second, when the first does not answer")), ("lead", _("Leads a crisis"))]


class ShiftQuerySet(RecordQuerySet):
    def at(self, moment: datetime) -> "ShiftQuerySet":
        """Shifts that last at a moment."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)


class OnCallShift(Record):
    """A time in which one person is on call for a group: from when until when, and how they are reached."""

    title = models.CharField(_("for what"), max_length=150)
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    level = models.CharField(_("called as"), max_length=6, choices=LEVELS, default="first")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="shifts", verbose_name=_("who is on call"), db_index=False
    )
    reached_by = models.CharField(_("reached by"), max_length=200)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    note = models.TextField(_("note"), blank=True, max_length=2_000)

    objects: ClassVar[Any] = RecordManager.from_queryset(ShiftQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "group", "level", "person", "starts_at", "ends_at")

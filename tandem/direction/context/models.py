"""What surrounds the organization: issues, interested parties, and what it is obliged to."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet
from tandem.ground.kernel.states import State, StateField


class WatchedQuerySet(RecordQuerySet):
    def due_before(self, day: date) -> "WatchedQuerySet":
        """Current entries that nobody has looked at since they should have."""
        return self.filter(state="current", next_review__lt=day)


WATCHED_STATES = (State("current", _("Current"), "good"), State("past", _("Past"), "quiet", final=True))


class Watched(Record):
    """Something around the organization that is looked at again and again."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True, max_length=10_000)
    review_months = Duration(_("look again every … months"), default=12)
    last_review = models.DateField(_("last looked at"), null=True, blank=True)
    next_review = models.DateField(_("look again on"), null=True, blank=True)
    state = StateField(WATCHED_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(WatchedQuerySet)()

    class Meta(Record.Meta):
        abstract = True

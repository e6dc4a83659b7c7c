"""Days on which nothing is changed."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

FREEZE_STATES = (
    State("announced", _("Announced"), "waiting"),
    State("lifted", _("Lifted"), "quiet", final=True),
)


class FreezeQuerySet(RecordQuerySet):
    def between(self, first: date, last: date) -> "FreezeQuerySet":
        """Freezes that hold on any of these days."""
        return self.filter(state="announced", begins__lte=last, ends__gte=first)


class ChangeFreeze(Record):
    """Days on which only emergencies are changed, such as a customer's Christmas trade; who may allow more."""

    title = models.CharField(_("title"), max_length=200)
    begins = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    services = Records(_("only these services"), to="services.Service", blank=True, most=100, longest=40)
    reason = models.TextField(_("why"), max_length=2_000)
    state = StateField(FREEZE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(FreezeQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "begins", "ends", "state")

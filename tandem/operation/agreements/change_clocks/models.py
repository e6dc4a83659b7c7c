"""Clocks of changes."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import RecordManager, indexed
from tandem.operation.agreements.clocks.models import ClockQuerySet
from tandem.operation.agreements.process_clocks.models import ProcessClock
from tandem.operation.agreements.process_targets.models import OF_CHANGES


class ChangeClock(ProcessClock):
    """The clock of one target for one change."""

    ticket_name = "change"
    kinds = OF_CHANGES

    change = models.ForeignKey(
        "changes.Change",
        models.PROTECT,
        related_name="service_clocks",
        verbose_name=_("change"),
        db_index=False,
    )

    objects: ClassVar[Any] = RecordManager.from_queryset(ClockQuerySet)()

    class Meta(ProcessClock.Meta):
        abstract = False
        indexes = indexed("title", "change", "target", "state", "due_at", "due_on", "next_at", "stopped_at", "service")

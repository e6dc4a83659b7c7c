"""Clocks of complaints."""

from datetime import datetime, time
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import RecordManager, indexed
from tandem.operation.agreements.clocks.models import ClockQuerySet
from tandem.operation.agreements.process_clocks.models import ProcessClock
from tandem.operation.agreements.process_targets.models import OF_COMPLAINTS


class ComplaintClock(ProcessClock):
    """The clock of one target for one complaint."""

    ticket_name = "complaint"
    kinds = OF_COMPLAINTS

    complaint = models.ForeignKey(
        "customers.Complaint",
        models.PROTECT,
        related_name="service_clocks",
        verbose_name=_("complaint"),
        db_index=False,
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("customer"),
        db_index=False,
    )

    objects: ClassVar[Any] = RecordManager.from_queryset(ClockQuerySet)()

    class Meta(ProcessClock.Meta):
        abstract = False
        indexes = indexed(
            "title", "complaint", "target", "state", "due_at", "due_on", "next_at", "stopped_at", "service", "customer"
        )

    @property
    def began_at(self) -> datetime:
        """From when it was received: the moment it was written down, or the beginning of an earlier day."""
        written: datetime = self.complaint.created_at
        zone = self.organization.zone
        if written.astimezone(zone).date() == self.complaint.received_on:
            return written
        return datetime.combine(self.complaint.received_on, time(), zone)

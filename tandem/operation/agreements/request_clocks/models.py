"""Clocks of requests."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import RecordManager, indexed
from tandem.operation.agreements.clocks.models import ClockQuerySet, ServiceClock


class RequestClock(ServiceClock):
    """The clock of one target for one service request."""

    ticket_name = "request"
    kinds = ("fulfilment",)

    request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="service_clocks",
        verbose_name=_("request"),
        db_index=False,
    )

    objects: ClassVar[Any] = RecordManager.from_queryset(ClockQuerySet)()

    class Meta(ServiceClock.Meta):
        abstract = False
        indexes = indexed("title", "request", "target", "state", "due_at", "due_on", "next_at", "stopped_at")

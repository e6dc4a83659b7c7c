"""What a source calls the items and services of the organization."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.events.sources.models import EventSource


class EventName(Record):
    """What one source calls an item or a service, so that its events are about the right one."""

    source = models.ForeignKey(
        EventSource, models.PROTECT, related_name="names", verbose_name=_("source"), db_index=False
    )
    title = models.CharField(_("name in the source"), max_length=200)
    item = models.ForeignKey(
        "inventory.Item", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("item")
    )
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("service")
    )

    class Meta(Record.Meta):
        indexes = indexed("title", "source")

"""Pages that show how services stand."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PAGE_STATES = (
    State("closed", _("Off"), "quiet"),
    State("open", _("On"), "good"),
)


class StatusPageQuerySet(RecordQuerySet):
    def open(self) -> "StatusPageQuerySet":
        """Pages that are shown."""
        return self.filter(state="open")


class StatusPage(Record):
    """Which services a status page shows: the public one, or that of one customer in the portal; off until opened."""

    title = models.CharField(_("title"), max_length=200)
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="status_pages",
        null=True,
        blank=True,
        verbose_name=_("for this customer"),
        db_index=False,
    )
    services = Records(_("services shown"), to="services.Service", blank=True, most=100, longest=40)
    about = models.CharField(_("what stands above them"), max_length=500, blank=True)
    state = StateField(PAGE_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(StatusPageQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "state")

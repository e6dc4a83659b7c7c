"""Who contributes to which service, component or process."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.services.models import Service

SUBJECTS = [("service", _("Service")), ("component", _("Component of services")), ("process", _("Process"))]
EXTENTS = [("whole", _("All of it")), ("part", _("A part of it"))]
CONTRIBUTION_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("current", _("Contributes"), "good", next=""),
    State("ended", _("Ended"), "quiet", final=True),
)


class ContributionQuerySet(RecordQuerySet):
    def current(self) -> "ContributionQuerySet":
        """What is contributed today."""
        return self.filter(state="current")


class Contribution(Record):
    """What one party does for one service, component or process; the owner here answers for it."""

    title = models.CharField(_("title"), max_length=200, blank=True)
    supplier = models.ForeignKey(
        "suppliers.Supplier",
        models.PROTECT,
        related_name="contributions",
        null=True,
        blank=True,
        verbose_name=_("other party; empty for ourselves"),
        db_index=False,
    )
    subject = models.CharField(_("contributes to"), max_length=10, choices=SUBJECTS, default="service")
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        related_name="contributions",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    item = models.ForeignKey(
        "inventory.Item",
        models.PROTECT,
        related_name="contributions",
        null=True,
        blank=True,
        verbose_name=_("component"),
        db_index=False,
    )
    process = models.ForeignKey(
        "leadership.Process",
        models.PROTECT,
        related_name="contributions",
        null=True,
        blank=True,
        verbose_name=_("process"),
        db_index=False,
    )
    does = models.TextField(_("what it does"), blank=True, max_length=10_000)
    extent = models.CharField(_("how much"), max_length=5, choices=EXTENTS, default="part")
    controlled_by = models.TextField(_("how we keep control of it"), blank=True, max_length=5_000)
    since = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    state = StateField(CONTRIBUTION_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(ContributionQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "supplier", "subject", "service", "item", "process", "state", "since")

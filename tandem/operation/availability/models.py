"""Outages of services."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

CAUSES = [
    ("hardware", _("Hardware")),
    ("software", _("Software")),
    ("network", _("Network or line")),
    ("power", _("Power or cooling")),
    ("supplier", _("Another party")),
    ("change", _("A change")),
    ("capacity", _("Capacity")),
    ("security", _("Security")),
    ("people", _("Handling")),
    ("maintenance", _("Maintenance")),
    ("unknown", _("Not known")),
]
OUTAGE_STATES = (
    State("announced", _("Announced"), "waiting"),
    State("ongoing", _("Going on"), "bad"),
    State("ended", _("Over, to be investigated"), "waiting"),
    State("investigated", _("Investigated"), "good", final=True),
    State("closed", _("Took place as announced"), "good", final=True),
    State("cancelled", _("Was none"), "quiet", final=True),
)
HAPPENED = ("ongoing", "ended", "investigated", "closed")


class OutageQuerySet(RecordQuerySet):
    def happened_between(self, begin: datetime, end: datetime) -> "OutageQuerySet":
        """Outages that took place and reach into the time from one moment until another."""
        lasting = Q(ended_at__isnull=True) | Q(ended_at__gt=begin)
        return self.filter(lasting, state__in=HAPPENED, started_at__lt=end)

    def felt_by(self, customer_id: int | None) -> "OutageQuerySet":
        """Outages that hit every customer of the service, or this one alone."""
        return self.filter(Q(customer=None) | Q(customer=customer_id))


class Outage(Record):
    """A time in which a service was not there: since when, until when, planned or not, why, and what followed."""

    title = models.CharField(_("title"), max_length=200)
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="outages", verbose_name=_("service"), db_index=False
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="outages",
        null=True,
        blank=True,
        verbose_name=_("felt by this customer alone"),
        db_index=False,
    )
    started_at = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    is_planned = models.BooleanField(_("planned"), default=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    announced_to = models.CharField(_("announced to"), max_length=300, blank=True)
    cause = models.CharField(_("cause"), max_length=12, choices=CAUSES, blank=True)
    restored_by = models.TextField(_("what was done to restore it"), blank=True, max_length=10_000)
    investigation = models.TextField(_("what the investigation found"), blank=True, max_length=20_000)
    followed = models.TextField(_("what followed"), blank=True, max_length=10_000)
    incident = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="outages",
        null=True,
        blank=True,
        verbose_name=_("incident"),
        db_index=False,
    )
    problem = models.ForeignKey(
        "problems.Problem",
        models.PROTECT,
        related_name="outages",
        null=True,
        blank=True,
        verbose_name=_("problem"),
        db_index=False,
    )
    change = models.ForeignKey(
        "changes.Change",
        models.PROTECT,
        related_name="outages",
        null=True,
        blank=True,
        verbose_name=_("change"),
        db_index=False,
    )
    investigate_by = models.DateField(_("investigated by"), null=True, blank=True, editable=False)
    investigated_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("who investigated")
    )
    investigated_on = models.DateField(_("investigated on"), null=True, blank=True)
    state = StateField(OUTAGE_STATES, max_length=12, initial="ongoing")

    objects: ClassVar[Any] = RecordManager.from_queryset(OutageQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title",
            "service",
            "customer",
            "state",
            "started_at",
            "ended_at",
            "is_planned",
            "cause",
            "incident",
            "problem",
            "change",
            "investigate_by",
        )

"""What people were told about how services stand."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

STANDINGS = [
    ("operational", _("Operational")),
    ("degraded", _("Degraded")),
    ("partial", _("Partial outage")),
    ("major", _("Major outage")),
    ("maintenance", _("Maintenance")),
]
AUDIENCES = [
    ("inside", _("Members of staff")),
    ("customers", _("Customers and staff")),
    ("public", _("Everybody, on the public page")),
]
UPDATE_STATES = (
    State("draft", _("Draft"), "waiting", next="release"),
    State("released", _("Released"), "good"),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class StatusUpdateQuerySet(RecordQuerySet):
    def released(self) -> "StatusUpdateQuerySet":
        """What people were told and what was not taken back."""
        return self.filter(state="released")

    def for_public(self) -> "StatusUpdateQuerySet":
        """What was released for everybody."""
        return self.released().filter(audience="public", customer=None)

    def for_customer(self, customer_id: int) -> "StatusUpdateQuerySet":
        """What was released for a customer: for all of them, or for this one."""
        whose = Q(customer=None) | Q(customer_id=customer_id)
        return self.released().filter(whose, audience__in=("customers", "public"))

    def going_on(self, now: datetime) -> "StatusUpdateQuerySet":
        """What has begun and is not over, what began last at the front."""
        begun = self.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))
        return begun.order_by("-starts_at", "-pk")

    def to_come(self, now: datetime) -> "StatusUpdateQuerySet":
        """What is announced, the next one at the front."""
        return self.filter(starts_at__gt=now).order_by("starts_at", "pk")


class StatusUpdate(Record):
    """How one or several services stand from a moment on, in words for those who use them; shown once it is released.

    The newest one that is going on says how a service stands. Back to normal is an update, too.
    """

    title = models.CharField(_("in one line"), max_length=200)
    services = Records(_("services"), to="services.Service", blank=True, most=100, longest=40)
    standing = models.CharField(_("how they stand"), max_length=12, choices=STANDINGS, default="degraded")
    text = models.TextField(_("what people are told"), blank=True, max_length=5_000)
    audience = models.CharField(_("for whom"), max_length=10, choices=AUDIENCES, default="inside")
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="status_updates",
        null=True,
        blank=True,
        verbose_name=_("only for this customer"),
        db_index=False,
    )
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    incident = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="status_updates",
        null=True,
        blank=True,
        verbose_name=_("incident"),
        db_index=False,
    )
    change = models.ForeignKey(
        "changes.Change",
        models.PROTECT,
        related_name="status_updates",
        null=True,
        blank=True,
        verbose_name=_("change"),
        db_index=False,
    )
    released_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("released by"),
        db_index=False,
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True, editable=False)
    state = StateField(UPDATE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(StatusUpdateQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "standing", "starts_at", "incident", "change", "customer")

"""Disputes with suppliers."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Money
from tandem.ground.kernel.money import CURRENCY
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.suppliers.contracts.models import SupplierContract
from tandem.operation.suppliers.models import Supplier

OPEN = ("open", "escalated")
DISPUTE_STATES = (
    State("open", _("Open"), "active"),
    State("escalated", _("Escalated"), "bad"),
    State("settled", _("Settled"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class DisputeQuerySet(RecordQuerySet):
    def open(self) -> "DisputeQuerySet":
        """Disputes that nobody has settled."""
        return self.filter(state__in=OPEN)

    def due_before(self, day: date) -> "DisputeQuerySet":
        """Open disputes that should have been settled before this day."""
        return self.open().filter(due__lt=day)


class SupplierDispute(Record):
    """Something on which a supplier and the organization do not agree: what about, until when, how it ended."""

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="disputes", verbose_name=_("supplier"), db_index=False
    )
    contract = models.ForeignKey(
        SupplierContract, models.PROTECT, related_name="disputes", null=True, blank=True, verbose_name=_("contract")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what it is about"), blank=True, max_length=10_000)
    raised_by = models.CharField(
        _("raised by"), max_length=8, choices=[("us", _("Us")), ("supplier", _("The supplier"))], default="us"
    )
    raised_on = models.DateField(_("raised on"))
    due = models.DateField(_("to be settled by"))
    amount = Money(_("amount in dispute"), max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    escalated_to = models.CharField(_("escalated to"), max_length=300, blank=True)
    escalated_on = models.DateField(_("escalated on"), null=True, blank=True)
    outcome = models.TextField(_("how it ended"), blank=True, max_length=10_000)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    state = StateField(DISPUTE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(DisputeQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "supplier", "state", "raised_on", "due", "settled_on")

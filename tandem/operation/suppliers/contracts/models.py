"""Contracts with suppliers, and what internal ones and supplying customers agreed."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Label, Money, Records
from tandem.ground.kernel.money import CURRENCY
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.suppliers.models import Supplier

PERIODS = [("month", _("A month")), ("year", _("A year")), ("once", _("Once"))]


class ContractQuerySet(RecordQuerySet):
    def in_force(self) -> "ContractQuerySet":
        """Contracts that are kept today."""
        return self.filter(state="in-force")

    def expired_before(self, day: date) -> "ContractQuerySet":
        """Contracts in force whose last day lies before this one."""
        return self.in_force().filter(expires_on__lt=day)

    def ending_before(self, day: date | None) -> "ContractQuerySet":
        """Contracts with a last day before this one, or with any where there is none."""
        return self.filter(expires_on__lt=day) if day else self.filter(expires_on__isnull=False)

    def supporting(self, service: Any) -> "list[SupplierContract]":
        """Those that a service stands on: by name, through a target, or through the supplier it is entered with."""
        with_targets = set(service.supplier_targets.values_list("contract_id", flat=True))
        return [
            contract
            for contract in self.select_related("supplier").order_by("pk")
            if service.reference in contract.services
            or contract.pk in with_targets
            or contract.supplier.service_id == service.pk
        ]


CONTRACT_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-force", _("In force"), "good", next=""),
    State("expired", _("Expired"), "bad"),
    State("ended", _("Ended"), "quiet", final=True),
)


def _clause(label: Label) -> "models.TextField[Any, Any]":
    """One part of a contract, in words."""
    return models.TextField(label, blank=True, max_length=10_000)


class SupplierContract(Record):
    """What a supplier and the organization owe each other: for which services, until when, and how they part."""

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="contracts", verbose_name=_("supplier"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(_("number of the contract"), max_length=100, blank=True)
    services = Records(_("services it supports"), to="services.Service", blank=True, most=100, longest=40)
    scope = _clause(_("scope and requirements"))
    authorities = _clause(_("who may decide what"))
    obligations = _clause(_("obligations, activities and interfaces"))
    security = _clause(_("agreed security controls"))
    exit = _clause(_("what happens at the end"))
    signed_on = models.DateField(_("agreed on"), null=True, blank=True)
    begins_on = models.DateField(_("in force since"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    notice_days = Duration(_("days of notice"), unit="days", default=90)
    decide_by = models.DateField(_("prolong or give notice by"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    value = Money(_("value"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    per = models.CharField(_("value for"), max_length=6, choices=PERIODS, default="year")
    is_outlasted = models.BooleanField(_("ends before a service it supports"), default=False, editable=False)
    remarks = models.TextField(_("what to know about it"), blank=True, editable=False, max_length=10_000)
    state = StateField(CONTRACT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ContractQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "supplier", "state", "begins_on", "expires_on", "decide_by")

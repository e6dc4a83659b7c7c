"""Other parties that contribute: external and internal suppliers, customers acting as suppliers."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

WITH_US = ("active", "ending")


class SupplierQuerySet(RecordQuerySet):
    def active(self) -> "SupplierQuerySet":
        """Parties that contribute today."""
        return self.filter(state__in=WITH_US)

    def due_before(self, day: date) -> "SupplierQuerySet":
        """Active parties whose review is overdue on this day."""
        return self.active().filter(next_review__lt=day)


SUPPLIER_STATES = (
    State("candidate", _("Candidate"), "quiet"),
    State("active", _("Active"), "good"),
    State("ending", _("Ending"), "waiting"),
    State("ended", _("Ended"), "quiet", final=True),
)


class Supplier(Record):
    """Another party that provides services, parts of them or processes: why it was chosen and when it is reviewed."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="external",
        choices=[
            ("external", _("External supplier")),
            ("internal", _("Internal supplier")),
            ("customer", _("Customer acting as supplier")),
        ],
    )
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("customer who acts as supplier"),
    )
    provides = models.TextField(_("what it provides"), blank=True, max_length=10_000)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="suppliers",
        null=True,
        blank=True,
        verbose_name=_("service it contributes to"),
        db_index=False,
    )
    criticality = models.CharField(
        _("criticality"),
        max_length=10,
        default="medium",
        choices=[("low", _("Low")), ("medium", _("Medium")), ("high", _("High")), ("critical", _("Critical"))],
    )
    contact = models.CharField(_("contact"), max_length=300, blank=True)
    selected_by = models.TextField(_("why it was chosen"), blank=True, max_length=5_000)
    assessed_on = models.DateField(_("judged by the criteria on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    reaches_information = models.BooleanField(_("reaches our information or services"), default=False)
    review_months = Duration(_("review performance every … months"), default=12)
    last_review = models.DateField(_("performance last reviewed"), null=True, blank=True)
    next_review = models.DateField(_("next review of performance"), null=True, blank=True)
    security_months = Duration(_("review security every … months"), default=12)
    last_security_review = models.DateField(_("security last reviewed"), null=True, blank=True)
    next_security_review = models.DateField(_("next review of security"), null=True, blank=True)
    contract_months = Duration(_("review contracts every … months"), default=12)
    last_contract_review = models.DateField(_("contracts last reviewed"), null=True, blank=True)
    next_contract_review = models.DateField(_("next review of contracts"), null=True, blank=True)
    state = StateField(SUPPLIER_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(SupplierQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed(
            "title", "kind", "criticality", "state", "ends_on", "next_review", "next_security_review", "service"
        )

"""Service level targets of suppliers."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration, Percentage
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.suppliers.contracts.models import SupplierContract

KINDS = [
    ("response", _("Response")),
    ("resolution", _("Resolution")),
    ("fulfilment", _("Fulfilment of requests")),
    ("availability", _("Availability")),
    ("other", _("Another measure, in words")),
]
TIMED = ("response", "resolution", "fulfilment")
PRIORITIES = [(0, _("Every priority")), *((number, str(number)) for number in range(1, 6))]
ALIGNMENTS = [
    ("holds", _("Holds up what customers were promised")),
    ("weaker", _("Weaker than what customers were promised")),
    ("alone", _("No promise to customers stands on it")),
]
SUPPLIER_TARGET_STATES = (
    State("promised", _("Promised"), "active", next=""),
    State("accepted", _("Weaker, accepted"), "waiting"),
)


class SupplierTargetQuerySet(RecordQuerySet):
    def in_force(self) -> "SupplierTargetQuerySet":
        """Targets of contracts in force."""
        return self.filter(contract__state="in-force")


class SupplierTarget(Record):
    """One promise of a supplier about one service, held against what customers were promised of it."""

    contract = models.ForeignKey(
        SupplierContract, models.PROTECT, related_name="targets", verbose_name=_("contract"), db_index=False
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="supplier_targets",
        null=True,
        blank=True,
        verbose_name=_("service it holds up"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="resolution")
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=0)
    minutes = LongDuration(_("time promised, in its hours"), unit="minutes", null=True, blank=True)
    share = Percentage(
        _("in at least … percent"),
        max_digits=6,
        decimal_places=3,
        default=Decimal(100),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    calendar = models.ForeignKey(
        "agreements.Calendar",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("hours of the supplier"),
    )
    words = models.TextField(_("in words"), blank=True, max_length=5_000)
    alignment = models.CharField(
        _("against promises to customers"), max_length=8, choices=ALIGNMENTS, default="alone", editable=False
    )
    finding = models.TextField(_("what was found"), blank=True, editable=False, max_length=5_000)
    accepted_because = models.TextField(_("why it is accepted"), blank=True, max_length=5_000)
    accepted_until = models.DateField(_("accepted until"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("accepted by")
    )
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    state = StateField(SUPPLIER_TARGET_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(SupplierTargetQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "contract", "service", "kind", "priority", "alignment", "state", "accepted_until")

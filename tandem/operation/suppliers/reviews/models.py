"""Reviews of suppliers: how well they do, how they protect information, and what was agreed with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.suppliers.contracts.models import SupplierContract
from tandem.operation.suppliers.models import Supplier

KINDS = [("performance", _("Performance")), ("security", _("Security assurance")), ("contract", _("Contract"))]
OUTCOMES = [
    ("good", _("As agreed")),
    ("improve", _("To be improved")),
    ("unacceptable", _("Not acceptable")),
]
KEPT = [("all", _("All")), ("most", _("Most")), ("few", _("Few or none")), ("none", _("There are none"))]
SUPPLIER_REVIEW_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("held", _("Held"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class SupplierReview(Record):
    """One look at a supplier, of one kind: what was seen, what came of it, and what follows."""

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="reviews", verbose_name=_("supplier"), db_index=False
    )
    contract = models.ForeignKey(
        SupplierContract, models.PROTECT, related_name="reviews", null=True, blank=True, verbose_name=_("contract")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="performance")
    title = models.CharField(_("title"), max_length=200)
    planned_on = models.DateField(_("planned for"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    present = models.CharField(_("who took part"), max_length=500, blank=True)
    performance = models.TextField(_("what was seen"), blank=True, max_length=10_000)
    targets_kept = models.CharField(_("targets it kept"), max_length=6, choices=KEPT, blank=True)
    evidence = models.TextField(_("what it rests on"), blank=True, max_length=5_000)
    outcome = models.CharField(_("outcome"), max_length=12, choices=OUTCOMES, blank=True)
    agreed = models.TextField(_("what follows"), blank=True, max_length=10_000)
    state = StateField(SUPPLIER_REVIEW_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "supplier", "kind", "state", "planned_on", "held_on", "outcome")

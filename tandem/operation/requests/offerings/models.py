"""What can be asked for."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PRIORITIES = [
    (1, _("1 - Critical")),
    (2, _("2 - High")),
    (3, _("3 - Moderate")),
    (4, _("4 - Low")),
    (5, _("5 - Planning")),
]
AUDIENCES = [
    ("staff", _("Members of staff")),
    ("customers", _("Customers")),
    ("everybody", _("Both")),
]
FOR_STAFF = ("staff", "everybody")
OFFERING_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("offered", _("Offered"), "good"),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class OfferingQuerySet(RecordQuerySet):
    def offered(self) -> "OfferingQuerySet":
        """What people may ask for now."""
        return self.filter(state="offered")

    def for_staff(self) -> "OfferingQuerySet":
        """What members of staff may ask for now."""
        return self.offered().filter(audience__in=FOR_STAFF)

    def for_customer(self, reference: str) -> "OfferingQuerySet":
        """What people of the customer of this reference may ask for now: what is for all customers, or for them."""
        offered = self.offered().filter(audience__in=("customers", "everybody"))
        rows = offered.values_list("pk", "customers")
        return self.filter(pk__in=[key for key, customers in rows if not customers or reference in customers])


class RequestOffering(Record):
    """Something people may ask for: what it is, who has to agree, and how it is fulfilled by those who do it."""

    title = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("what people get"), blank=True, max_length=10_000)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="offerings",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    category = models.CharField(_("category"), max_length=100, blank=True)
    audience = models.CharField(_("offered to"), max_length=9, choices=AUDIENCES, default="staff")
    customers = Records(_("only to these customers"), to="customers.Customer", blank=True, most=200, longest=40)
    instructions = models.TextField(_("how it is fulfilled"), blank=True, max_length=50_000)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("instruction as document"),
    )
    parts = Records(_("consists of"), to="requests.RequestOffering", blank=True, most=30, longest=40)
    group = models.CharField(_("fulfilled by group"), max_length=100, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=3)
    days = Duration(_("fulfilled within … days"), unit="days", default=5)
    review_months = Duration(_("looked at every … months"), default=12)
    last_review = models.DateField(_("last looked at"), null=True, blank=True)
    next_review = models.DateField(_("next look"), null=True, blank=True)
    state = StateField(OFFERING_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(OfferingQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "category", "state", "next_review")

"""Complaints of customers."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.models import Customer

OPEN = ("received", "investigating", "resolved")
DAYS = 20  # within which a complaint is closed where no other day is agreed or promised


class ComplaintQuerySet(RecordQuerySet):
    def open(self) -> "ComplaintQuerySet":
        """Complaints that are not closed."""
        return self.filter(state__in=OPEN)

    def past_due(self, day: date) -> "ComplaintQuerySet":
        """Open complaints that should have ended before this day."""
        return self.open().filter(due__lt=day)


COMPLAINT_STATES = (
    State("received", _("Received"), "active"),
    State("investigating", _("Under investigation"), "active"),
    State("resolved", _("Resolved"), "waiting"),
    State("closed", _("Closed"), "good", final=True),
)


class Complaint(Record):
    """Something a customer is not content with and said so: what came of it, and whether the customer agrees."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="complaints", verbose_name=_("customer"), db_index=False
    )
    contact = models.ForeignKey(
        CustomerContact, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("who complained")
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="complaints",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what was said"), blank=True, max_length=20_000)
    received_on = models.DateField(_("received on"))
    due = models.DateField(_("to be closed by"), null=True, blank=True)
    first_answer_on = models.DateField(_("first answer on"), null=True, blank=True)
    findings = models.TextField(_("what was found"), blank=True, max_length=20_000)
    outcome = models.TextField(_("what was done"), blank=True, max_length=20_000)
    answered_on = models.DateField(_("customer told on"), null=True, blank=True)
    customer_agrees = models.CharField(
        _("customer is content with it"),
        max_length=8,
        blank=True,
        choices=[("yes", _("Yes")), ("no", _("No")), ("silent", _("Did not answer"))],
    )
    escalated_to = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("escalated to")
    )
    escalated_on = models.DateField(_("escalated on"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("escalated to level"), default=0, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    state = StateField(COMPLAINT_STATES, max_length=15)

    objects: ClassVar[Any] = RecordManager.from_queryset(ComplaintQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "service", "state", "received_on", "due", "closed_on")

    @property
    def usual_due(self) -> date:
        """By when it ends where no other day is said or promised."""
        return self.received_on + timedelta(days=DAYS)

"""Those whom services are provided to."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

SERVED = ("active", "ending")


class CustomerQuerySet(RecordQuerySet):
    def served(self) -> "CustomerQuerySet":
        """Customers to whom services are provided today."""
        return self.filter(state__in=SERVED)

    def due_before(self, day: date) -> "CustomerQuerySet":
        """Customers with whom service should have been reviewed before this day."""
        return self.served().filter(next_review__lt=day)


CUSTOMER_STATES = (
    State("prospect", _("Prospect"), "quiet"),
    State("active", _("Active"), "good"),
    State("ending", _("Ending"), "waiting"),
    State("ended", _("Ended"), "quiet", final=True),
)


class Customer(Record):
    """An organization, or a part of the own one, that gets services: who looks after it and how the two talk."""

    title = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="external",
        choices=[("external", _("External customer")), ("internal", _("Internal customer"))],
    )
    needs = models.TextField(_("what it needs"), blank=True, max_length=10_000)
    users = models.PositiveIntegerField(_("users"), null=True, blank=True)
    arrangements = models.TextField(_("how we talk"), blank=True, max_length=5_000)
    complaints_to = models.CharField(_("where it complains"), max_length=300, blank=True)
    since = models.DateField(_("customer since"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    state = StateField(CUSTOMER_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(CustomerQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "state", "since", "next_review")

"""What was agreed with customers about the level of services."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

IN_FORCE = ("active", "ending")


class AgreementQuerySet(RecordQuerySet):
    def in_force(self) -> "AgreementQuerySet":
        """Agreements that are kept today."""
        return self.filter(state__in=IN_FORCE)


AGREEMENT_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("active", _("In force"), "good"),
    State("ending", _("Ending"), "waiting"),
    State("ended", _("Ended"), "quiet", final=True),
)


class Agreement(Record):
    """What the organization has promised a customer: since when, until when, looked at again when."""

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="agreements",
        verbose_name=_("customer"),
        db_index=False,
    )
    title = models.CharField(_("title"), max_length=200)
    begins_on = models.DateField(_("in force since"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    notice_months = Duration(_("notice, months"), default=3)
    performance = models.TextField(_("how the last review went"), blank=True, max_length=10_000)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    state = StateField(AGREEMENT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(AgreementQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "customer", "state", "ends_on", "next_review")

    @property
    def is_kept(self) -> bool:
        """Whether it is in force."""
        return self.state in IN_FORCE

    @cached_property
    def promised_services(self) -> frozenset[int]:
        """The services about which its version in force promises something."""
        in_force = self.versions.filter(state="approved", service_targets__isnull=False)
        return frozenset(in_force.values_list("service_targets__service_id", flat=True))

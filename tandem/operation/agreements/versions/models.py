"""Versions of agreements."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.agreements.calendars.models import Calendar
from tandem.operation.agreements.models import Agreement
from tandem.operation.agreements.targets.picking import pick

AGREEMENT_VERSION_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-review", _("With the customer"), "waiting"),
    State("approved", _("In force"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
    State("rejected", _("Rejected"), "bad", final=True),
)
WORDED = ("approved", "superseded")  # what was promised, now or before


class AgreementVersion(Record):
    """One wording of an agreement: what is promised in which hours, up to which load, and what is left out."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="versions", verbose_name=_("agreement"), db_index=False
    )
    number = models.CharField(_("number"), max_length=20)
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, related_name="versions", verbose_name=_("service hours"), db_index=False
    )
    changes = models.TextField(_("what changed"), blank=True, max_length=5_000)
    requirements = models.TextField(_("service requirements it rests on"), blank=True, max_length=10_000)
    workload = models.TextField(_("limits of workload"), blank=True, max_length=5_000)
    exclusions = models.TextField(_("exceptions and exclusions"), blank=True, max_length=5_000)
    reporting = models.TextField(_("how it is measured and reported"), blank=True, max_length=5_000)
    pauses = Words(_("waiting that stops the clock"), blank=True, longest=20, most=20)
    is_planned_counted = models.BooleanField(_("planned outages count against availability"), default=False)
    agreed_by = models.CharField(_("agreed for the customer by"), max_length=200, blank=True)
    remarks = models.TextField(_("what to know about it"), blank=True, editable=False, max_length=10_000)
    effective_from = models.DateField(_("in force since"), null=True, blank=True)
    state = StateField(AGREEMENT_VERSION_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("number", "agreement", "calendar", "state", "effective_from")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["agreement", "number"], name="one_wording_of_a_number"),
        ]

    @property
    def as_reason(self) -> str:
        """The version, where it is why something counts otherwise."""
        return f"By version {self.number}"

    def counted_otherwise(self, clocks: Any) -> Any:
        """Of clocks, those of this agreement that count by another of its versions."""
        of_agreement = clocks.filter(target__agreement_version__agreement_id=self.agreement_id)
        return of_agreement.exclude(target__agreement_version_id=self.pk)

    def target_for(self, clock: Any) -> Any:
        """What this version promises in place of the target of a clock; None for nothing."""
        promises = self._promises.get((clock.target.service_id, clock.target.kind), [])
        return pick(promises, clock.ticket.priority)

    @cached_property
    def _promises(self) -> dict[tuple[int, str], list[Any]]:
        promises = defaultdict(list)
        for target in self.service_targets.select_related("agreement_version__calendar"):
            promises[target.service_id, target.kind].append(target)
        return promises

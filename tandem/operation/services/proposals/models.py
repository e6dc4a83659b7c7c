"""Proposals for new, changed and removed services."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Label, Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.services.models import Service

KINDS = [
    ("new", _("New service")),
    ("changed", _("Changed service")),
    ("merged", _("Services become one")),
    ("removed", _("Service removed")),
]
OPEN = ("proposed", "weighed")
PROPOSAL_STATES = (
    State("proposed", _("Proposed"), "waiting"),
    State("weighed", _("Weighed"), "active"),
    State("accepted", _("Accepted"), "good", final=True),
    State("deferred", _("Put off"), "quiet"),
    State("declined", _("Declined"), "quiet", final=True),
)


class ProposalQuerySet(RecordQuerySet):
    def undecided(self) -> "ProposalQuerySet":
        """Proposals that nobody has decided."""
        return self.filter(state__in=OPEN)


def _points(label: Label) -> "models.PositiveSmallIntegerField[Any, Any]":
    """How much of something, from 1 for little to 5 for much."""
    limits = [MinValueValidator(1), MaxValueValidator(5)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)


class ServiceProposal(Record):
    """An idea for the portfolio: why, what it needs, what it opens up, what is like it already, what was decided."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS, default="new")
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        related_name="proposals",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    description = models.TextField(_("what is proposed, and why"), blank=True, max_length=20_000)
    proposed_by = models.CharField(_("proposed by"), max_length=200, blank=True)
    proposed_on = models.DateField(_("proposed on"))
    due = models.DateField(_("to be decided by"), null=True, blank=True)
    resources = models.TextField(_("people, technology and money it takes"), blank=True, max_length=10_000)
    opportunities = models.TextField(_("opportunities and objectives it serves"), blank=True, max_length=10_000)
    risks = models.TextField(_("risks"), blank=True, max_length=10_000)
    benefit = _points(_("benefit, 1 to 5"))
    urgency = _points(_("urgency, 1 to 5"))
    effort = _points(_("effort, 1 to 5"))
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True, editable=False)
    alike = Records(_("services that may do the same"), to="services.Service", blank=True, editable=False)
    doubles = models.TextField(_("how it stands to services that do the same"), blank=True, max_length=5_000)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    state = StateField(PROPOSAL_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ProposalQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "kind", "state", "proposed_on", "due", "rank", "decided_on")

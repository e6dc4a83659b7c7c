"""The service management plan, one record for each of its versions."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

SMP_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("in-review", _("To be approved"), "waiting"),
    State("approved", _("In force"), "good", next=""),
    State("superseded", _("Superseded"), "quiet", final=True),
)


def _part(label: Any) -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, max_length=10_000)


class ServiceManagementPlan(Record):
    """One version of how the services are managed: its eight topics, and how it agrees with what stands above it."""

    title = models.CharField(_("title"), max_length=150)
    number = models.PositiveSmallIntegerField(_("version number"), default=1, editable=False)
    services = _part(_("services that are managed"))
    limits = _part(_("known limits"))
    obligations = _part(_("policies, standards, laws and contracts to keep to"))
    authorities = _part(_("who decides and who answers for what"))
    resources = _part(_("people, technology, information and money"))
    other_parties = _part(_("how we work with other parties"))
    technology = _part(_("tools that support it"))
    evaluation = _part(_("how it is measured, audited, reported and improved"))
    with_policy = _part(_("how it follows the policy"))
    with_objectives = _part(_("how it serves the objectives"))
    with_risks = _part(_("how it meets risks and opportunities"))
    with_requirements = _part(_("how it meets the requirements of services"))
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    state = StateField(SMP_STATES, max_length=12)

    class Meta(Record.Meta):
        indexes = indexed("title", "number", "state", "next_review", "approved_on")

"""Services on their way: new, changed, removed or transferred."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("new", _("New service")),
    ("changed", _("Changed service")),
    ("removed", _("Service removed")),
    ("transferred", _("Service transferred")),
]
DECISIONS = [("go", _("Go")), ("go-with-conditions", _("Go, with conditions")), ("no-go", _("No go"))]
TRANSITION_STATES = (
    State("planning", _("Planning"), "quiet"),
    State("planned", _("Plan approved"), "active"),
    State("designed", _("Design approved"), "active"),
    State("accepted", _("Go"), "good"),
    State("deployed", _("Deployed"), "waiting"),
    State("reported", _("Result reported"), "quiet", final=True),
    State("stopped", _("Stopped"), "quiet", final=True),
)


class TransitionQuerySet(RecordQuerySet):
    def under_way(self) -> "TransitionQuerySet":
        """Transitions that are not at their end."""
        return self.exclude(state__in=("reported", "stopped"))


def _part(label: Any) -> "models.TextField[str, str]":
    """A part of plan or design, in words."""
    return models.TextField(label, blank=True, max_length=10_000)


def _approver(label: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=label, db_index=False
    )


class TransitionOfService(Record):
    """A new, changed, removed or transferred service: planned, designed, accepted, deployed, and reported on."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default="new")
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="transitions",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    authorities = _part(_("authorities and responsibilities"))
    activities = _part(_("activities of the organization and other parties, with their times"))
    resources = _part(_("people, technology, information and money"))
    dependencies = _part(_("dependencies on other services"))
    testing = _part(_("tests"))
    acceptance = _part(_("acceptance of the service"))
    outcomes = _part(_("intended outcomes, in measurable terms"))
    effects = _part(_("effects on the management system, other changes, customers and users"))
    handing_over = _part(_("for removal and transfer: dates, data, documents, knowledge and components"))
    plan_approved_by = _approver(_("plan approved by"))
    plan_approved_on = models.DateField(_("plan approved on"), null=True, blank=True)
    design_authorities = _part(_("authorities and responsibilities in the live service"))
    design_resources = _part(_("requirements for people, technology, information and money"))
    design_competence = _part(_("education, training and experience needed"))
    design_agreements = _part(_("new or changed agreements and contracts"))
    design_system = _part(_("changes to the management system"))
    design_other_services = _part(_("effect on other services"))
    design_catalogue = _part(_("changes to the service catalogue"))
    design_approved_by = _approver(_("design approved by"))
    design_approved_on = models.DateField(_("design approved on"), null=True, blank=True)
    decision = models.CharField(_("go or no go"), max_length=20, choices=DECISIONS, blank=True)
    decision_reason = _part(_("evidence and reason of the decision"))
    decided_by = _approver(_("decided by"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    deployed_on = models.DateField(_("deployed on"), null=True, blank=True)
    result = _part(_("achieved of what was intended"))
    reported_to = models.CharField(_("reported to"), max_length=300, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    state = StateField(TRANSITION_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(TransitionQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "service", "state", "planned_for", "deployed_on")

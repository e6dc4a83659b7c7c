"""Releases: what is deployed together, tried and approved before, and looked at after."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.releases.types.models import ReleaseType

SUCCESS = [
    ("success", _("As planned")),
    ("issues", _("With issues")),
    ("failed", _("Failed")),
]
RELEASE_STATES = (
    State("planned", _("Planned"), "quiet"),
    State("building", _("Building"), "active"),
    State("testing", _("Testing"), "active"),
    State("approved", _("Approved"), "good"),
    State("deployed", _("Deployed"), "waiting"),
    State("reviewed", _("Reviewed"), "good"),
    State("closed", _("Closed"), "quiet", final=True),
    State("backed-out", _("Backed out"), "bad"),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)


class ReleaseQuerySet(RecordQuerySet):
    def deployed(self) -> "ReleaseQuerySet":
        """Releases that went out, those that were taken back included."""
        return self.exclude(deployed_on=None)


class Release(Record):
    """New and changed parts of services that go live together: contents, acceptance, the state before, the result."""

    title = models.CharField(_("title"), max_length=200)
    type = models.ForeignKey(
        ReleaseType,
        models.PROTECT,
        related_name="releases",
        null=True,
        blank=True,
        verbose_name=_("kind of release"),
        db_index=False,
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="releases",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    contents = models.TextField(_("what is in it"), blank=True, max_length=20_000)
    changes = Records(_("changes it carries"), to="changes.Change", blank=True, most=200, longest=40)
    other_changes = models.TextField(_("changes without a record here"), blank=True, max_length=5_000)
    known_errors = Records(
        _("known errors it removes or brings"), to="problems.Problem", blank=True, most=100, longest=40
    )
    items = Records(_("items"), to="inventory.Item", blank=True, most=200, longest=40)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    communication = models.TextField(_("who is told, and when"), blank=True, max_length=5_000)
    criteria = models.TextField(_("acceptance criteria"), blank=True, max_length=10_000)
    test_result = models.TextField(_("result of the tests"), blank=True, max_length=20_000)
    baseline = models.TextField(_("state kept before deployment"), blank=True, max_length=10_000)
    way_back = models.TextField(_("way back"), blank=True, max_length=10_000)
    approved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
        db_index=False,
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    deployed_on = models.DateField(_("deployed on"), null=True, blank=True)
    success = models.CharField(_("how it went"), max_length=8, choices=SUCCESS, blank=True)
    analysis = models.TextField(_("analysis of the result"), blank=True, max_length=20_000)
    incidents = Records(_("incidents it caused"), to="incidents.Incident", blank=True, most=200, longest=40)
    incidents_after = models.PositiveIntegerField(
        _("incidents of the service in the 14 days after"), null=True, blank=True, editable=False
    )
    reviewed_on = models.DateField(_("looked at on"), null=True, blank=True)
    state = StateField(RELEASE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ReleaseQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "type", "service", "state", "planned_for", "deployed_on", "success")
